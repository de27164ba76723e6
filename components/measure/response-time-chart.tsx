import { useTranslations } from 'next-intl'
import { SpreadChart } from '@/components/chart/spread-chart'
import type { Say } from '@/lib/intl/say'
import type { Times } from '@/lib/render/times'
import type { ResponseTime } from '@/lib/schema/incident-measures'
import type { Spread } from '@/lib/schema/measures'
import { useMeasureWords, type MeasureWords } from './measure-words'

/** Minutes up to which an axis counts minutes, and up to which hours. */
const UNITS = [
  { unit: 'minutes', minutes: 1, upTo: 180 },
  { unit: 'hours', minutes: 60, upTo: 72 * 60 },
  { unit: 'days', minutes: 1440, upTo: Infinity },
] as const

/** How long it took from the beginning of an impact window until something: median, and what is usual, in these twelve months and the twelve before. */
export function ResponseTimeChart({ of, times }: { of: ResponseTime['of']; times: ResponseTime[] }) {
  const t = useTranslations('measure.responseTimeChart')
  const words = useMeasureWords()
  const { number, period } = words
  const told = times.filter((time) => time.of === of)
  const known = told.flatMap((time) => (time.spread ? [{ name: period(time), spread: time.spread }] : []))
  const most = Math.max(0, ...known.map(({ spread }) => spread.high))
  const { unit, minutes } = UNITS.find(({ upTo }) => most <= upTo) ?? UNITS[2]
  const unknown = told.reduce((sum, time) => sum + time.unknown, 0)
  return (
    <SpreadChart
      id={`time-to-${of}`}
      title={t(`title.${of}`)}
      summary={summaryOf(t, words, of, told)}
      note={unknown > 0 ? t('notKnown', { count: unknown }) : undefined}
      rows={known.map(({ name, spread }) => ({
        name,
        spread: scaled(spread, minutes),
        told: spreadWords(t, words.times, spread),
      }))}
      unit={t('unit', { unit, of })}
      table={{
        columns: [t('months'), t('windows'), t('low'), t('median'), t('high'), t('unknown')],
        rows: told
          .filter((time) => time.spread !== null || time.unknown > 0)
          .map(({ from, to, spread, unknown: notKnown }) => [
            { text: period({ from, to }) },
            { text: number(spread?.n ?? 0) },
            { text: spread ? words.times.minutes(spread.low) : '–' },
            { text: spread ? words.times.minutes(spread.median) : '–' },
            { text: spread ? words.times.minutes(spread.high) : '–' },
            { text: number(notKnown) },
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

type SayTimes = Say<'measure.responseTimeChart'>

const spreadWords = (say: SayTimes, times: Times, { n, low, median, high }: Spread) =>
  n === 1
    ? say('only', { median: times.minutes(median), n })
    : say('spread', { median: times.minutes(median), low: times.minutes(low), high: times.minutes(high), n })

function summaryOf(
  say: SayTimes,
  { period, times: { minutes } }: MeasureWords,
  of: ResponseTime['of'],
  times: readonly ResponseTime[],
): string {
  const [year, before] = times
  const latest = times.find(({ spread }) => spread !== null)
  if (!latest?.spread) return say('nothing', { of })
  const { median, n } = latest.spread
  const told = { of, period: period(latest), median: minutes(median), count: n }
  if (latest !== year || !before?.spread) return say(n === 1 ? 'one' : 'half', told)
  return say(n === 1 ? 'oneAndBefore' : 'halfAndBefore', { ...told, before: minutes(before.spread.median) })
}
