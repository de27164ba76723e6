'use client'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/class-names'
import { Select } from '@/components/ui/select'
import { Unknown } from '@/components/ui/unknown'
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

/** Status of an item, changed in place. */
export function StatusControl({ item }: ItemProps) {
  const { shown, pending, mayEdit, change } = useActionItemEdit(item)
  if (!mayEdit) return shown.status ? <StatusBadge status={shown.status} /> : <Unknown what="status" />
  return (
    <Select
      aria-label={`Status of ${titleOf(item)}`}
      value={shown.status ?? ''}
      aria-busy={pending}
      className={cn('w-28', pending && 'opacity-70')}
      onChange={(event) => change({ status: choiceOf(ACTION_ITEM_STATUS_CHOICES, event.target.value) })}
    >
      <option value="">unknown</option>
      {ACTION_ITEM_STATUS_CHOICES.map((status) => (
        <option key={status} value={status}>
          {ACTION_ITEM_STATUSES[status].label}
        </option>
      ))}
    </Select>
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
    <Select
      aria-label={`Priority of ${titleOf(item)}`}
      value={shown.priority ?? ''}
      aria-busy={pending}
      className={cn('w-28', pending && 'opacity-70')}
      onChange={(event) => change({ priority: choiceOf(ACTION_ITEM_PRIORITY_CHOICES, event.target.value) })}
    >
      <option value="">unknown</option>
      {ACTION_ITEM_PRIORITY_CHOICES.map((priority) => (
        <option key={priority} value={priority}>
          {ACTION_ITEM_PRIORITIES[priority].label}
        </option>
      ))}
    </Select>
  )
}

/** Kind of an item, changed in place. */
export function KindControl({ item }: ItemProps) {
  const { shown, pending, mayEdit, change } = useActionItemEdit(item)
  if (!mayEdit) return shown.kind ? ACTION_ITEM_KINDS[shown.kind] : <Unknown what="kind" />
  return (
    <Select
      aria-label={`Kind of ${titleOf(item)}`}
      value={shown.kind ?? ''}
      aria-busy={pending}
      className={cn('w-28', pending && 'opacity-70')}
      onChange={(event) => change({ kind: choiceOf(ACTION_ITEM_KIND_CHOICES, event.target.value) })}
    >
      <option value="">unknown</option>
      {ACTION_ITEM_KIND_CHOICES.map((kind) => (
        <option key={kind} value={kind}>
          {ACTION_ITEM_KINDS[kind]}
        </option>
      ))}
    </Select>
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
