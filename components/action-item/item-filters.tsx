'use client'
import { useTranslations } from 'next-intl'
import {
  FilterClear,
  FilterDate,
  FilterSearch,
  FilterSelect,
  FilterToggle,
  MoreFilters,
} from '@/components/table/filter-controls'
import {
  ACTION_ITEM_KIND_CHOICES,
  ACTION_ITEM_PRIORITY_CHOICES,
  ACTION_ITEM_STATUS_CHOICES,
} from '@/lib/schema/choices'

const NAMES = [
  'q',
  'status',
  'priority',
  'kind',
  'owner',
  'overdue',
  'debt',
  'mine',
  'unowned',
  'waiting',
  'linked',
  'service',
  'pattern',
  'dueBefore',
]

/** The filters of action items, for the table and the board; a board has its columns instead of a status. */
export function ItemFilters({ withStatus }: { withStatus: boolean }) {
  const t = useTranslations('action-item.itemFilters')
  const fields = useTranslations('action-item.fields')
  const statuses = useTranslations('labels.actionItemStatus')
  const kinds = useTranslations('labels.actionItemKind')
  const priorities = useTranslations('labels.actionItemPriority')
  const statusOptions = [
    { value: 'unfinished', label: t('unfinished') },
    ...ACTION_ITEM_STATUS_CHOICES.map((value) => ({ value, label: statuses(value) })),
    { value: 'unknown', label: t('unknownStatus') },
  ]
  const priorityOptions = [
    ...ACTION_ITEM_PRIORITY_CHOICES.map((value) => ({ value, label: priorities(value) })),
    { value: 'unknown', label: t('unknownPriority') },
  ]
  const kindOptions = ACTION_ITEM_KIND_CHOICES.map((value) => ({ value, label: kinds(value) }))
  const linkedOptions = [
    { value: 'true', label: t('linked') },
    { value: 'false', label: t('notLinked') },
  ]
  return (
    <>
      <FilterSearch label={t('search')} />
      <MoreFilters names={NAMES.slice(1)}>
        {withStatus && (
          <FilterSelect name="status" label={fields('status')} all={t('anyStatus')} options={statusOptions} />
        )}
        <FilterSelect name="priority" label={fields('priority')} all={t('anyPriority')} options={priorityOptions} />
        <FilterSelect name="kind" label={fields('kind')} all={t('anyKind')} options={kindOptions} />
        <FilterSearch name="owner" label={fields('owner')} className="min-w-24 sm:max-w-36" />
        <FilterToggle name="overdue" label={t('overdue')} />
        <FilterToggle name="debt" label={t('debt')} />
        {withStatus && (
          <>
            <FilterToggle name="mine" label={t('mine')} />
            <FilterToggle name="unowned" label={t('unowned')} />
            <FilterToggle name="waiting" label={t('waiting')} />
            <FilterSelect name="linked" label={fields('ticket')} all={t('anyTicket')} options={linkedOptions} />
            <FilterSearch name="service" label={t('service')} className="min-w-24 sm:max-w-36" />
            <FilterDate name="dueBefore" label={t('dueBefore')} />
          </>
        )}
      </MoreFilters>
      <FilterClear names={NAMES} />
    </>
  )
}
