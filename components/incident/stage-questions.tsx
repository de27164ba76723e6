'use client'
import { useTranslations } from 'next-intl'
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
  const t = useTranslations('incident.stageQuestions')
  const [reviewers, setReviewers] = useState<readonly string[]>([])
  return (
    <>
      <Dialog
        title={t('hide')}
        description={t('hideMeans')}
        open={asking?.about === 'hiding'}
        onOpenChange={(open) => !open && onClose()}
      >
        <ConfirmButtons
          keep={t('leave')}
          act={t('takeBack')}
          onConfirm={() => {
            if (asking?.about === 'hiding') onGo(asking.to)
          }}
        />
      </Dialog>
      <Dialog
        title={t('askReview')}
        description={t('reviewMeans')}
        open={asking?.about === 'review'}
        onOpenChange={(open) => !open && onClose()}
      >
        <div className="flex flex-col gap-3">
          <ReviewerChoice people={people} chosen={reviewers} onChoose={setReviewers} />
          <div className="flex justify-end gap-2">
            <DialogClose asChild>
              <Button variant="ghost">{t('cancel')}</Button>
            </DialogClose>
            <Button variant="primary" disabled={pending} onClick={() => onGo('in-review', reviewers)}>
              {t('askReview')}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  )
}
