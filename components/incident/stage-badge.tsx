import type { Stage } from '@/lib/schema/stage'
import { Badge } from '../ui/badge'

/** Marks an account that is not published yet; a published one needs no mark. */
export function StageBadge({ stage }: { stage: Stage }) {
  if (stage === 'published') return null
  return stage === 'draft' ? <Badge tone="amber">Draft</Badge> : <Badge tone="violet">In review</Badge>
}
