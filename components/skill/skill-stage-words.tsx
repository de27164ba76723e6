import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import type { SkillView } from '@/lib/schema/skill'
import { SkillStageBadge } from './skill-stage-badge'

type StageWordsProps = { skill: Pick<SkillView, 'stage' | 'retiredReason' | 'followInstead'> }

/** Why a skill is not one to follow, and which to follow instead; a published one needs no word. */
export function SkillStageWords({ skill }: StageWordsProps) {
  const t = useTranslations('skill.skillStageWords')
  const { stage, retiredReason, followInstead } = skill
  if (stage === 'published') return null
  return (
    <>
      <SkillStageBadge stage={stage} />
      {stage === 'draft' ? (
        <p className="text-muted">{t('draft')}</p>
      ) : (
        <p className="min-w-0 [overflow-wrap:anywhere]">
          {t('retired', { reason: retiredReason ?? '' })}
          {followInstead ? (
            <>
              {' '}
              {t.rich('followInstead', {
                skill: followInstead.title,
                link: (chunks) => (
                  <Link className="text-accent-ink hover:underline" href={hrefOf('skill', followInstead.slug)}>
                    {chunks}
                  </Link>
                ),
              })}
            </>
          ) : null}
        </p>
      )}
    </>
  )
}
