'use client'
import { useState } from 'react'
import type { Person, Stage } from '@/lib/schema/stage'
import { Button } from '../ui/button'
import { ConfirmButtons } from '../ui/confirm-buttons'
import { Dialog, DialogClose } from '../ui/dialog'
import { ReviewerChoice } from './reviewer-choice'

/** What has to be asked before an account is moved: who shall review it, or whether its public page may go. */
export type StageQuestion = { about: 'review' } | { about: 'hiding'; to: Stage }

type StageQuestionsProps = {
  asking: StageQuestion | null
  people: readonly Person[]
  pending: boolean
  onClose: () => void
  onGo: (to: Stage, reviewers?: readonly string[]) => void
}

/** The questions of a `StageControl`. */
export function StageQuestions({ asking, people, pending, onClose, onGo }: StageQuestionsProps) {
  const [reviewers, setReviewers] = useState<readonly string[]>([])
  return (
    <>
      <Dialog
        title="Take it off its public page?"
        description="Nobody outside reads it, and its badge and its entry in the public feed are gone, until it is published again. That may need somebody else’s review."
        open={asking?.about === 'hiding'}
        onOpenChange={(open) => !open && onClose()}
      >
        <ConfirmButtons
          keep="Leave it published"
          act="Take back to draft"
          onConfirm={() => {
            if (asking?.about === 'hiding') onGo(asking.to)
          }}
        />
      </Dialog>
      <Dialog
        title="Ask for a review"
        description="Who is asked finds it under “Needs you”. Any editor but you may approve it; an administrator always."
        open={asking?.about === 'review'}
        onOpenChange={(open) => !open && onClose()}
      >
        <div className="flex flex-col gap-3">
          <ReviewerChoice people={people} chosen={reviewers} onChoose={setReviewers} />
          <div className="flex justify-end gap-2">
            <DialogClose asChild>
              <Button variant="ghost">Cancel</Button>
            </DialogClose>
            <Button variant="primary" disabled={pending} onClick={() => onGo('in-review', reviewers)}>
              Ask for a review
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  )
}
