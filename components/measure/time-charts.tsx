import { useTranslations } from 'next-intl'
import { LineChart } from '@/components/chart/line-chart'
import { useNumber } from '@/components/ui/use-number'
import { useTimes } from '@/components/ui/use-times'
import type { Say } from '@/lib/intl/say'
import type { MeasureFilter, MonthsMeasure, Prevention } from '@/lib/schema/measures'
import { csvHref, incidentsHref } from './measure-links'
import { formatShare, sentences } from './measure-words'

/** Months that are drawn, the latest; the table and the file have all of them. */
const DRAWN = 36

/** Items opened, closed and still open, month by month. */
export function MonthsChart({ overTime, filter }: { overTime: MonthsMeasure; filter: MeasureFilter }) {
  const t = useTranslations('measure.monthsChart')
  const times = useTimes()
  const number = useNumber()
  const { months, leftOut } = overTime
  const drawn = months.slice(-DRAWN)
  const last = months.at(-1)
  const sum = (of: 'opened' | 'closed') => months.reduce((total, month) => total + month[of], 0)
  const left = [
    leftOut.undated > 0 && t('undated', { count: leftOut.undated }),
    leftOut.closedUndated > 0 && t('closedUndated', { count: leftOut.closedUndated }),
    leftOut.unknown > 0 && t('unknown', { count: leftOut.unknown }),
  ].filter(Boolean)
  return (
    <LineChart
      id="months"
      title={t('title')}
      summary={
        last
          ? t('summary', {
              months: months.length,
              opened: sum('opened'),
              closed: sum('closed'),
              month: times.day(last.month),
              open: last.open,
            })
          : t('nothing')
      }
      note={sentences([
        left.length > 0 && t('notInIt', { left: left.join(', ') }),
        Boolean(filter.from ?? filter.to) && t('openedBefore'),
        months.length > DRAWN && t('drawn', { count: DRAWN }),
      ])}
      places={drawn.map(({ month }) => times.monthShort(month))}
      series={[
        { name: t('opened'), stroke: 'square', values: drawn.map(({ opened }) => opened) },
        { name: t('closed'), stroke: 'circle', values: drawn.map(({ closed }) => closed) },
        { name: t('stillOpen'), stroke: 'triangle', values: drawn.map(({ open }) => open) },
      ]}
      unit={t('actionItems')}
      table={{
        columns: [t('month'), t('opened'), t('closed'), t('stillOpen')],
        rows: months.map(({ month, opened, closed, open }) => [
          { text: times.monthShort(month) },
          { text: number(opened) },
          { text: number(closed) },
          { text: number(open) },
        ]),
      }}
      csv={csvHref(filter, 'months')}
    />
  )
}

/** How many incidents have an item that is to prevent the next one. */
export function PreventionChart({ prevention, filter }: { prevention: Prevention; filter: MeasureFilter }) {
  const t = useTranslations('measure.preventionChart')
  const times = useTimes()
  const number = useNumber()
  const { months, total, undated } = prevention
  const drawn = months.slice(-DRAWN)
  return (
    <LineChart
      id="prevention"
      title={t('title')}
      summary={preventionSummary(t, prevention)}
      note={sentences([
        t('whatCounts'),
        total.unknown > 0 && t('unknown', { count: total.unknown }),
        undated > 0 && t('undated', { count: undated }),
        filter.owner !== undefined && t('ownerNarrows'),
        months.length > DRAWN && t('drawn', { count: DRAWN }),
      ])}
      places={drawn.map(({ month }) => times.monthShort(month))}
      series={[
        {
          name: t('withItem'),
          stroke: 'circle',
          values: drawn.map(({ share }) => (share === null ? null : share * 100)),
        },
      ]}
      unit={t('unit')}
      top={100}
      table={{
        columns: [t('month'), t('incidents'), t('withItem'), t('without'), t('bare'), t('notKnown'), t('share')],
        rows: months.map(({ month, incidents, prevented, without, bare, unknown, share }) => [
          { text: times.monthShort(month) },
          { text: number(incidents), href: incidents > 0 ? incidentsHref(filter, month) : null },
          { text: number(prevented) },
          { text: number(without) },
          { text: number(bare) },
          { text: number(unknown) },
          { text: formatShare(share) },
        ]),
      }}
      csv={csvHref(filter, 'prevention')}
    />
  )
}

function preventionSummary(say: Say<'measure.preventionChart'>, { total }: Prevention): string {
  const known = total.prevented + total.without
  if (total.incidents === 0) return say('noIncident')
  if (known === 0) return say('ofNone', { count: total.incidents })
  return say('summary', { prevented: total.prevented, known, share: formatShare(total.share), bare: total.bare })
}
