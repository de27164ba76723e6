import { useTranslations } from 'next-intl'
import { shortened } from '@/components/chart/bar-chart'
import { ChartFrame } from '@/components/chart/chart-frame'
import type { Drawing } from '@/components/chart/chart-table'
import { useNumber } from '@/components/ui/use-number'
import { useTimes } from '@/components/ui/use-times'
import type { Say } from '@/lib/intl/say'
import { hrefOf } from '@/lib/render/links'
import type { IncidentMeasuresView, PatternMonths } from '@/lib/schema/incident-measures'
import { incidentsHref } from './measure-links'

/** Patterns that are drawn; the table and the file have all of them. */
const DRAWN = 6
const ROW = 58
const NAME = 13
/** Line that the columns of a row stand on, and the height of the highest. */
const BASE = 50
const HIGHEST = 20
const AXIS = 18
const EDGE = 4
const LETTER = 6.2

/** How often each pattern was in the incidents of each month: a row a pattern, a column a month, with its number. */
export function PatternMonthsChart({ months, patterns }: Pick<IncidentMeasuresView, 'months' | 'patterns'>) {
  const t = useTranslations('measure.patternMonthsChart')
  const times = useTimes()
  const number = useNumber()
  const summary = summaryOf(t, patterns)
  const [first = '', last = ''] = [months[0], months.at(-1)]
  const drawn = patterns.slice(0, DRAWN)
  return (
    <ChartFrame
      id="pattern-months"
      title={t('title', { from: times.day(first), to: times.day(last) })}
      summary={summary}
      note={patterns.length > DRAWN ? t('drawn', { count: DRAWN }) : undefined}
      draw={
        drawn.length === 0 ? null : (drawing) => <Rows {...drawing} months={months} patterns={drawn} label={summary} />
      }
      table={{
        columns: [t('pattern'), ...months.map(times.monthShort), t('all')],
        rows: patterns.map(({ slug, title, counts, total }) => [
          { text: title, href: hrefOf('pattern', slug) },
          ...counts.map((count, place) => ({
            text: number(count),
            href: count > 0 ? incidentsHref({ pattern: slug }, months[place] ?? '') : null,
          })),
          { text: number(total) },
        ]),
      }}
      csv="/api/v1/measures/incidents/csv?of=patterns"
    />
  )
}

function summaryOf(say: Say<'measure.patternMonthsChart'>, patterns: readonly PatternMonths[]): string {
  const [most] = patterns
  if (!most) return say('nothing')
  const again = patterns.filter(({ total }) => total > 1).length
  return say('summary', { count: patterns.length, again, most: most.title, incidents: most.total })
}

type RowsProps = Drawing & Pick<IncidentMeasuresView, 'months' | 'patterns'> & { label: string }

function Rows({ width, months, patterns, label }: RowsProps) {
  const t = useTranslations('measure.patternMonthsChart')
  const times = useTimes()
  const number = useNumber()
  const step = (width - 2 * EDGE) / months.length
  const most = Math.max(1, ...patterns.flatMap(({ counts }) => counts))
  const bottom = patterns.length * ROW
  const every = width > 500 ? 2 : 4
  return (
    <svg viewBox={`0 0 ${width} ${bottom + AXIS}`} role="img" aria-label={label} className="block w-full text-xs">
      {patterns.map(({ slug, title, counts, total }, row) => {
        const told = t('incidents', { count: total })
        return (
          <g key={slug} transform={`translate(0 ${row * ROW})`}>
            <text x={EDGE} y={NAME} className="fill-ink">
              {shortened(title, width - EDGE * 3 - told.length * LETTER)}
            </text>
            <text x={width - EDGE} y={NAME} textAnchor="end" className="fill-muted">
              {told}
            </text>
            <line x1={EDGE} x2={width - EDGE} y1={BASE} y2={BASE} className="stroke-line" />
            {counts.map((count, place) => {
              if (count === 0) return null
              const height = Math.max(3, (count / most) * HIGHEST)
              const left = EDGE + place * step
              return (
                <g key={months[place]}>
                  <rect
                    x={left + step * 0.15}
                    y={BASE - height}
                    width={step * 0.7}
                    height={height}
                    className="fill-accent"
                  />
                  <text
                    x={left + step / 2}
                    y={BASE - height - 3}
                    textAnchor="middle"
                    className="fill-muted tabular-nums"
                  >
                    {number(count)}
                  </text>
                </g>
              )
            })}
          </g>
        )
      })}
      {months.map((month, place) =>
        // The present month is the one that is looked for.
        (months.length - 1 - place) % every === 0 ? (
          <text
            key={month}
            x={EDGE + (place + 0.5) * step}
            y={bottom + 12}
            textAnchor={place === months.length - 1 ? 'end' : 'middle'}
            dx={place === months.length - 1 ? step / 2 : 0}
            className="fill-faint tabular-nums"
          >
            {times.monthShort(month)}
          </text>
        ) : null,
      )}
    </svg>
  )
}
