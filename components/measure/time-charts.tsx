import { formatNumber } from '@/components/chart/chart-table'
import { LineChart } from '@/components/chart/line-chart'
import { formatDay } from '@/lib/render/time'
import type { MeasureFilter, MonthsMeasure, Prevention } from '@/lib/schema/measures'
import { csvHref, incidentsHref } from './measure-links'
import { counted, formatShare, sentences } from './measure-words'

/** Months that are drawn, the latest; the table and the file have all of them. */
const DRAWN = 36

/** Items opened, closed and still open, month by month. */
export function MonthsChart({ overTime, filter }: { overTime: MonthsMeasure; filter: MeasureFilter }) {
  const { months, leftOut } = overTime
  const drawn = months.slice(-DRAWN)
  const last = months.at(-1)
  const sum = (of: 'opened' | 'closed') => months.reduce((total, month) => total + month[of], 0)
  const left = [
    leftOut.undated > 0 && `${counted(leftOut.undated, 'item')} opened in a month that nobody knows`,
    leftOut.closedUndated > 0 && `${counted(leftOut.closedUndated, 'item')} closed at a time that nobody knows`,
    leftOut.unknown > 0 && `${counted(leftOut.unknown, 'item')} of unknown status`,
  ].filter(Boolean)
  return (
    <LineChart
      id="months"
      title="Opened, closed and still open, by month"
      summary={
        last
          ? `In ${counted(months.length, 'month')} ${formatNumber(sum('opened'))} were opened and ${formatNumber(sum('closed'))} closed; at the end of ${formatDay(last.month)} ${formatNumber(last.open)} were open.`
          : 'Of no action item both the month in which it was opened and what became of it are known.'
      }
      note={sentences([
        left.length > 0 && `Not in it: ${left.join(', ')}.`,
        Boolean(filter.from ?? filter.to) && 'An item that was opened before the period is in what is still open.',
        months.length > DRAWN && `Drawn are the last ${DRAWN} months.`,
      ])}
      places={drawn.map(({ month }) => month)}
      series={[
        { name: 'Opened', stroke: 'square', values: drawn.map(({ opened }) => opened) },
        { name: 'Closed', stroke: 'circle', values: drawn.map(({ closed }) => closed) },
        { name: 'Still open at the end', stroke: 'triangle', values: drawn.map(({ open }) => open) },
      ]}
      unit="action items"
      table={{
        columns: ['Month', 'Opened', 'Closed', 'Still open at the end'],
        rows: months.map(({ month, opened, closed, open }) => [
          { text: month },
          { text: formatNumber(opened) },
          { text: formatNumber(closed) },
          { text: formatNumber(open) },
        ]),
      }}
      csv={csvHref(filter, 'months')}
    />
  )
}

/** How many incidents have an item that is to prevent the next one. */
export function PreventionChart({ prevention, filter }: { prevention: Prevention; filter: MeasureFilter }) {
  const { months, total, undated } = prevention
  const drawn = months.slice(-DRAWN)
  return (
    <LineChart
      id="prevention"
      title="Share of incidents with a preventive item, by month"
      summary={preventionSummary(prevention)}
      note={sentences([
        'A preventive item is one of the kind “prevent” that somebody means to do or has done.',
        total.unknown > 0 &&
          `Of ${counted(total.unknown, 'more incident')} it is not known: the kind of an item is not. They are not in the share.`,
        undated > 0 && `Of ${counted(undated, 'incident')} nobody knows the day.`,
        filter.owner !== undefined && 'The owner narrows items, and no incidents.',
        months.length > DRAWN && `Drawn are the last ${DRAWN} months.`,
      ])}
      places={drawn.map(({ month }) => month)}
      series={[
        {
          name: 'With a preventive item',
          stroke: 'circle',
          values: drawn.map(({ share }) => (share === null ? null : share * 100)),
        },
      ]}
      unit="% of incidents of which it is known"
      top={100}
      table={{
        columns: [
          'Month',
          'Incidents',
          'With a preventive item',
          'Without',
          'Of them without any item',
          'Not known',
          'Share',
        ],
        rows: months.map(({ month, incidents, prevented, without, bare, unknown, share }) => [
          { text: month },
          { text: formatNumber(incidents), href: incidents > 0 ? incidentsHref(filter, month) : null },
          { text: formatNumber(prevented) },
          { text: formatNumber(without) },
          { text: formatNumber(bare) },
          { text: formatNumber(unknown) },
          { text: formatShare(share) },
        ]),
      }}
      csv={csvHref(filter, 'prevention')}
    />
  )
}

function preventionSummary({ total }: Prevention): string {
  const known = total.prevented + total.without
  if (total.incidents === 0) return 'No incident with a known day.'
  if (known === 0) return `Of ${counted(total.incidents, 'incident')} it is of none known.`
  return `${formatNumber(total.prevented)} of ${counted(known, 'incident')} (${formatShare(total.share)}) ${total.prevented === 1 ? 'has' : 'have'} one; ${formatNumber(total.bare)} ${total.bare === 1 ? 'has' : 'have'} no action item at all.`
}
