import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import type { SkillView } from '@/lib/schema/skill'
import { SkillStageBadge } from './skill-stage-badge'

type StageWordsProps = { skill: Pick<SkillView, 'stage' | 'retiredReason' | 'followInstead'> }

/** Why a skill is not one to follow, and which to follow instead; a published one needs no word. */
export function SkillStageWords({ skill }: StageWordsProps) {
  const { stage, retiredReason, followInstead } = skill
  if (stage === 'published') return null
  return (
    <>
      <SkillStageBadge stage={stage} />
      {stage === 'draft' ? (
        <p className="text-muted">A draft: nobody is told to follow it yet.</p>
      ) : (
        <p className="min-w-0 [overflow-wrap:anywhere]">
          Not to be followed any more: {retiredReason}
          {followInstead ? (
            <>
              {' '}
              Follow{' '}
              <Link className="text-accent-ink hover:underline" href={hrefOf('skill', followInstead.slug)}>
                {followInstead.title}
              </Link>{' '}
              instead.
            </>
          ) : null}
        </p>
      )}
    </>
  )
}
