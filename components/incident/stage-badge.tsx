import { useTranslations } from 'next-intl'
import type { Stage } from '@/lib/schema/stage'
import { Badge } from '../ui/badge'

/** Marks an account that is not published yet; a published one needs no mark. */
export function StageBadge({ stage }: { stage: Stage }) {
  const stages = useTranslations('incident.stages')
  if (stage === 'published') return null
  return <Badge tone={stage === 'draft' ? 'amber' : 'violet'}>{stages(stage)}</Badge>
}
