import { useTranslations } from 'next-intl'
import type { SkillStage } from '@/lib/schema/skill-edit'
import { Badge } from '../ui/badge'

/** Tells that a skill is not one to follow; a published one needs no word. */
export function SkillStageBadge({ stage, className }: { stage: SkillStage; className?: string }) {
  const t = useTranslations('skill.stage')
  if (stage === 'published') return null
  return (
    <Badge tone={stage === 'draft' ? 'blue' : 'neutral'} className={className}>
      {t(stage)}
    </Badge>
  )
}
