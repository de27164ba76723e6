import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatNumber } from '@/components/chart/chart-table'
import { formatDays } from '@/lib/render/time'
import type { MeasureFilter, MeasuresView, Spread } from '@/lib/schema/measures'
import { itemsHref } from './measure-links'
import { counted, formatShare } from './measure-words'

function Figure({ name, children, more }: { name: string; children: ReactNode; more?: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-faint">{name}</dt>
      <dd className="text-xl font-semibold text-ink tabular-nums">{children}</dd>
      {more ? <dd className="text-xs text-muted">{more}</dd> : null}
    </div>
  )
}

function Counted({ value, href, what }: { value: number; href: string | null; what: string }) {
  if (value === 0 || href === null) return formatNumber(value)
  return (
    <Link href={href} className="inline-flex min-h-6 items-center hover:text-accent-ink hover:underline">
      {formatNumber(value)}
      <span className="sr-only"> {what}, show them</span>
    </Link>
  )
}

const range = ({ low, high, n }: Spread) =>
  n === 1 ? 'n = 1' : `10–90 %: ${formatDays(low)} to ${formatDays(high)}, n = ${formatNumber(n)}`

/** All items in a few numbers; what is unknown is one of them. */
export function MeasureTotals({ measures, filter }: { measures: MeasuresView; filter: MeasureFilter }) {
  const { all, outsidePeriod } = measures
  const closed = all.done + all.wontDo
  const unfinished = itemsHref(filter, { status: 'unfinished' })
  return (
    <dl className="mb-6 grid grid-cols-2 gap-x-6 gap-y-4 rounded-lg border border-line bg-surface px-4 py-3 md:grid-cols-5">
      <Figure
        name="Closure rate"
        more={`${formatNumber(closed)} of ${counted(closed + all.unfinished, 'item')}${all.wontDo > 0 ? `, ${formatNumber(all.wontDo)} won’t be done` : ''}`}
      >
        {formatShare(all.closureRate)}
      </Figure>
      <Figure name="Median age of unfinished" more={all.age ? range(all.age) : null}>
        {all.age ? formatDays(all.age.median) : '–'}
      </Figure>
      <Figure name="Median time to close" more={all.closing ? range(all.closing) : null}>
        {all.closing ? formatDays(all.closing.median) : '–'}
      </Figure>
      <Figure
        name="Unfinished"
        more={all.undated > 0 ? `of ${formatNumber(all.undated)} nobody knows since when` : null}
      >
        {all.unknown > 0 ? (
          formatNumber(all.unfinished)
        ) : (
          <Counted value={all.unfinished} href={unfinished} what="unfinished items" />
        )}
      </Figure>
      <Figure
        name="Status unknown"
        more={[
          'counted neither open nor closed',
          ...(all.closedUndated > 0 ? [`${formatNumber(all.closedUndated)} closed, nobody knows when`] : []),
          ...(outsidePeriod > 0 ? [`${formatNumber(outsidePeriod)} in no period`] : []),
        ].join('; ')}
      >
        <Counted value={all.unknown} href={itemsHref(filter, { status: 'unknown' })} what="items of unknown status" />
      </Figure>
    </dl>
  )
}
