'use client'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useMemo } from 'react'
import type { Say } from '@/lib/intl/say'
import { hrefOf } from '@/lib/render/links'
import type { MapRow } from '@/lib/schema/pattern-map'
import { columnsOf, DataTable } from '../table/data-table'
import { RowLink } from '../table/row-link'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Unknown } from '../ui/unknown'
import { useNumber } from '../ui/use-number'
import { useTimes } from '../ui/use-times'

function Patterns({ patterns }: { patterns: MapRow['patterns'] }) {
  const t = useTranslations('map.mapTable')
  if (patterns.length === 0) return <span className="text-faint">{t('noneRecognised')}</span>
  return (
    <ul className="text-xs">
      {patterns.map(({ slug, title, state }) => (
        <li key={slug} className="leading-6">
          <Link href={hrefOf('pattern', slug)} className="text-muted hover:text-ink hover:underline">
            {title}
          </Link>
          {state === 'confirmed' ? <span className="text-faint"> · {t('confirmed')}</span> : null}
        </li>
      ))}
    </ul>
  )
}

function Debt({ row }: { row: MapRow }) {
  const t = useTranslations('map.mapTable')
  const times = useTimes()
  if (row.debts.length === 0 && !row.recurrence) return <span className="text-faint">–</span>
  return (
    <ul className="text-xs">
      {row.debts.map(({ id, title, openDays, open, recurrences }) => (
        <li key={id} className="leading-6">
          <Link href={hrefOf('action-item', id)} className="text-ink hover:underline">
            {title}
          </Link>{' '}
          <span className="text-muted">
            {t(open ? 'open' : 'wasOpen', { days: times.days(openDays), count: recurrences })}
          </span>
        </li>
      ))}
      {row.recurrence ? <li className="leading-6 text-muted">{t('cameBack')}</li> : null}
    </ul>
  )
}

function Thing({ row }: { row: MapRow }) {
  const t = useTranslations('map.mapTable')
  return (
    <div className="max-w-2xl [overflow-wrap:anywhere]">
      <RowLink href={hrefOf(row.kind, row.slug)}>{row.title}</RowLink>{' '}
      {row.kind === 'skill' ? <Badge tone="violet">{t('skill')}</Badge> : null}
    </div>
  )
}

function Day({ row: { kind, on } }: { row: MapRow }) {
  const t = useTranslations('map.mapTable')
  const times = useTimes()
  if (kind === 'skill') return <span className="text-faint">–</span>
  if (on === null) return <Unknown what={t('when')} />
  return <span className="whitespace-nowrap tabular-nums">{times.day(on)}</span>
}

function OpenItems({ row: { openActionItems } }: { row: MapRow }) {
  const number = useNumber()
  return <span className="tabular-nums">{number(openActionItems)}</span>
}

const column = columnsOf<MapRow>()
const columnsIn = (t: Say<'map.mapTable'>) =>
  column.columns([
    column.accessor('title', {
      id: 'title',
      header: t('thing'),
      enableSorting: true,
      meta: { className: 'md:min-w-72' },
      cell: ({ row }) => <Thing row={row.original} />,
    }),
    column.accessor('on', {
      id: 'on',
      header: t('date'),
      enableSorting: true,
      cell: ({ row }) => <Day row={row.original} />,
    }),
    column.display({
      id: 'pattern',
      header: t('patterns'),
      enableSorting: true,
      cell: ({ row }) => <Patterns patterns={row.original.patterns} />,
    }),
    column.display({
      id: 'family',
      header: t('family'),
      meta: { className: 'hidden lg:table-cell' },
      cell: ({ row }) => (
        <span className="text-xs text-muted">
          {[...new Set(row.original.patterns.map(({ family }) => family))].join(', ') || '–'}
        </span>
      ),
    }),
    column.accessor('openActionItems', {
      id: 'openActionItems',
      header: t('openItems'),
      enableSorting: true,
      meta: { className: 'hidden text-right sm:table-cell' },
      cell: ({ row }) => <OpenItems row={row.original} />,
    }),
    column.display({
      id: 'debt',
      header: t('debt'),
      enableSorting: true,
      meta: { className: 'hidden sm:table-cell' },
      cell: ({ row }) => <Debt row={row.original} />,
    }),
  ])

/** The map as a table: the same incidents and skills, sorted and paged by the server, and as a file. */
export function MapTable({ rows, total, csvHref }: { rows: MapRow[]; total: number; csvHref: string }) {
  const t = useTranslations('map.mapTable')
  const columns = useMemo(() => columnsIn(t), [t])
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      rows={rows}
      total={total}
      rowId={(row) => `${row.kind}/${row.slug}`}
      toolbar={
        <>
          <h2 className="text-sm font-semibold text-ink">{t('heading')}</h2>
          <Button asChild size="sm" className="ml-2">
            <a href={csvHref} download>
              <Download aria-hidden />
              CSV
            </a>
          </Button>
        </>
      }
      empty={<EmptyState title={t('nothing')}>{t('goBack')}</EmptyState>}
    />
  )
}
