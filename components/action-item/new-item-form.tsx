'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import type { NewActionItem } from '@/lib/schema/action-item'
import type { ActionResult } from '@/lib/schema/action-result'
import { ACTION_ITEM_KIND_CHOICES, ACTION_ITEM_PRIORITY_CHOICES, choiceOf } from '@/lib/schema/choices'

export type AddItem = (input: NewActionItem) => Promise<ActionResult<{ id: string }>>

const BLANK = { title: '', description: '', owner: '', due: '', priority: '', kind: '' }

type NewItemFormProps = { of: NewActionItem['of']; add: AddItem; onDone: () => void }

/** What `AddActionItem` asks for. */
export function NewItemForm({ of, add, onDone }: NewItemFormProps) {
  const t = useTranslations('action-item.newItemForm')
  const fields = useTranslations('action-item.fields')
  const priorities = useTranslations('labels.actionItemPriority')
  const kinds = useTranslations('labels.actionItemKind')
  const [row, setRow] = useState(BLANK)
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const set = (part: Partial<typeof BLANK>) => setRow({ ...row, ...part })
  const submit = () =>
    start(async () => {
      const answer = await answerOf(add(itemOf(of, row)), t('noAnswer'))
      if (!answer.ok) return setFailure(answer.message)
      setFailure(null)
      onDone()
      toast.success(t('added'))
    })
  return (
    <form
      method="post"
      className="grid gap-3 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (row.title.trim() === '') setFailure(t('nothingToDo'))
        else if (!pending) submit()
      }}
    >
      <Field label={t('whatToDo')} error={failure} className="sm:col-span-2">
        {(control) => (
          <Textarea
            {...control}
            autoFocus
            rows={2}
            maxLength={1000}
            value={row.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={fields('owner')}>
        {(control) => (
          <Input
            {...control}
            maxLength={120}
            value={row.owner}
            onChange={(event) => set({ owner: event.target.value })}
          />
        )}
      </Field>
      <Field label={fields('due')}>
        {(control) => (
          <Input {...control} type="date" value={row.due} onChange={(event) => set({ due: event.target.value })} />
        )}
      </Field>
      <Field label={fields('priority')}>
        {(control) => (
          <Select {...control} value={row.priority} onChange={(event) => set({ priority: event.target.value })}>
            <option value="">{t('unknown')}</option>
            {ACTION_ITEM_PRIORITY_CHOICES.map((priority) => (
              <option key={priority} value={priority}>
                {priorities(priority)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={fields('kind')}>
        {(control) => (
          <Select {...control} value={row.kind} onChange={(event) => set({ kind: event.target.value })}>
            <option value="">{t('unknown')}</option>
            {ACTION_ITEM_KIND_CHOICES.map((kind) => (
              <option key={kind} value={kind}>
                {kinds(kind)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={fields('description')} hint="Markdown" className="sm:col-span-2">
        {(control) => (
          <Textarea
            {...control}
            rows={4}
            maxLength={20_000}
            value={row.description}
            onChange={(event) => set({ description: event.target.value })}
          />
        )}
      </Field>
      <div className="flex justify-end sm:col-span-2">
        <Button type="submit" variant="primary" disabled={pending}>
          {t('add')}
        </Button>
      </div>
    </form>
  )
}

function itemOf(of: NewActionItem['of'], row: typeof BLANK): NewActionItem {
  return {
    of,
    title: row.title.trim(),
    description: row.description.trim() || null,
    owner: row.owner.trim() || null,
    due: row.due || null,
    priority: choiceOf(ACTION_ITEM_PRIORITY_CHOICES, row.priority),
    kind: choiceOf(ACTION_ITEM_KIND_CHOICES, row.kind),
  }
}
