'use client'
import Link from 'next/link'
import { columnsOf, DataTable } from '@/components/table/data-table'
import { RowLink } from '@/components/table/row-link'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { InlineText } from '@/components/ui/inline-text'
import { Unknown } from '@/components/ui/unknown'
import { ACTION_ITEM_KINDS } from '@/lib/render/labels'
import { hrefOf } from '@/lib/render/links'
import { formatDay, formatDays } from '@/lib/render/time'
import type { BatchChanges } from './batch-changes'
import { BatchEdit } from './batch-edit'
import { DueControl, OwnerControl, PriorityControl, StatusControl } from './action-item-controls'
import { DebtBadge } from './debt'
import { ChoosePage, ChooseRow, ItemSelection } from './item-selection'
import { ItemFilters } from './item-filters'
import type { ItemRow } from './item-row'
import { titleLang, titleOf } from './item-title'

const column = columnsOf<ItemRow>()
const CHOOSE = column.accessor((item) => item.id, {
  id: 'choose',
  header: () => <ChoosePage />,
  meta: { className: 'w-8 pr-0', label: 'Choose', always: true },
  cell: ({ row: { original: item } }) => <ChooseRow id={item.id} title={titleOf(item)} />,
})
const COLUMNS = [
  column.accessor((item) => titleOf(item), {
    id: 'title',
    header: 'Action item',
    enableSorting: true,
    meta: { className: 'min-w-64', always: true },
    cell: ({ row: { original: item } }) => (
      <div className="max-w-2xl">
        <RowLink href={hrefOf('action-item', item.id)} lang={titleLang(item)} className="[overflow-wrap:anywhere]">
          <InlineText text={titleOf(item)} />
        </RowLink>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-muted">
          {item.debt && <DebtBadge times={item.debt.times} />}
          {item.waits && <Badge tone="amber">waits</Badge>}
          {item.status === 'done' && !item.isProven && <Badge>no evidence</Badge>}
          <Link
            href={hrefOf(item.from.kind, item.from.slug)}
            className="[overflow-wrap:anywhere] hover:text-ink hover:underline"
          >
            {item.from.title}
          </Link>
        </div>
      </div>
    ),
  }),
  column.accessor('status', {
    id: 'status',
    header: 'Status',
    enableSorting: true,
    cell: ({ row }) => <StatusControl item={row.original} />,
  }),
  column.accessor('owner', {
    id: 'owner',
    header: 'Owner',
    enableSorting: true,
    cell: ({ row }) => <OwnerControl item={row.original} />,
  }),
  column.accessor('due', {
    id: 'due',
    header: 'Due',
    enableSorting: true,
    cell: ({ row }) => <DueControl item={row.original} />,
  }),
  column.accessor('priority', {
    id: 'priority',
    header: 'Priority',
    enableSorting: true,
    meta: { className: 'hidden lg:table-cell' },
    cell: ({ row }) => <PriorityControl item={row.original} />,
  }),
  column.accessor('kind', {
    id: 'kind',
    header: 'Kind',
    meta: { className: 'hidden lg:table-cell' },
    cell: ({ row: { original: item } }) =>
      item.kind ? <Badge>{ACTION_ITEM_KINDS[item.kind]}</Badge> : <Unknown what="kind" />,
  }),
  column.accessor('ageDays', {
    id: 'age',
    header: 'Open for',
    enableSorting: true,
    meta: { className: 'whitespace-nowrap tabular-nums' },
    cell: ({ row: { original: item } }) => <Age item={item} />,
  }),
  column.accessor((item) => item.debt?.openDays ?? null, {
    id: 'debt',
    header: 'Debt',
    enableSorting: true,
    meta: { className: 'hidden whitespace-nowrap tabular-nums 2xl:table-cell' },
    cell: ({ row: { original: item } }) => (item.debt ? formatDays(item.debt.openDays) : null),
  }),
]
const columns = column.columns(COLUMNS)
const columnsToChoose = column.columns([CHOOSE, ...COLUMNS])

function Age({ item }: { item: ItemRow }) {
  if (item.status === 'done' || item.status === 'wont-do') return <span className="text-faint">closed</span>
  if (item.ageDays === null) return <Unknown what="since when it is open" />
  return <span title={item.since ? `Open since ${formatDay(item.since)}` : undefined}>{formatDays(item.ageDays)}</span>
}

/** Every action item of every incident and skill, changed in place; with `changes` several at once. */
export function ActionItemTable(props: { rows: ItemRow[]; total: number; changes: BatchChanges | null }) {
  const { rows, total, changes } = props
  const table = (
    <DataTable
      caption="Action items"
      columns={changes ? columnsToChoose : columns}
      rows={rows}
      total={total}
      columnsInAddress
      rowId={(item) => item.id}
      toolbar={<ItemFilters withStatus />}
      empty={
        <EmptyState title="No action item here">
          Action items come from imported postmortems and skills. Take the filters out, or import one.
        </EmptyState>
      }
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
