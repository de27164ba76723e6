'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition, type ReactNode } from 'react'
import { toast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/schema/action-result'
import type { CommentView } from '@/lib/schema/comment'
import type { Person } from '@/lib/schema/stage'
import { answerOf } from '../ui/answer-of'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Dialog, DialogClose } from '../ui/dialog'
import { TimeText } from '../ui/time-text'
import type { CommentActions } from './comment-actions'
import { CommentForm } from './comment-form'

type CommentItemProps = {
  comment: CommentView
  people: readonly Person[]
  /** null for those who may only read. */
  actions: CommentActions | null
  mayDelete: boolean
  /** The text as it is read. */
  children: ReactNode
}

/** One comment: its words, and what the viewer may do with it. A resolved one is folded. */
export function CommentItem({ comment, people, actions, mayDelete, children }: CommentItemProps) {
  const t = useTranslations('comment.commentItem')
  const { id, by, at, editedAt, resolved, own, unread } = comment
  const [editing, setEditing] = useState(false)
  const head = (
    <>
      <span className="font-medium">{by}</span>{' '}
      <span className="text-xs text-faint">
        <TimeText at={at} show="full" />
        {editedAt ? ` · ${t('edited')}` : ''}
      </span>
    </>
  )
  const refused: ActionResult<never> = { ok: false, code: 'forbidden', message: t('onlyRead') }
  const body = editing ? (
    <CommentForm
      thing={id}
      label={t('yours')}
      start={comment.text}
      verb={t('save')}
      people={people}
      save={(text) => actions?.update(id, { text }) ?? Promise.resolve(refused)}
      onSaved={() => setEditing(false)}
      onCancel={() => setEditing(false)}
    />
  ) : (
    <>
      {children}
      {actions ? (
        <CommentButtons
          comment={comment}
          actions={actions}
          onEdit={own ? () => setEditing(true) : null}
          mayDelete={own || mayDelete}
        />
      ) : null}
    </>
  )
  return (
    <li
      id={`comment-${id}`}
      className="scroll-mt-16 rounded-lg border border-line bg-surface px-4 py-3 target:border-accent"
    >
      {resolved ? (
        <details>
          <summary className="min-h-6 cursor-pointer">
            {head} <Badge tone="green">{t('resolvedBy', { by: resolved.by })}</Badge>
          </summary>
          <div className="mt-2">{body}</div>
        </details>
      ) : (
        <>
          <p className="mb-1 flex flex-wrap items-baseline gap-x-2">
            <span>{head}</span>
            {unread ? <Badge tone="blue">{t('namesYou')}</Badge> : null}
          </p>
          {body}
        </>
      )}
    </li>
  )
}

function CommentButtons(props: {
  comment: CommentView
  actions: CommentActions
  onEdit: (() => void) | null
  mayDelete: boolean
}) {
  const t = useTranslations('comment.commentItem')
  const { comment, actions, onEdit, mayDelete } = props
  const [asking, setAsking] = useState(false)
  const [pending, start] = useTransition()
  const run = (work: () => Promise<ActionResult<unknown>>) =>
    start(async () => {
      const answer = await answerOf(work(), t('unreached'))
      if (answer.ok) setAsking(false)
      else toast.error(answer.message)
    })
  const isResolved = comment.resolved !== null
  return (
    <div className="mt-2 flex flex-wrap gap-1 print:hidden">
      <Button
        size="sm"
        variant="ghost"
        disabled={pending}
        onClick={() => run(() => actions.update(comment.id, { resolved: !isResolved }))}
      >
        {isResolved ? t('openAgain') : t('resolve')}
      </Button>
      {onEdit ? (
        <Button size="sm" variant="ghost" onClick={onEdit}>
          {t('edit')}
        </Button>
      ) : null}
      {mayDelete ? (
        <Dialog
          title={t('askDelete')}
          description={t('noWayBack')}
          open={asking}
          onOpenChange={setAsking}
          trigger={
            <Button size="sm" variant="ghost">
              {t('deleteComment')}
            </Button>
          }
        >
          <div className="flex justify-end gap-2">
            <DialogClose asChild>
              <Button variant="ghost">{t('cancel')}</Button>
            </DialogClose>
            <Button variant="danger" disabled={pending} onClick={() => run(() => actions.remove(comment.id))}>
              {t('delete')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </div>
  )
}
