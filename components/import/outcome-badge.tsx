import { Badge } from '@/components/ui/badge'
import type { Outcome } from '@/lib/schema/import'
import { OUTCOMES } from './outcomes'

/** What became of an imported document. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  return <Badge tone={OUTCOMES[outcome].tone}>{outcome}</Badge>
}
