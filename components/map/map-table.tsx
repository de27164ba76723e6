'use client'

import { Download } from 'lucide-react'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import { formatDay, formatDays } from '@/lib/render/time'
import type { MapRow } from '@/lib/schema/pattern-map'
import { columnsOf, DataTable } from '../table/data-table'
import { RowLink } from '../table/row-link'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Unknown } from '../ui/unknown'

function Patterns({ patterns }: { patterns: MapRow['patterns'] }) {
  if (patterns.length === 0) return <span className="text-faint">None recognised</span>
  return (
    <ul className="text-xs">
      {patterns.map(({ slug, title, state }) => (
        <li key={slug} className="leading-6">
          <Link href={hrefOf('pattern', slug)} className="text-muted hover:text-ink hover:underline">
            {title}
          </Link>
          {state === 'confirmed' ? <span className="text-faint"> · confirmed</span> : null}
        </li>
      ))}
    </ul>
  )
}

function Debt({ row }: { row: MapRow }) {
  if (row.debts.length === 0 && !row.recurrence) return <span className="text-faint">–</span>
  return (
    <ul className="text-xs">
      {row.debts.map(({ id, title, openDays, open, recurrences }) => (
        <li key={id} className="leading-6">
          <Link href={hrefOf('action-item', id)} className="text-ink hover:underline">
            {title}
          </Link>{' '}
          <span className="text-muted">
            {open ? 'open' : 'was open'} {formatDays(openDays)}, {recurrences === 1 ? 'once' : `${recurrences} times`}{' '}
            again
          </span>
        </li>
      ))}
      {row.recurrence ? <li className="leading-6 text-muted">Came back while an action item was open</li> : null}
    </ul>
  )
}

const column = columnsOf<MapRow>()
const columns = column.columns([
  column.accessor('title', {
    id: 'title',
    header: 'Incident or skill',
    enableSorting: true,
    meta: { className: 'md:min-w-72' },
    cell: ({ row: { original: row } }) => (
      <div className="max-w-2xl [overflow-wrap:anywhere]">
        <RowLink href={hrefOf(row.kind, row.slug)}>{row.title}</RowLink>{' '}
        {row.kind === 'skill' ? <Badge tone="violet">Skill</Badge> : null}
      </div>
    ),
  }),
  column.accessor('on', {
    id: 'on',
    header: 'Date',
    enableSorting: true,
    cell: ({ row: { original: row } }) => {
      if (row.kind === 'skill') return <span className="text-faint">–</span>
      return row.on === null ? (
        <Unknown what="when it happened" />
      ) : (
        <span className="whitespace-nowrap tabular-nums">{formatDay(row.on)}</span>
      )
    },
  }),
  column.display({
    id: 'pattern',
    header: 'Patterns',
    enableSorting: true,
    cell: ({ row }) => <Patterns patterns={row.original.patterns} />,
  }),
  column.display({
    id: 'family',
    header: 'Family',
    meta: { className: 'hidden lg:table-cell' },
    cell: ({ row }) => (
      <span className="text-xs text-muted">
        {[...new Set(row.original.patterns.map(({ family }) => family))].join(', ') || '–'}
      </span>
    ),
  }),
  column.accessor('openActionItems', {
    id: 'openActionItems',
    header: 'Open items',
    enableSorting: true,
    meta: { className: 'hidden text-right sm:table-cell' },
    cell: ({ row }) => <span className="tabular-nums">{row.original.openActionItems}</span>,
  }),
  column.display({
    id: 'debt',
    header: 'Debt',
    enableSorting: true,
    meta: { className: 'hidden sm:table-cell' },
    cell: ({ row }) => <Debt row={row.original} />,
  }),
])

/** The map as a table: the same incidents and skills, sorted and paged by the server, and as a file. */
export function MapTable({ rows, total, csvHref }: { rows: MapRow[]; total: number; csvHref: string }) {
  return (
    <DataTable
      caption="The pattern map as a table"
      columns={columns}
      rows={rows}
      total={total}
      rowId={(row) => `${row.kind}/${row.slug}`}
      toolbar={
        <>
          <h2 className="text-sm font-semibold text-ink">As a table</h2>
          <Button asChild size="sm" className="ml-2">
            <a href={csvHref} download>
              <Download aria-hidden />
              CSV
            </a>
          </Button>
        </>
      }
      empty={<EmptyState title="Nothing on this page">Go back to an earlier one.</EmptyState>}
    />
  )
}
