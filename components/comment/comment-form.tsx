'use client'
import { useId, useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/schema/action-result'
import type { SavedComment } from '@/lib/schema/comment'
import type { Person } from '@/lib/schema/stage'
import { answerOf } from '../ui/answer-of'
import { KeptNotice } from '../kept/kept-notice'
import { useKept } from '../kept/use-kept'
import { Button } from '../ui/button'
import { Label } from '../ui/field'
import { notToldText } from './comment-actions'
import { MentionBox } from './mention-box'

type CommentFormProps = {
  /** What is commented, for what the browser keeps: `incident:slug`, or the id of the comment that is changed. */
  thing: string
  label: string
  start: string
  verb: string
  people: readonly Person[]
  save: (text: string) => Promise<ActionResult<SavedComment>>
  onSaved?: () => void
  onCancel?: () => void
}

const readText = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null)

/** Writes a comment, or other words for one. What is typed is kept until it is saved. */
export function CommentForm({ thing, label, start, verb, people, save, onSaved, onCancel }: CommentFormProps) {
  const id = useId()
  const [text, setText] = useState(start)
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, begin] = useTransition()
  const kept = useKept(`comment:${thing}`, readText)
  const type = (next: string) => {
    setText(next)
    if (next.trim() === '') kept.forget()
    else kept.keep(next)
  }
  const submit = () => {
    if (text.trim() === '' || pending) return
    begin(async () => {
      const answer = await answerOf(
        save(text),
        'The server did not answer. What you typed is kept in this browser: try again, now or later.',
      )
      if (!answer.ok) return setFailure(answer.message)
      setFailure(null)
      kept.forget()
      setText(start)
      const notTold = notToldText(answer.value.notTold)
      if (notTold) toast.warning(notTold, { duration: 10_000 })
      onSaved?.()
    })
  }
  return (
    <form
      method="post"
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {kept.offered ? (
        <KeptNotice
          what="A comment"
          at={kept.offered.at}
          onRestore={() => {
            setText(kept.offered?.value ?? text)
            kept.taken()
          }}
          onDiscard={kept.forget}
        />
      ) : null}
      <Label htmlFor={id}>{label}</Label>
      <MentionBox id={id} describedBy={`${id}-note`} value={text} people={people} onChange={type} onSubmit={submit} />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" size="sm" disabled={pending || text.trim() === ''}>
          {pending ? 'Saving…' : verb}
        </Button>
        {onCancel ? (
          <Button
            variant="ghost"
            size="sm"
            onClick={() => {
              kept.forget()
              onCancel()
            }}
          >
            Cancel
          </Button>
        ) : null}
        <span id={`${id}-note`} className="text-xs text-faint">
          Markdown. @name tells somebody who may read this.
        </span>
      </div>
      {failure ? (
        <p role="alert" className="text-red-ink">
          {failure}
        </p>
      ) : null}
    </form>
  )
}
