'use client'
import { useState, useTransition } from 'react'
import { unstable_rethrow } from 'next/navigation'
import { toast } from 'sonner'
import { useTableFilter } from '@/components/table/table-filter'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import type { ActionResult } from '@/lib/schema/action-result'
import { MAX_BATCH_ROWS, type BatchChanges } from './batch-changes'
import { BatchForm } from './batch-form'
import { undoneWords } from './batch-undo'
import { ChoosePage, useItemSelection } from './item-selection'
import type { BatchPatch, BatchResult, SeenItem } from '@/lib/schema/item-batch'

const items = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'item' : 'items'}`

function told({ changed, same, late }: BatchResult): string {
  const parts = [`${items(changed)} changed`]
  if (same > 0) parts.push(`${items(same)} said so already`)
  if (late.length > 0) parts.push(`${items(late.length)} left alone: somebody else has changed them meanwhile`)
  return `${parts.join('; ')}.`
}

/** A failure instead of an exception when the server does not answer. */
async function answered<T>(work: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    return await work()
  } catch (error) {
    unstable_rethrow(error)
    return {
      ok: false,
      code: 'unavailable',
      message: 'The server did not answer. Look at the list before you try again.',
    }
  }
}

/** What can be done with the chosen rows; without any, how to choose some. */
export function BatchEdit(props: { rows: readonly SeenItem[]; total: number; changes: BatchChanges }) {
  const { rows, total, changes } = props
  const { chosen, choose } = useItemSelection()
  const { filter } = useTableFilter()
  const [open, setOpen] = useState(false)
  const [pending, start] = useTransition()

  const undo = (batch: string) =>
    start(async () => {
      const answer = await answered(() => changes.undo(batch))
      if (answer.ok) toast.success(undoneWords(answer.value))
      else toast.error(answer.message)
    })
  const save = (patch: BatchPatch) =>
    start(async () => {
      const seen = [...chosen].map(([id, version]) => ({ id, version }))
      const answer = await answered(() => changes.change({ items: seen, patch }))
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
      const answer = await answered(() => changes.findMatching(filter))
      if (answer.ok) choose(answer.value)
      else toast.error(answer.message)
    })
  if (rows.length === 0) return null
  return (
    <section aria-label="Change several" className="mb-2 flex min-h-9 flex-wrap items-center gap-2 print:hidden">
      <ChoosePage rows={rows} />
      {chosen.size > 0 && (
        <>
          <span role="status" className="text-sm tabular-nums">
            {items(chosen.size)} chosen
          </span>
          {total > rows.length && (
            <Button disabled={pending} onClick={chooseMatching}>
              Choose {total > MAX_BATCH_ROWS ? `${MAX_BATCH_ROWS} of ${total}` : `all ${total}`} that match
            </Button>
          )}
          <Button variant="primary" disabled={pending} onClick={() => setOpen(true)}>
            Change
          </Button>
          <Button variant="ghost" onClick={() => choose([])}>
            Choose none
          </Button>
        </>
      )}
      <Dialog title={`Change ${items(chosen.size)}`} open={open} onOpenChange={setOpen}>
        <BatchForm pending={pending} save={save} />
      </Dialog>
    </section>
  )
}
