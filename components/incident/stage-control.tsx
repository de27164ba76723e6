'use client'
import { ChevronDown } from 'lucide-react'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/schema/action-result'
import type { Stage, StageMove, StageView } from '@/lib/schema/stage'
import { answerOf } from '../ui/answer-of'
import { Button } from '../ui/button'
import { ConfirmButtons } from '../ui/confirm-buttons'
import { Dialog, DialogClose } from '../ui/dialog'
import { DropdownMenu, MenuItem, MenuLabel } from '../ui/dropdown-menu'
import { ReviewerChoice } from './reviewer-choice'

export type MoveStage = (slug: string, move: StageMove, version: number) => Promise<ActionResult<{ stage: Stage }>>

const NAMES: Record<Stage, string> = { draft: 'Draft', 'in-review': 'In review', published: 'Published' }
const TOLD: Record<Stage, string> = {
  draft: 'It is a draft now',
  'in-review': 'It is in review now',
  published: 'It is published',
}

/** How far the account of an incident is, and where the viewer may move it. */
export function StageControl(props: { slug: string; view: StageView; isPublic: boolean; move: MoveStage }) {
  const { slug, view, isPublic, move } = props
  const [asking, setAsking] = useState(false)
  const [hiding, setHiding] = useState<Stage | null>(null)
  const [reviewers, setReviewers] = useState<readonly string[]>([])
  const [pending, start] = useTransition()
  const go = (to: Stage) =>
    start(async () => {
      const chosen = to === 'in-review' ? [...reviewers] : []
      const answer = await answerOf(
        move(slug, { to, reviewers: chosen }, view.version),
        'The server did not answer: try again.',
      )
      if (!answer.ok) {
        toast.error(answer.message)
        return
      }
      setAsking(false)
      toast.success(TOLD[answer.value.stage])
    })
  const choose = (to: Stage) => {
    if (to === 'in-review') setAsking(true)
    else if (isPublic && view.stage === 'published') setHiding(to)
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
      <Dialog
        title="Take it off its public page?"
        description="Nobody outside reads it, and its badge and its entry in the public feed are gone, until it is published again. That may need somebody else’s review."
        open={hiding !== null}
        onOpenChange={() => setHiding(null)}
      >
        <ConfirmButtons
          keep="Leave it published"
          act="Take back to draft"
          onConfirm={() => {
            if (hiding !== null) go(hiding)
          }}
        />
      </Dialog>
      <Dialog
        title="Ask for a review"
        description="Who is asked finds it under “Needs you”. Any editor but you may approve it; an administrator always."
        open={asking}
        onOpenChange={setAsking}
      >
        <div className="flex flex-col gap-3">
          <ReviewerChoice people={view.people} chosen={reviewers} onChoose={setReviewers} />
          <div className="flex justify-end gap-2">
            <DialogClose asChild>
              <Button variant="ghost">Cancel</Button>
            </DialogClose>
            <Button variant="primary" disabled={pending} onClick={() => go('in-review')}>
              Ask for a review
            </Button>
          </div>
        </div>
      </Dialog>
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
