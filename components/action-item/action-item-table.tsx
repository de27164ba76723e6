'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useMemo } from 'react'
import { columnsOf, DataTable } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { InlineText } from '@/components/ui/inline-text'
import { Unknown } from '@/components/ui/unknown'
import { useTimes } from '@/components/ui/use-times'
import type { Say } from '@/lib/intl/say'
import { hrefOf } from '@/lib/render/links'
import type { BatchChanges } from './batch-changes'
import { BatchEdit } from './batch-edit'
import { DueControl, OwnerControl, PriorityControl, StatusControl } from './action-item-controls'
import { DebtBadge } from './debt'
import { ChoosePage, ChooseRow, ItemSelection } from './item-selection'
import { ItemFilters } from './item-filters'
import type { ItemRow } from './item-row'
import { titleLang, titleOf } from './item-title'

const column = columnsOf<ItemRow>()

type Words = { say: Say<'action-item.actionItemTable'>; fields: Say<'action-item.fields'> }

const columnToChoose = ({ say }: Words) =>
  column.accessor((item) => item.id, {
    id: 'choose',
    header: () => <ChoosePage />,
    meta: { className: 'w-8 pr-0', label: say('choose'), always: true, place: 'beside' },
    cell: ({ row: { original: item } }) => <ChooseRow id={item.id} title={titleOf(item)} />,
  })

const columnsIn = ({ say, fields }: Words) => [
  column.accessor((item) => titleOf(item), {
    id: 'title',
    header: say('actionItem'),
    enableSorting: true,
    meta: { className: 'sm:min-w-64', always: true, place: 'above' },
    cell: ({ row }) => <Title item={row.original} />,
  }),
  column.accessor('status', {
    id: 'status',
    header: fields('status'),
    enableSorting: true,
    cell: ({ row }) => <StatusControl item={row.original} />,
  }),
  column.accessor('owner', {
    id: 'owner',
    header: fields('owner'),
    enableSorting: true,
    cell: ({ row }) => <OwnerControl item={row.original} />,
  }),
  column.accessor('due', {
    id: 'due',
    header: fields('due'),
    enableSorting: true,
    cell: ({ row }) => <DueControl item={row.original} />,
  }),
  column.accessor('priority', {
    id: 'priority',
    header: fields('priority'),
    enableSorting: true,
    meta: { className: 'hidden lg:table-cell' },
    cell: ({ row }) => <PriorityControl item={row.original} />,
  }),
  column.accessor('kind', {
    id: 'kind',
    header: fields('kind'),
    meta: { className: 'hidden lg:table-cell' },
    cell: ({ row }) => <Kind item={row.original} />,
  }),
  column.accessor('ageDays', {
    id: 'age',
    header: say('openFor'),
    enableSorting: true,
    meta: { className: 'whitespace-nowrap tabular-nums' },
    cell: ({ row }) => <Age item={row.original} />,
  }),
  column.accessor((item) => item.debt?.openDays ?? null, {
    id: 'debt',
    header: say('debt'),
    enableSorting: true,
    meta: { className: 'hidden whitespace-nowrap tabular-nums 2xl:table-cell' },
    cell: ({ row }) => <DebtDays item={row.original} />,
  }),
]

function Title({ item }: { item: ItemRow }) {
  const marks = useTranslations('action-item.marks')
  return (
    <div className="max-w-2xl">
      <RowLink href={hrefOf('action-item', item.id)} lang={titleLang(item)} className="[overflow-wrap:anywhere]">
        <InlineText text={titleOf(item)} />
      </RowLink>
      <div className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
        {item.debt && <DebtBadge times={item.debt.times} />}
        {item.waits && <Badge tone="amber">{marks('waits')}</Badge>}
        {item.status === 'done' && !item.isProven && <Badge>{marks('noEvidence')}</Badge>}
        <Link
          href={hrefOf(item.from.kind, item.from.slug)}
          className="[overflow-wrap:anywhere] hover:text-ink hover:underline"
        >
          {item.from.title}
        </Link>
      </div>
    </div>
  )
}

function Kind({ item: { kind } }: { item: ItemRow }) {
  const missing = useTranslations('action-item.missing')
  const kinds = useTranslations('labels.actionItemKind')
  return kind ? <Badge>{kinds(kind)}</Badge> : <Unknown what={missing('kind')} />
}

function Age({ item }: { item: ItemRow }) {
  const t = useTranslations('action-item.actionItemTable')
  const missing = useTranslations('action-item.missing')
  const times = useTimes()
  if (item.status === 'done' || item.status === 'wont-do') return <span className="text-faint">{t('closed')}</span>
  if (item.ageDays === null) return <Unknown what={missing('openSince')} />
  return (
    <span title={item.since ? t('openSince', { day: times.day(item.since) }) : undefined}>
      {times.days(item.ageDays)}
    </span>
  )
}

function DebtDays({ item: { debt } }: { item: ItemRow }) {
  const times = useTimes()
  return debt && times.days(debt.openDays)
}

/** Every action item of every incident and skill, changed in place; with `changes` several at once. */
export function ActionItemTable(props: { rows: ItemRow[]; total: number; changes: BatchChanges | null }) {
  const { rows, total, changes } = props
  const say = useTranslations('action-item.actionItemTable')
  const fields = useTranslations('action-item.fields')
  const mayChoose = changes !== null
  const columns = useMemo(() => {
    const words = { say, fields }
    return column.columns(mayChoose ? [columnToChoose(words), ...columnsIn(words)] : columnsIn(words))
  }, [say, fields, mayChoose])
  const table = (
    <DataTable
      caption={say('caption')}
      columns={columns}
      rows={rows}
      total={total}
      columnsInAddress
      stacked
      rowId={(item) => item.id}
      toolbar={<ItemFilters withStatus />}
      empty={<EmptyState title={say('nothing.title')}>{say('nothing.text')}</EmptyState>}
    />
  )
  if (!changes) return table
  return (
    <ItemSelection rows={rows}>
      <BatchEdit total={total} changes={changes} />
      {table}
    </ItemSelection>
  )
}
