'use client'
import Link from 'next/link'
import { useState, useTransition } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { hrefOf } from '@/lib/render/links'
import type { ActionResult } from '@/lib/schema/action-result'
import type { BatchUndone } from '@/lib/schema/item-batch'

export type UndoBatch = (batch: string) => Promise<ActionResult<BatchUndone>>

const items = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'item' : 'items'}`

/** What became of taking a batch back, in a sentence. */
export function undoneWords({ restored, removed, left }: BatchUndone): string {
  const parts = [
    restored > 0 ? `${items(restored)} as before` : '',
    removed > 0 ? `${items(removed)} removed` : '',
    left.length > 0 ? `${items(left.length)} changed since, left alone` : '',
  ].filter(Boolean)
  return parts.length > 0 ? parts.join('; ') : 'Nothing was left to take back'
}

/** Takes a change of several items back, and says which of them it left alone and why. */
export function BatchUndo({
  batch,
  undo,
  label = 'Take it all back',
  canUndo = true,
}: {
  batch: string
  undo: UndoBatch
  label?: string
  /** Something of it stands; what has just been taken back is told all the same. */
  canUndo?: boolean
}) {
  const [undone, setUndone] = useState<BatchUndone | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const run = () =>
    start(async () => {
      const answer = await answerOf(undo(batch), 'The server did not answer. Look at the items before you try again.')
      if (answer.ok) setUndone(answer.value)
      setFailure(answer.ok ? null : answer.message)
    })
  return (
    <div className="min-w-0 space-y-1">
      {undone === null && canUndo && (
        <Button size="sm" disabled={pending} onClick={run}>
          {pending ? 'Taking it back…' : label}
        </Button>
      )}
      {failure && (
        <p role="alert" className="text-sm text-red-ink">
          {failure}
        </p>
      )}
      {undone && (
        <div role="status" className="text-sm">
          <p>{undoneWords(undone)}.</p>
          {undone.left.length > 0 && (
            <ul className="mt-1 list-disc pl-4 text-muted">
              {undone.left.map(({ id, title, why }) => (
                <li key={id}>
                  <Link href={hrefOf('action-item', id)} className="text-accent-ink hover:underline">
                    {title}
                  </Link>
                  : {why}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  )
}
