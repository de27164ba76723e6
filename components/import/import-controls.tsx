'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import type { ActionResult } from '@/lib/schema/action-result'
import type { ImportView } from '@/lib/schema/import'
import { isOpen } from './import-states'

export type LeftInPlace = { kind: string; title: string; reason: string }
export type ImportControlActions = {
  cancel: (id: string) => Promise<ActionResult<null>>
  retry: (id: string) => Promise<ActionResult<null>>
  undo: (id: string) => Promise<ActionResult<{ undone: number; left: LeftInPlace[] }>>
}

type ControlsProps = {
  found: ImportView
  actions: ImportControlActions
  /** Something has been changed: ask again. */
  onChange: () => void
  onUndone: (left: LeftInPlace[]) => void
}

/** What can be done with an import: cancel it, try again what failed, undo it. */
export function ImportControls({ found, actions, onChange, onUndone }: ControlsProps) {
  const t = useTranslations('import.importControls')
  const [busy, start] = useTransition()
  const run = <T,>(work: () => Promise<ActionResult<T>>, then: (value: T) => void) =>
    start(async () => {
      const answer = await answerOf(work(), t('noAnswer'))
      if (answer.ok) then(answer.value)
      else toast.error(answer.message)
      onChange()
    })
  if (isOpen(found)) {
    return (
      <Button
        size="sm"
        disabled={busy || found.cancelling}
        onClick={() =>
          run(
            () => actions.cancel(found.id),
            () => toast(t('stops')),
          )
        }
      >
        {t('cancel')}
      </Button>
    )
  }
  const { created, updated, merged } = found.outcomes
  return (
    <>
      {found.retryable > 0 && (
        <Button
          size="sm"
          disabled={busy}
          onClick={() =>
            run(
              () => actions.retry(found.id),
              () => toast(t('retried', { count: found.retryable })),
            )
          }
        >
          {t('retry', { count: found.retryable })}
        </Button>
      )}
      {/* Files that wait are the other thing that an undo takes away. */}
      {found.state !== 'undone' && created + updated + merged + found.retryable > 0 && (
        <Undo
          busy={busy}
          changes={created + updated + merged}
          onUndo={() =>
            run(
              () => actions.undo(found.id),
              ({ left }) => {
                onUndone(left)
                toast(left.length === 0 ? t('undone') : t('undoneInPart'))
              },
            )
          }
        />
      )}
    </>
  )
}

function Undo({ busy, changes, onUndo }: { busy: boolean; changes: number; onUndo: () => void }) {
  const t = useTranslations('import.importControls')
  const [open, setOpen] = useState(false)
  return (
    <Dialog
      title={t('undoTitle')}
      description={t('undoStory')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="danger" disabled={busy}>
          {busy ? t('undoing') : t('undo')}
        </Button>
      }
    >
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button>{t('keep')}</Button>
        </DialogClose>
        <Button
          variant="danger"
          onClick={() => {
            setOpen(false)
            onUndo()
          }}
        >
          {t('undoDocuments', { count: changes })}
        </Button>
      </div>
    </Dialog>
  )
}
