'use client'
import { useTranslations } from 'next-intl'
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
import { useList } from '../ui/use-list'
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
  const t = useTranslations('comment.commentForm')
  const list = useList()
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
      const answer = await answerOf(save(text), t('unreached'))
      if (!answer.ok) return setFailure(answer.message)
      setFailure(null)
      kept.forget()
      setText(start)
      const { notTold } = answer.value
      if (notTold.length > 0)
        toast.warning(t('notTold', { names: list(notTold), count: notTold.length }), { duration: 10_000 })
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
          what={t('aComment')}
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
          {pending ? t('saving') : verb}
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
            {t('cancel')}
          </Button>
        ) : null}
        <span id={`${id}-note`} className="text-xs text-faint">
          {t('note')}
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
