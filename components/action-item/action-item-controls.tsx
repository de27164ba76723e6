'use client'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/class-names'
import { Select } from '@/components/ui/select'
import { Unknown } from '@/components/ui/unknown'
import { useIsAlive } from '@/components/ui/is-alive'
import { ACTION_ITEM_KINDS, ACTION_ITEM_PRIORITIES, ACTION_ITEM_STATUSES } from '@/lib/render/labels'
import { formatDay } from '@/lib/render/time'
import {
  ACTION_ITEM_KIND_CHOICES,
  ACTION_ITEM_PRIORITY_CHOICES,
  ACTION_ITEM_STATUS_CHOICES,
  choiceOf,
} from '@/lib/schema/choices'
import { useActionItemEdit } from './action-item-editing'
import type { ControlledItem } from './controlled-item'
import { EditableValue } from './editable-value'
import { titleOf } from './item-title'

type ItemProps = { item: ControlledItem }

type Choices<T extends string> = {
  label: string
  value: T | null | undefined
  choices: readonly T[]
  wordOf: (choice: T) => string
  pending: boolean
  onChange: (value: T | null) => void
}

/**
 * A choice changed in place. The server sends the chosen word alone: the others are a third of all elements of a long table, and nobody
 * can choose before the page is alive.
 */
function ChoiceControl<T extends string>({ label, value, choices, wordOf, pending, onChange }: Choices<T>) {
  const alive = useIsAlive()
  const offered = alive ? choices : choices.filter((choice) => choice === value)
  return (
    <Select
      aria-label={label}
      value={value ?? ''}
      aria-busy={pending}
      className={cn('w-28', pending && 'opacity-70')}
      onChange={(event) => onChange(choiceOf(choices, event.target.value))}
    >
      {(alive || !value) && <option value="">unknown</option>}
      {offered.map((choice) => (
        <option key={choice} value={choice}>
          {wordOf(choice)}
        </option>
      ))}
    </Select>
  )
}

/** Status of an item, changed in place. */
export function StatusControl({ item }: ItemProps) {
  const { shown, pending, mayEdit, change } = useActionItemEdit(item)
  if (!mayEdit) return shown.status ? <StatusBadge status={shown.status} /> : <Unknown what="status" />
  return (
    <ChoiceControl
      label={`Status of ${titleOf(item)}`}
      value={shown.status}
      choices={ACTION_ITEM_STATUS_CHOICES}
      wordOf={(status) => ACTION_ITEM_STATUSES[status].label}
      pending={pending}
      onChange={(status) => change({ status })}
    />
  )
}

export function StatusBadge({ status }: { status: NonNullable<ControlledItem['status']> }) {
  return <Badge tone={ACTION_ITEM_STATUSES[status].tone}>{ACTION_ITEM_STATUSES[status].label}</Badge>
}

export function PriorityBadge({ priority }: { priority: NonNullable<ControlledItem['priority']> }) {
  return <Badge tone={ACTION_ITEM_PRIORITIES[priority].tone}>{ACTION_ITEM_PRIORITIES[priority].label}</Badge>
}

/** Priority of an item, changed in place. */
export function PriorityControl({ item }: ItemProps) {
  const { shown, pending, mayEdit, change } = useActionItemEdit(item)
  if (!mayEdit) return shown.priority ? <PriorityBadge priority={shown.priority} /> : <Unknown what="priority" />
  return (
    <ChoiceControl
      label={`Priority of ${titleOf(item)}`}
      value={shown.priority}
      choices={ACTION_ITEM_PRIORITY_CHOICES}
      wordOf={(priority) => ACTION_ITEM_PRIORITIES[priority].label}
      pending={pending}
      onChange={(priority) => change({ priority })}
    />
  )
}

/** Kind of an item, changed in place. */
export function KindControl({ item }: ItemProps) {
  const { shown, pending, mayEdit, change } = useActionItemEdit(item)
  if (!mayEdit) return shown.kind ? ACTION_ITEM_KINDS[shown.kind] : <Unknown what="kind" />
  return (
    <ChoiceControl
      label={`Kind of ${titleOf(item)}`}
      value={shown.kind}
      choices={ACTION_ITEM_KIND_CHOICES}
      wordOf={(kind) => ACTION_ITEM_KINDS[kind]}
      pending={pending}
      onChange={(kind) => change({ kind })}
    />
  )
}

/** Owner of an item, changed in place. */
export function OwnerControl({ item }: ItemProps) {
  const { shown, mayEdit, write } = useActionItemEdit(item)
  if (!mayEdit) return shown.owner ?? <Unknown what="owner" />
  return (
    <EditableValue
      label={`Owner of ${titleOf(item)}`}
      type="text"
      value={shown.owner ?? null}
      onChange={(owner) => write({ owner })}
    >
      {shown.owner}
    </EditableValue>
  )
}

/** Due date of an item, changed in place; an overdue one says so in words. */
export function DueControl({ item }: ItemProps) {
  const { shown, mayEdit, write } = useActionItemEdit(item)
  const day = shown.due && <span className="whitespace-nowrap tabular-nums">{formatDay(shown.due)}</span>
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {mayEdit ? (
        <EditableValue
          label={`Due date of ${titleOf(item)}`}
          type="date"
          value={shown.due ?? null}
          onChange={(due) => write({ due })}
        >
          {day}
        </EditableValue>
      ) : (
        day || <Unknown what="due date" />
      )}
      {item.overdue && shown.due === item.due && <Badge tone="red">overdue</Badge>}
    </span>
  )
}
