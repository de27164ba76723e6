'use client'

import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type RowData,
  type TableOptions,
} from '@tanstack/react-table'
import { usePathname } from 'next/navigation'
import { useMemo, type ReactNode } from 'react'
import { cn } from '../ui/class-names'
import { TableCell } from '../ui/table'
import { useColumnsOfAddress, useColumnVisibility } from './column-visibility'
import { ColumnMenu } from './column-menu'
import { useRowKeys } from './row-keys'
import { SortHeader } from './sort-header'
import { useTableFilter } from './table-filter'
import { TablePager } from './table-pager'

export type ColumnLooks = {
  /** Classes of the column's cells, its heading included ("hidden md:table-cell"). */
  className?: string
  /** Name in the column menu when the header is not a plain text. */
  label?: string
  /** It cannot be hidden; without any such column the first, which names the row, cannot. */
  always?: true
  /** Of a `stacked` table: what the row is chosen by stands beside all of it, what names it above the rest. */
  place?: 'beside' | 'above'
}

// The server sorts, filters and pages; the table only knows what is sorted and which columns are shown.
const features = tableFeatures({ rowSortingFeature, columnVisibilityFeature, columnMeta: {} as ColumnLooks })
export type DataTableFeatures = typeof features
type Columns<Row extends RowData> = TableOptions<DataTableFeatures, Row>['columns']

/** Column definitions of a `DataTable`; call it once, at module scope. A column that the server can sort by has its sort name as `id` and `enableSorting: true`. */
export function columnsOf<Row extends RowData>() {
  return createColumnHelper<DataTableFeatures, Row>()
}

export type DataTableProps<Row extends RowData> = {
  /** What the table lists. */
  caption: string
  columns: Columns<Row>
  rows: Row[]
  /** Rows in all pages together. */
  total: number
  rowId: (row: Row) => string
  /** Shown instead of rows. */
  empty: ReactNode
  /** Filter controls, left of the column menu. */
  toolbar?: ReactNode
  /** Which columns are shown is part of the address, as `columns` of the filter, and not remembered in the browser. */
  columnsInAddress?: boolean
  /** On a telephone the cells of a row stand below each other, each under its heading, and nothing scrolls sideways. */
  stacked?: boolean
}

/** What is said above a cell that stands under others. */
function headingOf({ columnDef: { header, meta } }: { columnDef: { header?: unknown; meta?: ColumnLooks } }) {
  return meta?.place ? undefined : (meta?.label ?? (typeof header === 'string' ? header : undefined))
}

/**
 * A page of a list that the server sorts, filters and pages. Must stand inside a `TableFilter`, which holds
 * `sort`, `dir`, `page` and `size`. Keys: j/k or the arrows move between the rows' `RowLink`s, Enter opens.
 */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { filter, pending, change } = useTableFilter<{
    sort: string
    dir: string
    page: number
    size: number
    columns?: string
  }>()
  const ids = props.columns.map((column) => column.id ?? '')
  const named = props.columns.flatMap((column) => (column.meta?.always && column.id ? [column.id] : []))
  const always = named.length > 0 ? named : ids.slice(0, 1)
  // Remembered by the page: the caption is another one in each language.
  const remembered = useColumnVisibility(usePathname())
  const ofAddress = useColumnsOfAddress(ids, always)
  const [columnVisibility, onColumnVisibilityChange] = props.columnsInAddress ? ofAddress : remembered
  // What somebody has asked for is shown on narrow screens as well.
  const asked = props.columnsInAddress && filter.columns !== undefined && 'table-cell'
  const sorting = useMemo(() => [{ id: filter.sort, desc: filter.dir === 'desc' }], [filter.sort, filter.dir])
  const table = useTable({
    features,
    columns: props.columns,
    data: props.rows,
    getRowId: props.rowId,
    manualSorting: true,
    defaultColumn: { enableSorting: false },
    enableSortingRemoval: false,
    state: { sorting, columnVisibility },
    onColumnVisibilityChange,
  })
  const bodyRef = useRowKeys()
  return (
    <div className="min-w-0">
      <div className="mb-3 flex flex-wrap items-center gap-2 print:hidden">
        {props.toolbar}
        <div className="ml-auto">
          <ColumnMenu
            columns={table
              .getAllLeafColumns()
              .filter(({ id }) => !always.includes(id))
              .map((column) => ({
                id: column.id,
                label:
                  column.columnDef.meta?.label ??
                  (typeof column.columnDef.header === 'string' ? column.columnDef.header : column.id),
                visible: column.getIsVisible(),
                toggle: () => column.toggleVisibility(),
              }))}
          />
        </div>
      </div>
      <div className="relative rounded-lg border border-line bg-surface" aria-busy={pending}>
        {pending ? (
          <span aria-hidden className="absolute inset-x-0 top-0 z-20 h-0.5 animate-pulse rounded-full bg-accent" />
        ) : null}
        <div className={cn('relative max-xl:overflow-x-auto', pending && 'opacity-60 transition-opacity delay-150')}>
          <table className={cn('w-full border-collapse text-left text-sm', props.stacked && 'stacked-rows')}>
            <caption className="sr-only">{props.caption}</caption>
            <thead className="text-xs text-faint xl:sticky xl:top-13 xl:z-10">
              {table.getHeaderGroups().map((group) => (
                <tr key={group.id}>
                  {group.headers.map((header) => (
                    <SortHeader
                      key={header.id}
                      className={cn(header.column.columnDef.meta?.className, asked)}
                      sortable={header.column.getCanSort()}
                      sorted={header.column.getIsSorted()}
                      onSort={() =>
                        change({ sort: header.column.id, dir: header.column.getNextSortingOrder() || 'asc' })
                      }
                    >
                      <table.FlexRender header={header} />
                    </SortHeader>
                  ))}
                </tr>
              ))}
            </thead>
            <tbody ref={bodyRef}>
              {table.getRowModel().rows.map((row) => (
                <tr key={row.id} className="list-row">
                  {row.getVisibleCells().map((cell) => (
                    <TableCell
                      key={cell.id}
                      data-place={cell.column.columnDef.meta?.place}
                      data-heading={headingOf(cell.column)}
                      className={cn(cell.column.columnDef.meta?.className, asked)}
                    >
                      <table.FlexRender cell={cell} />
                    </TableCell>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {props.rows.length === 0 ? <div className="border-t border-line">{props.empty}</div> : null}
      </div>
      <TablePager
        page={filter.page}
        size={filter.size}
        total={props.total}
        shown={props.rows.length}
        onChange={change}
      />
    </div>
  )
}
