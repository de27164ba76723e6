'use client'
import { useEffect, useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { isTyping } from '@/components/table/is-typing'
import { useTableFilter } from '@/components/table/table-filter'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { onDemand } from '@/components/ui/on-demand'
import { MAX_BATCH_ROWS, type BatchChanges } from './batch-changes'
import { undoneWords } from './batch-undo'
import { useItemSelection } from './item-selection'
import type { BatchPatch, BatchResult } from '@/lib/schema/item-batch'

const batchForm = onDemand(() => import('./batch-form'))

const items = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'item' : 'items'}`

function told({ changed, same, late }: BatchResult): string {
  const parts = [`${items(changed)} changed`]
  if (same > 0) parts.push(`${items(same)} said so already`)
  if (late.length > 0) parts.push(`${items(late.length)} left alone: somebody else has changed them meanwhile`)
  return `${parts.join('; ')}.`
}

const UNREACHED = 'The server did not answer. Look at the list before you try again.'

/** What can be done with the chosen rows: in sight below the table, wherever it is scrolled to. E opens the change. */
export function BatchEdit({ total, changes }: { total: number; changes: BatchChanges }) {
  const { rows, chosen, choose } = useItemSelection()
  const { filter } = useTableFilter()
  const [open, setOpen] = useState(false)
  const [pending, start] = useTransition()
  const parts = batchForm.usePart()

  const undo = (batch: string) =>
    start(async () => {
      const answer = await answerOf(changes.undo(batch), UNREACHED)
      if (answer.ok) toast.success(undoneWords(answer.value))
      else toast.error(answer.message)
    })
  const save = (patch: BatchPatch) =>
    start(async () => {
      const seen = [...chosen].map(([id, version]) => ({ id, version }))
      const answer = await answerOf(changes.change({ items: seen, patch }), UNREACHED)
      if (!answer.ok) {
        toast.error(answer.message)
        return
      }
      setOpen(false)
      const { batch, changed, late } = answer.value
      // What was left alone stays chosen: it is to be looked at.
      choose(seen.filter(({ id }) => late.includes(id)))
      const action = changed > 0 ? { label: 'Undo', onClick: () => undo(batch) } : undefined
      toast.success(told(answer.value), { action, duration: 15_000 })
    })
  const chooseMatching = () =>
    start(async () => {
      const answer = await answerOf(changes.findMatching(filter), UNREACHED)
      if (answer.ok) choose(answer.value)
      else toast.error(answer.message)
    })
  const isAny = chosen.size > 0
  useEffect(() => {
    if (!isAny) return undefined
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'e' || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [isAny])
  return (
    <section
      aria-label="Change several"
      className={cn(
        'fixed inset-x-4 bottom-4 z-30 mx-auto flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-surface px-3 py-2 shadow-float print:hidden',
        !isAny && 'sr-only',
      )}
    >
      <span role="status" className="text-sm tabular-nums">
        {isAny ? `${items(chosen.size)} chosen` : ''}
      </span>
      {isAny && (
        <>
          {total > rows.length && (
            <Button disabled={pending} onClick={chooseMatching}>
              Choose {total > MAX_BATCH_ROWS ? `${MAX_BATCH_ROWS} of ${total}` : `all ${total}`} that match
            </Button>
          )}
          <Button variant="primary" aria-keyshortcuts="e" disabled={pending} onClick={() => setOpen(true)}>
            Change
            <span aria-hidden>
              <Kbd>e</Kbd>
            </span>
          </Button>
          <Button variant="ghost" onClick={() => choose([])}>
            Choose none
          </Button>
        </>
      )}
      <Dialog title={`Change ${items(chosen.size)}`} open={open} onOpenChange={setOpen}>
        {parts && <parts.BatchForm pending={pending} save={save} />}
      </Dialog>
    </section>
  )
}
