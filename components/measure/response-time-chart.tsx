import { formatNumber } from '@/components/chart/chart-table'
import { SpreadChart } from '@/components/chart/spread-chart'
import { formatDay, formatMinutes } from '@/lib/render/time'
import type { ResponseTime } from '@/lib/schema/incident-measures'
import type { Spread } from '@/lib/schema/measures'
import { counted } from './measure-words'

const TITLES: Record<ResponseTime['of'], { title: string; did: string }> = {
  detection: { title: 'Time to notice', did: 'noticed' },
  mitigation: { title: 'Time to make it bearable', did: 'made bearable' },
  repair: { title: 'Time to repair', did: 'over' },
}
const nameOf = ({ from, to }: Pick<ResponseTime, 'from' | 'to'>) => `${formatDay(from)} to ${formatDay(to)}`
/** Minutes up to which an axis counts minutes, and up to which hours. */
const UNITS = [
  { unit: 'minutes', minutes: 1, upTo: 180 },
  { unit: 'hours', minutes: 60, upTo: 72 * 60 },
  { unit: 'days', minutes: 1440, upTo: Infinity },
] as const

/** How long it took from the beginning of an impact window until something: median, and what is usual, in these twelve months and the twelve before. */
export function ResponseTimeChart({ of, times }: { of: ResponseTime['of']; times: ResponseTime[] }) {
  const { title, did } = TITLES[of]
  const told = times.filter((time) => time.of === of)
  const known = told.flatMap((time) => (time.spread ? [{ name: nameOf(time), spread: time.spread }] : []))
  const most = Math.max(0, ...known.map(({ spread }) => spread.high))
  const { unit, minutes } = UNITS.find(({ upTo }) => most <= upTo) ?? UNITS[2]
  const unknown = told.reduce((sum, time) => sum + time.unknown, 0)
  return (
    <SpreadChart
      id={`time-to-${of}`}
      title={title}
      summary={summaryOf(told, did)}
      note={
        unknown > 0 ? `Of ${counted(unknown, 'impact window')} the time is not known: they are not in it.` : undefined
      }
      rows={known.map(({ name, spread }) => ({ name, spread: scaled(spread, minutes), told: words(spread) }))}
      unit={`${unit} from the beginning until ${did}`}
      table={{
        columns: ['Months', 'Windows', '10th percentile', 'Median', '90th percentile', 'Not known'],
        rows: told
          .filter((time) => time.spread !== null || time.unknown > 0)
          .map(({ from, to, spread, unknown: notKnown }) => [
            { text: nameOf({ from, to }) },
            { text: formatNumber(spread?.n ?? 0) },
            { text: spread ? formatMinutes(spread.low) : '–' },
            { text: spread ? formatMinutes(spread.median) : '–' },
            { text: spread ? formatMinutes(spread.high) : '–' },
            { text: formatNumber(notKnown) },
          ]),
      }}
      csv="/api/v1/measures/incidents/csv?of=times"
    />
  )
}

const scaled = ({ n, low, median, high }: Spread, minutes: number): Spread => ({
  n,
  low: low / minutes,
  median: median / minutes,
  high: high / minutes,
})

const words = ({ n, low, median, high }: Spread) =>
  n === 1
    ? `${formatMinutes(median)}, n = 1`
    : `${formatMinutes(median)} (${formatMinutes(low)} to ${formatMinutes(high)}), n = ${formatNumber(n)}`

function summaryOf(times: readonly ResponseTime[], did: string): string {
  const [year, before] = times
  const latest = times.find(({ spread }) => spread !== null)
  if (!latest?.spread) return `Of no impact window it is known when it began and when it was ${did}.`
  const { median, n } = latest.spread
  const begin =
    n === 1
      ? `${nameOf(latest)}: the one impact window of which it is known was ${did} after ${formatMinutes(median)}`
      : `${nameOf(latest)}: half of ${counted(n, 'impact window')} were ${did} within ${formatMinutes(median)}`
  if (latest !== year || !before?.spread) return `${begin}.`
  return `${begin}; ${formatMinutes(before.spread.median)} in the 12 months before that.`
}
