'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState, useTransition } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import type { Say } from '@/lib/intl/say'
import { hrefOf } from '@/lib/render/links'
import type { ActionResult } from '@/lib/schema/action-result'
import type { BatchUndone } from '@/lib/schema/item-batch'

export type UndoBatch = (batch: string) => Promise<ActionResult<BatchUndone>>

/** What became of taking a batch back, in a sentence. */
export function undoneWords(say: Say<'action-item.batchUndo'>, { restored, removed, left }: BatchUndone): string {
  const parts = [
    restored > 0 ? say('restored', { count: restored }) : '',
    removed > 0 ? say('removed', { count: removed }) : '',
    left.length > 0 ? say('left', { count: left.length }) : '',
  ].filter(Boolean)
  return parts.length > 0 ? parts.join('; ') : say('nothing')
}

/** Takes a change of several items back, and says which of them it left alone and why. */
export function BatchUndo({
  batch,
  undo,
  label,
  canUndo = true,
}: {
  batch: string
  undo: UndoBatch
  label?: string
  /** Something of it stands; what has just been taken back is told all the same. */
  canUndo?: boolean
}) {
  const t = useTranslations('action-item.batchUndo')
  const [undone, setUndone] = useState<BatchUndone | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const run = () =>
    start(async () => {
      const answer = await answerOf(undo(batch), t('noAnswer'))
      if (answer.ok) setUndone(answer.value)
      setFailure(answer.ok ? null : answer.message)
    })
  return (
    <div className="min-w-0 space-y-1">
      {undone === null && canUndo && (
        <Button size="sm" disabled={pending} onClick={run}>
          {pending ? t('takingBack') : (label ?? t('takeBack'))}
        </Button>
      )}
      {failure && (
        <p role="alert" className="text-sm text-red-ink">
          {failure}
        </p>
      )}
      {undone && (
        <div role="status" className="text-sm">
          <p>{undoneWords(t, undone)}.</p>
          {undone.left.length > 0 && (
            <ul className="mt-1 list-disc pl-4 text-muted">
              {undone.left.map(({ id, title, why }) => (
                <li key={id}>
                  <Link href={hrefOf('action-item', id)} className="text-accent-ink hover:underline">
                    {title}
                  </Link>
                  : {why.join(', ')}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  )
}
