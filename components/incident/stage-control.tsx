'use client'
import { ChevronDown } from 'lucide-react'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/schema/action-result'
import type { Stage, StageMove, StageView } from '@/lib/schema/stage'
import { answerOf } from '../ui/answer-of'
import { Button } from '../ui/button'
import { DropdownMenu, MenuItem, MenuLabel } from '../ui/dropdown-menu'
import { onDemand } from '../ui/on-demand'
import type { StageQuestion } from './stage-questions'

export type MoveStage = (slug: string, move: StageMove, version: number) => Promise<ActionResult<{ stage: Stage }>>

const stageQuestions = onDemand(() => import('./stage-questions'))

const NAMES: Record<Stage, string> = { draft: 'Draft', 'in-review': 'In review', published: 'Published' }
const TOLD: Record<Stage, string> = {
  draft: 'It is a draft now',
  'in-review': 'It is in review now',
  published: 'It is published',
}

/** How far the account of an incident is, and where the viewer may move it. */
export function StageControl(props: { slug: string; view: StageView; isPublic: boolean; move: MoveStage }) {
  const { slug, view, isPublic, move } = props
  const [asking, setAsking] = useState<StageQuestion | null>(null)
  const parts = stageQuestions.usePart()
  const [pending, start] = useTransition()
  const go = (to: Stage, reviewers: readonly string[] = []) =>
    start(async () => {
      const answer = await answerOf(
        move(slug, { to, reviewers: [...reviewers] }, view.version),
        'The server did not answer: try again.',
      )
      if (!answer.ok) {
        toast.error(answer.message)
        return
      }
      setAsking(null)
      toast.success(TOLD[answer.value.stage])
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
          <Button disabled={pending} aria-label={`Stage: ${NAMES[view.stage]}`}>
            {NAMES[view.stage]}
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        <MenuLabel>
          <StageWords view={view} />
        </MenuLabel>
        {view.moves.map((to) => (
          <MenuItem key={to} onSelect={() => choose(to)}>
            {verbOf(view.stage, to)}
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
  const { stage, askedBy, reviewers, refusal } = view
  const asked = reviewers.length > 0 ? ` ${new Intl.ListFormat('en').format(reviewers)}` : ''
  return (
    <span className="block max-w-64 text-sm whitespace-normal">
      {stage === 'in-review' ? `${askedBy ?? 'Somebody'} asked${asked || ' for a review'}. ` : ''}
      {stage === 'draft' ? 'Everybody who may read the incident sees that it is a draft. ' : ''}
      {refusal ?? ''}
      {stage === 'published' ? 'This is how the team tells it.' : ''}
    </span>
  )
}

function verbOf(from: Stage, to: Stage): string {
  if (to === 'in-review') return 'Ask for a review…'
  if (to === 'published') return from === 'in-review' ? 'Approve and publish' : 'Publish without a review'
  return from === 'in-review' ? 'Send back to draft' : 'Take back to draft'
}
