import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import type { Outcome } from '@/lib/schema/import'
import { OUTCOMES } from './outcomes'

/** What became of an imported document. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const outcomes = useTranslations('import.outcomes')
  return <Badge tone={OUTCOMES[outcome].tone}>{outcomes(outcome)}</Badge>
}
