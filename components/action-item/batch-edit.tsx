'use client'
import { useTranslations } from 'next-intl'
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
import type { BatchPatch } from '@/lib/schema/item-batch'

const batchForm = onDemand(() => import('./batch-form'))

/** What can be done with the chosen rows: in sight below the table, wherever it is scrolled to. E opens the change. */
export function BatchEdit({ total, changes }: { total: number; changes: BatchChanges }) {
  const t = useTranslations('action-item.batchEdit')
  const undoing = useTranslations('action-item.batchUndo')
  const { rows, chosen, choose } = useItemSelection()
  const { filter } = useTableFilter()
  const [open, setOpen] = useState(false)
  const [pending, start] = useTransition()
  const parts = batchForm.usePart()

  const undo = (batch: string) =>
    start(async () => {
      const answer = await answerOf(changes.undo(batch), t('noAnswer'))
      if (answer.ok) toast.success(undoneWords(undoing, answer.value))
      else toast.error(answer.message)
    })
  const save = (patch: BatchPatch) =>
    start(async () => {
      const seen = [...chosen].map(([id, version]) => ({ id, version }))
      const answer = await answerOf(changes.change({ items: seen, patch }), t('noAnswer'))
      if (!answer.ok) {
        toast.error(answer.message)
        return
      }
      setOpen(false)
      const { batch, changed, same, late } = answer.value
      // What was left alone stays chosen: it is to be looked at.
      choose(seen.filter(({ id }) => late.includes(id)))
      const action = changed > 0 ? { label: t('undo'), onClick: () => undo(batch) } : undefined
      toast.success(t('told', { changed, same, late: late.length }), { action, duration: 15_000 })
    })
  const chooseMatching = () =>
    start(async () => {
      const answer = await answerOf(changes.findMatching(filter), t('noAnswer'))
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
      aria-label={t('label')}
      className={cn(
        'fixed inset-x-4 bottom-4 z-30 mx-auto flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-surface px-3 py-2 shadow-float print:hidden',
        !isAny && 'sr-only',
      )}
    >
      <span role="status" className="text-sm tabular-nums">
        {isAny ? t('chosen', { count: chosen.size }) : ''}
      </span>
      {isAny && (
        <>
          {total > rows.length && (
            <Button disabled={pending} onClick={chooseMatching}>
              {total > MAX_BATCH_ROWS ? t('chooseSome', { some: MAX_BATCH_ROWS, total }) : t('chooseAll', { total })}
            </Button>
          )}
          <Button variant="primary" aria-keyshortcuts="e" disabled={pending} onClick={() => setOpen(true)}>
            {t('change')}
            <span aria-hidden>
              <Kbd>e</Kbd>
            </span>
          </Button>
          <Button variant="ghost" onClick={() => choose([])}>
            {t('chooseNone')}
          </Button>
        </>
      )}
      <Dialog title={t('changeItems', { count: chosen.size })} open={open} onOpenChange={setOpen}>
        {parts && <parts.BatchForm pending={pending} save={save} />}
      </Dialog>
    </section>
  )
}
