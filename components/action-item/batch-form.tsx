'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { ACTION_ITEM_KINDS, ACTION_ITEM_PRIORITIES, ACTION_ITEM_STATUSES } from '@/lib/render/labels'
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

type Choice = { value: string; label: string }
const STATUSES = ACTION_ITEM_STATUS_CHOICES.map((value) => ({ value, label: ACTION_ITEM_STATUSES[value].label }))
const PRIORITIES = ACTION_ITEM_PRIORITY_CHOICES.map((value) => ({ value, label: ACTION_ITEM_PRIORITIES[value].label }))
const KINDS = ACTION_ITEM_KIND_CHOICES.map((value) => ({ value, label: ACTION_ITEM_KINDS[value] }))

function Chooser(props: { label: string; value: string; choices: Choice[]; onChange: (value: string) => void }) {
  return (
    <Field label={props.label}>
      {(control) => (
        <Select {...control} value={props.value} onChange={(event) => props.onChange(event.target.value)}>
          <option value={KEEP}>Leave as it is</option>
          {props.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
          <option value={CLEAR}>Unknown</option>
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
  const [values, setValues] = useState(EMPTY)
  const [openly, setOpenly] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const set = (part: Partial<Values>) => setValues((now) => ({ ...now, ...part }))
  const closing = values.status === 'done' || values.status === 'wont-do' ? values.status : null
  const asked = closing === 'done' ? 'evidence' : 'reason'
  const submit = () => {
    const patch = patchOf(values)
    if (Object.keys(patch).length === 0) setError('Choose at least one thing to change.')
    else if (closing && values.why.trim() === '' && !openly) setError(`Give the ${asked}, or say that there is none.`)
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
        <Chooser label="Status" value={values.status} choices={STATUSES} onChange={(status) => set({ status })} />
        <Chooser
          label="Priority"
          value={values.priority}
          choices={PRIORITIES}
          onChange={(priority) => set({ priority })}
        />
        <Chooser label="Kind" value={values.kind} choices={KINDS} onChange={(kind) => set({ kind })} />
      </div>
      {closing && (
        <>
          <Field label={closing === 'done' ? 'Evidence for all of them' : 'Reason for all of them'}>
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
          <Check label={`There is no ${asked}`} on={openly} onChange={setOpenly} />
        </>
      )}
      <div className="grid items-end gap-3 sm:grid-cols-2">
        <Field label="Owner" hint="Empty: leave as it is">
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
        <Check label="Nobody owns them" on={values.noOwner} onChange={(noOwner) => set({ noOwner })} />
        <Field label="Due date" hint="Empty: leave as it is">
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
        <Check label="No due date" on={values.noDue} onChange={(noDue) => set({ noDue })} />
      </div>
      {error && (
        <p role="alert" className="text-sm text-red-ink">
          {error}
        </p>
      )}
      <div className="flex justify-end">
        <Button variant="primary" type="submit" disabled={pending}>
          {pending ? 'Saving…' : 'Change them'}
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
