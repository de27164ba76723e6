'use client'
import { History } from 'lucide-react'
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
  const { kind, slug, number, version, later } = view
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [pending, start] = useTransition()
  const submit = () =>
    start(async () => {
      const answer = await answerOf(
        restore({ kind, slug, number, expectedVersion: version }),
        'The server did not answer: try again.',
      )
      if (!answer.ok) return setFailure(answer)
      setOpen(false)
      toast.success(`Version ${number} is restored as version ${answer.value.version}`)
      router.push(`${href}?revision=${answer.value.version}`)
      router.refresh()
    })
  return (
    <Dialog
      title={`Restore version ${number}?`}
      description="It becomes a new version. No version is lost, and this can be taken back in the same way."
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setFailure(null)
      }}
      trigger={
        <Button>
          <History aria-hidden />
          Restore this version
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        {failure ? <Failure failure={failure} /> : null}
        <p>What was changed since is taken back:</p>
        <ul className="max-h-60 list-disc overflow-y-auto pl-5">
          {later.map((one) => (
            <li key={one.number}>
              Version {one.number}: {one.by ?? 'somebody'} {revisionWords(one)}
              {one.at ? (
                <>
                  , <TimeText at={one.at} show="full" />
                </>
              ) : null}
            </li>
          ))}
        </ul>
        {kind === 'incident' ? (
          <p className="text-muted">Accounts that came since stay, and so do edits of action items.</p>
        ) : null}
        <div className="flex justify-end gap-2">
          <DialogClose asChild>
            <Button variant="ghost">Cancel</Button>
          </DialogClose>
          <Button variant="primary" disabled={pending} onClick={submit}>
            {pending ? 'Restoring…' : 'Restore'}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function Failure({ failure }: { failure: ActionFailure }) {
  const changed = (failure.difference ?? []).filter(
    ({ base, theirs }) => JSON.stringify(base) !== JSON.stringify(theirs),
  )
  return (
    <div role="alert" className="rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink">
      <p className="font-medium">
        {failure.code === 'stale' ? 'Somebody has changed it since this page was opened.' : failure.message}
      </p>
      {changed.length > 0 ? (
        <p>Changed: {changed.map(({ field }) => fieldName(field)).join(', ')}. Reload the page and look at it first.</p>
      ) : null}
    </div>
  )
}
