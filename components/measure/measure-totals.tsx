import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useNumber } from '@/components/ui/use-number'
import type { MeasureFilter, MeasuresView } from '@/lib/schema/measures'
import { itemsHref } from './measure-links'
import { formatShare, useMeasureWords } from './measure-words'

function Figure({ name, children, more }: { name: string; children: ReactNode; more?: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-faint">{name}</dt>
      <dd className="text-xl font-semibold text-ink tabular-nums">{children}</dd>
      {more ? <dd className="text-xs text-muted">{more}</dd> : null}
    </div>
  )
}

/** `show`: what the link leads to, for screen readers. */
function Counted({ value, href, show }: { value: number; href: string | null; show: string }) {
  const number = useNumber()
  if (value === 0 || href === null) return number(value)
  return (
    <Link href={href} className="inline-flex min-h-6 items-center hover:text-accent-ink hover:underline">
      {number(value)}
      <span className="sr-only"> {show}</span>
    </Link>
  )
}

/** All items in a few numbers; what is unknown is one of them. */
export function MeasureTotals({ measures, filter }: { measures: MeasuresView; filter: MeasureFilter }) {
  const t = useTranslations('measure.measureTotals')
  const { number, range, times } = useMeasureWords()
  const { all, outsidePeriod } = measures
  const closed = all.done + all.wontDo
  const count = closed + all.unfinished
  const unfinished = itemsHref(filter, { status: 'unfinished' })
  return (
    <dl className="mb-6 grid grid-cols-2 gap-x-6 gap-y-4 rounded-lg border border-line bg-surface px-4 py-3 md:grid-cols-5">
      <Figure
        name={t('closureRate')}
        more={
          all.wontDo > 0 ? t('closedOfWontDo', { closed, count, wontDo: all.wontDo }) : t('closedOf', { closed, count })
        }
      >
        {formatShare(all.closureRate)}
      </Figure>
      <Figure name={t('age')} more={all.age ? range(all.age) : null}>
        {all.age ? times.days(all.age.median) : '–'}
      </Figure>
      <Figure name={t('closing')} more={all.closing ? range(all.closing) : null}>
        {all.closing ? times.days(all.closing.median) : '–'}
      </Figure>
      <Figure name={t('unfinished')} more={all.undated > 0 ? t('undated', { count: all.undated }) : null}>
        {all.unknown > 0 ? (
          number(all.unfinished)
        ) : (
          <Counted value={all.unfinished} href={unfinished} show={t('showUnfinished')} />
        )}
      </Figure>
      <Figure
        name={t('unknown')}
        more={[
          t('countedNeither'),
          ...(all.closedUndated > 0 ? [t('closedUndated', { count: all.closedUndated })] : []),
          ...(outsidePeriod > 0 ? [t('outsidePeriod', { count: outsidePeriod })] : []),
        ].join('; ')}
      >
        <Counted value={all.unknown} href={itemsHref(filter, { status: 'unknown' })} show={t('showUnknown')} />
      </Figure>
    </dl>
  )
}
