'use client'
import { FilterClear, FilterDate, FilterSearch, FilterSelect, FilterToggle } from '@/components/table/filter-controls'
import { ACTION_ITEM_KINDS, ACTION_ITEM_PRIORITIES, ACTION_ITEM_STATUSES } from '@/lib/render/labels'
import {
  ACTION_ITEM_KIND_CHOICES,
  ACTION_ITEM_PRIORITY_CHOICES,
  ACTION_ITEM_STATUS_CHOICES,
} from '@/lib/schema/choices'

const STATUS_OPTIONS = [
  { value: 'unfinished', label: 'Not finished' },
  ...ACTION_ITEM_STATUS_CHOICES.map((status) => ({ value: status, label: ACTION_ITEM_STATUSES[status].label })),
  { value: 'unknown', label: 'Status unknown' },
]
const KIND_OPTIONS = ACTION_ITEM_KIND_CHOICES.map((kind) => ({ value: kind, label: ACTION_ITEM_KINDS[kind] }))
const PRIORITY_OPTIONS = [
  ...ACTION_ITEM_PRIORITY_CHOICES.map((value) => ({ value, label: ACTION_ITEM_PRIORITIES[value].label })),
  { value: 'unknown', label: 'Priority unknown' },
]

const LINKED_OPTIONS = [
  { value: 'true', label: 'Has a ticket' },
  { value: 'false', label: 'No ticket' },
]
const NAMES = 'q status priority kind owner overdue debt mine unowned waiting linked service pattern dueBefore'.split(
  ' ',
)

/** The filters of action items, for the table and the board; a board has its columns instead of a status. */
export function ItemFilters({ withStatus }: { withStatus: boolean }) {
  return (
    <>
      <FilterSearch label="Search action items" />
      {withStatus && <FilterSelect name="status" label="Status" all="Any status" options={STATUS_OPTIONS} />}
      <FilterSelect name="priority" label="Priority" all="Any priority" options={PRIORITY_OPTIONS} />
      <FilterSelect name="kind" label="Kind" all="Any kind" options={KIND_OPTIONS} />
      <FilterSearch name="owner" label="Owner" className="min-w-24 sm:max-w-36" />
      <FilterToggle name="overdue" label="Overdue" />
      <FilterToggle name="debt" label="Recurrence debt" />
      {withStatus && (
        <>
          <FilterToggle name="mine" label="Mine" />
          <FilterToggle name="unowned" label="Unowned" />
          <FilterToggle name="waiting" label="Waiting" />
          <FilterSelect name="linked" label="Ticket" all="Ticket or none" options={LINKED_OPTIONS} />
          <FilterSearch name="service" label="Service" className="min-w-24 sm:max-w-36" />
          <FilterDate name="dueBefore" label="Due before" />
        </>
      )}
      <FilterClear names={NAMES} />
    </>
  )
}
