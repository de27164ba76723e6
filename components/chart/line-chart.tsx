import { scaleLinear, scalePoint } from 'd3-scale'
import { line } from 'd3-shape'
import { useNumber } from '@/components/ui/use-number'
import { ChartFrame } from './chart-frame'
import type { ChartTable, Drawing, Stroke } from './chart-table'

/** null: nothing is known there, and the line is broken. */
export type LineSeries = { name: string; stroke: Stroke; values: (number | null)[] }
type LineChartProps = {
  id: string
  title: string
  summary: string
  note?: string
  /** What stands under the axis, one for each value. */
  places: string[]
  series: LineSeries[]
  /** What the height is measured in. */
  unit: string
  /** Top of the axis, where it does not follow from the values. */
  top?: number
  table: ChartTable
  csv: string
}

const HEIGHT = 220
const LEFT = 40
const RIGHT = 24
const TOP = 26
const BOTTOM = 24
/** So wide a name under the axis may be, with its distance to the next. */
const PLACE = 76

const LOOKS: Record<Stroke, { dash?: string; colour: string; mark: string }> = {
  circle: { colour: 'stroke-accent fill-accent', mark: 'M-3.5 0 a3.5 3.5 0 1 0 7 0 a3.5 3.5 0 1 0 -7 0' },
  square: { dash: '7 3', colour: 'stroke-violet fill-violet', mark: 'M-3 -3 h6 v6 h-6 Z' },
  triangle: { dash: '2 3', colour: 'stroke-amber fill-amber', mark: 'M0 -4.5 L4.5 3.5 H-4.5 Z' },
}

/** Values over time: each line has its own dashes and marks. */
export function LineChart({ places, series, unit, top, ...frame }: LineChartProps) {
  const legend =
    series.length < 2 ? null : (
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        {series.map(({ name, stroke }) => (
          <li key={name} className="flex items-center gap-1.5">
            <svg width={30} height={12} aria-hidden className={LOOKS[stroke].colour}>
              <path d="M0 6 H30" strokeWidth={2} strokeDasharray={LOOKS[stroke].dash} />
              <path d={LOOKS[stroke].mark} transform="translate(15 6)" />
            </svg>
            {name}
          </li>
        ))}
      </ul>
    )
  const isEmpty = series.every(({ values }) => values.every((value) => value === null))
  return (
    <ChartFrame
      {...frame}
      legend={legend}
      draw={
        isEmpty
          ? null
          : (drawing) => (
              <Lines {...drawing} places={places} series={series} unit={unit} top={top} label={frame.summary} />
            )
      }
    />
  )
}

type LinesProps = Drawing & Pick<LineChartProps, 'places' | 'series' | 'unit' | 'top'> & { label: string }

function Lines({ width, places, series, unit, top, label }: LinesProps) {
  const number = useNumber()
  const most = Math.max(1, ...series.flatMap(({ values }) => values.filter((value) => value !== null)))
  const y = scaleLinear([0, top ?? most], [HEIGHT - BOTTOM, TOP])
  if (top === undefined) y.nice(4)
  const x = scalePoint(places, [LEFT, width - RIGHT])
  const every = Math.max(1, Math.ceil(places.length / Math.max(2, Math.floor((width - LEFT - RIGHT) / PLACE))))
  const path = line<number | null>()
    .defined((value) => value !== null)
    .x((_, place) => x(places[place] ?? '') ?? LEFT)
    .y((value) => y(value ?? 0))
  return (
    <svg viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label} className="block w-full text-xs">
      <text x={2} y={11} className="fill-faint">
        {unit}
      </text>
      {y
        .ticks(4)
        .filter(Number.isInteger)
        .map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} className="stroke-line" />
            <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end" className="fill-faint tabular-nums">
              {number(tick)}
            </text>
          </g>
        ))}
      {places.map((place, index) =>
        index % every === 0 ? (
          <text key={place} x={x(place)} y={HEIGHT - 6} textAnchor="middle" className="fill-faint tabular-nums">
            {place}
          </text>
        ) : null,
      )}
      {series.map(({ name, stroke, values }) => (
        <g key={name} className={LOOKS[stroke].colour}>
          <path d={path(values) ?? ''} className="fill-none" strokeWidth={2} strokeDasharray={LOOKS[stroke].dash} />
          {values.map((value, place) =>
            value === null || (values.length > 40 && place % every !== 0) ? null : (
              <path
                key={places[place]}
                d={LOOKS[stroke].mark}
                transform={`translate(${x(places[place] ?? '') ?? LEFT} ${y(value)})`}
              />
            ),
          )}
        </g>
      ))}
    </svg>
  )
}
