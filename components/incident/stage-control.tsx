'use client'
import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/schema/action-result'
import type { Stage, StageMove, StageView } from '@/lib/schema/stage'
import { answerOf } from '../ui/answer-of'
import { Button } from '../ui/button'
import { DropdownMenu, MenuItem, MenuLabel } from '../ui/dropdown-menu'
import { onDemand } from '../ui/on-demand'
import { useList } from '../ui/use-list'
import type { StageQuestion } from './stage-questions'

export type MoveStage = (slug: string, move: StageMove, version: number) => Promise<ActionResult<{ stage: Stage }>>

const stageQuestions = onDemand(() => import('./stage-questions'))

/** How far the account of an incident is, and where the viewer may move it. */
export function StageControl(props: { slug: string; view: StageView; isPublic: boolean; move: MoveStage }) {
  const t = useTranslations('incident.stageControl')
  const stages = useTranslations('incident.stages')
  const failures = useTranslations('incident.failures')
  const { slug, view, isPublic, move } = props
  const [asking, setAsking] = useState<StageQuestion | null>(null)
  const parts = stageQuestions.usePart()
  const [pending, start] = useTransition()
  const go = (to: Stage, reviewers: readonly string[] = []) =>
    start(async () => {
      const answer = await answerOf(move(slug, { to, reviewers: [...reviewers] }, view.version), failures('tryAgain'))
      if (!answer.ok) {
        toast.error(answer.message)
        return
      }
      setAsking(null)
      toast.success(t(`moved.${answer.value.stage}`))
    })
  const choose = (to: Stage) => {
    const hides = isPublic && view.stage === 'published'
    if (to === 'in-review') setAsking({ about: 'review' })
    else if (hides) setAsking({ about: 'hiding', to })
    else go(to)
  }
  return (
    <>
      <DropdownMenu
        trigger={
          <Button disabled={pending} aria-label={t('label', { stage: stages(view.stage) })}>
            {stages(view.stage)}
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        <MenuLabel>
          <StageWords view={view} />
        </MenuLabel>
        {view.moves.map((to) => (
          <MenuItem key={to} onSelect={() => choose(to)}>
            {t(`move.${moveOf(view.stage, to)}`)}
          </MenuItem>
        ))}
      </DropdownMenu>
      {parts && (
        <parts.StageQuestions
          asking={asking}
          people={view.people}
          pending={pending}
          onClose={() => setAsking(null)}
          onGo={go}
        />
      )}
    </>
  )
}

function StageWords({ view }: { view: StageView }) {
  const t = useTranslations('incident.stageControl')
  const list = useList()
  const { stage, askedBy, reviewers, refusal } = view
  const by = askedBy ?? t('somebody')
  const asked = reviewers.length > 0 ? t('asked', { by, reviewers: list(reviewers) }) : t('askedAnybody', { by })
  const told = [
    stage === 'in-review' ? asked : null,
    stage === 'draft' ? t('isDraft') : null,
    refusal,
    stage === 'published' ? t('isPublished') : null,
  ]
  return <span className="block max-w-64 text-sm whitespace-normal">{told.filter(Boolean).join(' ')}</span>
}

function moveOf(from: Stage, to: Stage) {
  if (to === 'in-review') return 'askReview'
  if (to === 'published') return from === 'in-review' ? 'approve' : 'publish'
  return from === 'in-review' ? 'sendBack' : 'takeBack'
}
