'use client'
import { History } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import type { ActionFailure, ActionResult } from '@/lib/schema/action-result'
import type { RevisionKind, RevisionView } from '@/lib/schema/revision'
import { answerOf } from '../ui/answer-of'
import { fieldName } from '../review/field-name'
import { Button } from '../ui/button'
import { Dialog, DialogClose } from '../ui/dialog'
import { TimeText } from '../ui/time-text'
import { revisionWords } from './revision-words'

export type RestoreRevision = (asked: {
  kind: RevisionKind
  slug: string
  number: number
  expectedVersion: number
}) => Promise<ActionResult<{ version: number }>>

type Props = {
  view: Pick<RevisionView, 'kind' | 'slug' | 'version' | 'later'> & { number: number }
  href: string
  restore: RestoreRevision
}

/** Makes a version the newest again, after showing what was changed since and would be taken back. */
export function RestoreRevisionButton({ view, href, restore }: Props) {
  const t = useTranslations('revision.restoreRevision')
  const revisions = useTranslations('revision.revisionWords')
  const { kind, slug, number, version, later } = view
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [pending, start] = useTransition()
  const submit = () =>
    start(async () => {
      const answer = await answerOf(restore({ kind, slug, number, expectedVersion: version }), t('unreached'))
      if (!answer.ok) return setFailure(answer)
      setOpen(false)
      toast.success(t('done', { number, version: answer.value.version }))
      router.push(`${href}?revision=${answer.value.version}`)
      router.refresh()
    })
  return (
    <Dialog
      title={t('title', { number })}
      description={t('description')}
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setFailure(null)
      }}
      trigger={
        <Button>
          <History aria-hidden />
          {t('restoreThis')}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        {failure ? <Failure failure={failure} /> : null}
        <p>{t('takenBack')}</p>
        <ul className="max-h-60 list-disc overflow-y-auto pl-5">
          {later.map((one) => (
            <li key={one.number}>
              {t('later', { number: one.number, story: revisionWords(revisions, one, t('somebody')) })}
              {one.at ? (
                <>
                  , <TimeText at={one.at} show="full" />
                </>
              ) : null}
            </li>
          ))}
        </ul>
        {kind === 'incident' ? <p className="text-muted">{t('stays')}</p> : null}
        <div className="flex justify-end gap-2">
          <DialogClose asChild>
            <Button variant="ghost">{t('cancel')}</Button>
          </DialogClose>
          <Button variant="primary" disabled={pending} onClick={submit}>
            {pending ? t('restoring') : t('restore')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function Failure({ failure }: { failure: ActionFailure }) {
  const t = useTranslations('revision.restoreRevision')
  const sayField = useTranslations('review.fieldName')
  const changed = (failure.difference ?? []).filter(
    ({ base, theirs }) => JSON.stringify(base) !== JSON.stringify(theirs),
  )
  return (
    <div role="alert" className="rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink">
      <p className="font-medium">{failure.code === 'stale' ? t('stale') : failure.message}</p>
      {changed.length > 0 ? (
        <p>{t('changed', { fields: changed.map(({ field }) => fieldName(sayField, field)).join(', ') })}</p>
      ) : null}
    </div>
  )
}
