'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import {
  ACTION_ITEM_KIND_CHOICES,
  ACTION_ITEM_PRIORITY_CHOICES,
  ACTION_ITEM_STATUS_CHOICES,
  choiceOf,
} from '@/lib/schema/choices'
import type { BatchPatch } from '@/lib/schema/item-batch'

/** A field stays as it is on each item, or is cleared on all; anything else is its new value. */
const KEEP = ''
const CLEAR = 'clear'

type ChooserProps<T extends string> = {
  label: string
  value: string
  choices: readonly T[]
  wordOf: (choice: T) => string
  onChange: (value: string) => void
}

function Chooser<T extends string>(props: ChooserProps<T>) {
  const t = useTranslations('action-item.batchForm')
  return (
    <Field label={props.label}>
      {(control) => (
        <Select {...control} value={props.value} onChange={(event) => props.onChange(event.target.value)}>
          <option value={KEEP}>{t('keep')}</option>
          {props.choices.map((choice) => (
            <option key={choice} value={choice}>
              {props.wordOf(choice)}
            </option>
          ))}
          <option value={CLEAR}>{t('unknown')}</option>
        </Select>
      )}
    </Field>
  )
}

const EMPTY = { status: KEEP, priority: KEEP, kind: KEEP, owner: '', noOwner: false, due: '', noDue: false, why: '' }
type Values = typeof EMPTY

function patchOf({ status, priority, kind, owner, noOwner, due, noDue, why }: Values): BatchPatch {
  const given = why.trim() || null
  return {
    ...(status !== KEEP && { status: choiceOf(ACTION_ITEM_STATUS_CHOICES, status) }),
    ...(status === 'done' && { closedBy: given }),
    ...(status === 'wont-do' && { reason: given }),
    ...(priority !== KEEP && { priority: choiceOf(ACTION_ITEM_PRIORITY_CHOICES, priority) }),
    ...(kind !== KEEP && { kind: choiceOf(ACTION_ITEM_KIND_CHOICES, kind) }),
    ...(noOwner ? { owner: null } : owner.trim() !== '' && { owner: owner.trim() }),
    ...(noDue ? { due: null } : due !== '' && { due }),
  }
}

/** What several items are given; closing them asks for evidence or a reason, which can be left out openly. */
export function BatchForm({ pending, save }: { pending: boolean; save: (patch: BatchPatch) => void }) {
  const t = useTranslations('action-item.batchForm')
  const fields = useTranslations('action-item.fields')
  const statuses = useTranslations('labels.actionItemStatus')
  const priorities = useTranslations('labels.actionItemPriority')
  const kinds = useTranslations('labels.actionItemKind')
  const [values, setValues] = useState(EMPTY)
  const [openly, setOpenly] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const set = (part: Partial<Values>) => setValues((now) => ({ ...now, ...part }))
  const closing = values.status === 'done' || values.status === 'wont-do' ? values.status : null
  const submit = () => {
    const patch = patchOf(values)
    if (Object.keys(patch).length === 0) setError(t('nothingToChange'))
    else if (closing && values.why.trim() === '' && !openly) setError(t(`${closing}.missing`))
    else save(patch)
  }
  return (
    <form
      method="post"
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Chooser
          label={fields('status')}
          value={values.status}
          choices={ACTION_ITEM_STATUS_CHOICES}
          wordOf={(status) => statuses(status)}
          onChange={(status) => set({ status })}
        />
        <Chooser
          label={fields('priority')}
          value={values.priority}
          choices={ACTION_ITEM_PRIORITY_CHOICES}
          wordOf={(priority) => priorities(priority)}
          onChange={(priority) => set({ priority })}
        />
        <Chooser
          label={fields('kind')}
          value={values.kind}
          choices={ACTION_ITEM_KIND_CHOICES}
          wordOf={(kind) => kinds(kind)}
          onChange={(kind) => set({ kind })}
        />
      </div>
      {closing && (
        <>
          <Field label={t(`${closing}.why`)}>
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                maxLength={500}
                value={values.why}
                onChange={(event) => set({ why: event.target.value })}
              />
            )}
          </Field>
          <Check label={t(`${closing}.none`)} on={openly} onChange={setOpenly} />
        </>
      )}
      <div className="grid items-end gap-3 sm:grid-cols-2">
        <Field label={fields('owner')} hint={t('emptyKeeps')}>
          {(control) => (
            <Input
              {...control}
              maxLength={120}
              disabled={values.noOwner}
              value={values.owner}
              onChange={(event) => set({ owner: event.target.value })}
            />
          )}
        </Field>
        <Check label={t('noOwner')} on={values.noOwner} onChange={(noOwner) => set({ noOwner })} />
        <Field label={fields('dueDate')} hint={t('emptyKeeps')}>
          {(control) => (
            <Input
              {...control}
              type="date"
              disabled={values.noDue}
              value={values.due}
              onChange={(event) => set({ due: event.target.value })}
            />
          )}
        </Field>
        <Check label={t('noDueDate')} on={values.noDue} onChange={(noDue) => set({ noDue })} />
      </div>
      {error && (
        <p role="alert" className="text-sm text-red-ink">
          {error}
        </p>
      )}
      <div className="flex justify-end">
        <Button variant="primary" type="submit" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </Button>
      </div>
    </form>
  )
}

function Check({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="flex items-center gap-2 pb-2 text-sm">
      <input
        type="checkbox"
        checked={on}
        className="size-4 accent-(--accent)"
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  )
}
