'use client'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/class-names'
import { Select } from '@/components/ui/select'
import { Unknown } from '@/components/ui/unknown'
import { useIsAlive } from '@/components/ui/is-alive'
import { useTimes } from '@/components/ui/use-times'
import { ACTION_ITEM_PRIORITIES, ACTION_ITEM_STATUSES } from '@/lib/render/labels'
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
  const t = useTranslations('action-item.actionItemControls')
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
      {(alive || !value) && <option value="">{t('unknown')}</option>}
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
  const t = useTranslations('action-item.actionItemControls')
  const missing = useTranslations('action-item.missing')
  const statuses = useTranslations('labels.actionItemStatus')
  const { shown, pending, mayEdit, change } = useActionItemEdit(item)
  if (!mayEdit) return shown.status ? <StatusBadge status={shown.status} /> : <Unknown what={missing('status')} />
  return (
    <ChoiceControl
      label={t('statusOf', { title: titleOf(item) })}
      value={shown.status}
      choices={ACTION_ITEM_STATUS_CHOICES}
      wordOf={(status) => statuses(status)}
      pending={pending}
      onChange={(status) => change({ status })}
    />
  )
}

export function StatusBadge({ status }: { status: NonNullable<ControlledItem['status']> }) {
  const statuses = useTranslations('labels.actionItemStatus')
  return <Badge tone={ACTION_ITEM_STATUSES[status].tone}>{statuses(status)}</Badge>
}

export function PriorityBadge({ priority }: { priority: NonNullable<ControlledItem['priority']> }) {
  const priorities = useTranslations('labels.actionItemPriority')
  return <Badge tone={ACTION_ITEM_PRIORITIES[priority].tone}>{priorities(priority)}</Badge>
}

/** Priority of an item, changed in place. */
export function PriorityControl({ item }: ItemProps) {
  const t = useTranslations('action-item.actionItemControls')
  const missing = useTranslations('action-item.missing')
  const priorities = useTranslations('labels.actionItemPriority')
  const { shown, pending, mayEdit, change } = useActionItemEdit(item)
  if (!mayEdit)
    return shown.priority ? <PriorityBadge priority={shown.priority} /> : <Unknown what={missing('priority')} />
  return (
    <ChoiceControl
      label={t('priorityOf', { title: titleOf(item) })}
      value={shown.priority}
      choices={ACTION_ITEM_PRIORITY_CHOICES}
      wordOf={(priority) => priorities(priority)}
      pending={pending}
      onChange={(priority) => change({ priority })}
    />
  )
}

/** Kind of an item, changed in place. */
export function KindControl({ item }: ItemProps) {
  const t = useTranslations('action-item.actionItemControls')
  const missing = useTranslations('action-item.missing')
  const kinds = useTranslations('labels.actionItemKind')
  const { shown, pending, mayEdit, change } = useActionItemEdit(item)
  if (!mayEdit) return shown.kind ? kinds(shown.kind) : <Unknown what={missing('kind')} />
  return (
    <ChoiceControl
      label={t('kindOf', { title: titleOf(item) })}
      value={shown.kind}
      choices={ACTION_ITEM_KIND_CHOICES}
      wordOf={(kind) => kinds(kind)}
      pending={pending}
      onChange={(kind) => change({ kind })}
    />
  )
}

/** Owner of an item, changed in place. */
export function OwnerControl({ item }: ItemProps) {
  const t = useTranslations('action-item.actionItemControls')
  const missing = useTranslations('action-item.missing')
  const { shown, mayEdit, write } = useActionItemEdit(item)
  if (!mayEdit) return shown.owner ?? <Unknown what={missing('owner')} />
  return (
    <EditableValue
      label={t('ownerOf', { title: titleOf(item) })}
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
  const t = useTranslations('action-item.actionItemControls')
  const missing = useTranslations('action-item.missing')
  const marks = useTranslations('action-item.marks')
  const times = useTimes()
  const { shown, mayEdit, write } = useActionItemEdit(item)
  const day = shown.due && <span className="whitespace-nowrap tabular-nums">{times.day(shown.due)}</span>
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {mayEdit ? (
        <EditableValue
          label={t('dueDateOf', { title: titleOf(item) })}
          type="date"
          value={shown.due ?? null}
          onChange={(due) => write({ due })}
        >
          {day}
        </EditableValue>
      ) : (
        day || <Unknown what={missing('dueDate')} />
      )}
      {item.overdue && shown.due === item.due && <Badge tone="red">{marks('overdue')}</Badge>}
    </span>
  )
}
