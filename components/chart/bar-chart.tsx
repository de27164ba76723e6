import { scaleLinear } from 'd3-scale'
import { useNumber } from '@/components/ui/use-number'
import { ChartFrame } from './chart-frame'
import { FillPatterns, fillOf, FillSample } from './chart-fill'
import type { ChartTable, Drawing, Fill } from './chart-table'

export type BarSeries = { name: string; fill: Fill }
export type Bar = {
  name: string
  /** Of each series; what nobody knows is a series, too. */
  values: number[]
  /** What stands behind the name: how many, which share. */
  told: string
}
type BarChartProps = {
  id: string
  title: string
  summary: string
  note?: string
  series: BarSeries[]
  bars: Bar[]
  /** What is counted, under the axis. */
  unit: string
  table: ChartTable
  csv: string
}

/** Height of a row: its name and what is told, then its bar. */
const ROW = 40
const BAR = 14
const AXIS = 34
const EDGE = 4
/** Pixels that a letter of the names takes at most, on average. */
const LETTER = 6.2

/** Rows of bars, each made of parts that are told apart by how they are filled. */
export function BarChart({ series, bars, unit, ...frame }: BarChartProps) {
  const legend = (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {series.map(({ name, fill }) => (
        <li key={name} className="flex items-center gap-1.5">
          <FillSample fill={fill} id={`${frame.id}-${fill}-sample`} />
          {name}
        </li>
      ))}
    </ul>
  )
  return (
    <ChartFrame
      {...frame}
      legend={legend}
      draw={
        bars.length === 0
          ? null
          : (drawing) => <Bars {...drawing} series={series} bars={bars} unit={unit} label={frame.summary} />
      }
    />
  )
}

type BarsProps = Drawing & { series: BarSeries[]; bars: Bar[]; unit: string; label: string }

function Bars({ id, width, series, bars, unit, label }: BarsProps) {
  const most = Math.max(1, ...bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0)))
  const scale = scaleLinear([0, most], [EDGE, width - EDGE]).nice(5)
  const height = bars.length * ROW + AXIS
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className="block w-full text-xs">
      <FillPatterns id={id} />
      <NumberAxis scale={scale} bottom={bars.length * ROW} width={width} unit={unit} />
      {bars.map(({ name, values, told }, row) => {
        const starts = values.map((_, place) => values.slice(0, place).reduce((sum, value) => sum + value, 0))
        return (
          <g key={name} transform={`translate(0 ${row * ROW})`}>
            <text x={EDGE} y={13} className="fill-ink">
              {shortened(name, width - EDGE * 3 - told.length * LETTER)}
            </text>
            <text x={width - EDGE} y={13} textAnchor="end" className="fill-muted">
              {told}
            </text>
            {values.map((value, place) => {
              const fill = series[place]?.fill
              if (value === 0 || !fill) return null
              const from = starts[place] ?? 0
              const extent = scale(from + value) - scale(from)
              return (
                <rect
                  key={fill}
                  x={scale(from)}
                  y={19}
                  width={Math.max(1, extent - 1)}
                  height={BAR}
                  {...fillOf(fill, id)}
                />
              )
            })}
          </g>
        )
      })}
    </svg>
  )
}

/** A name that fits into some pixels; the table has all of it. */
export function shortened(name: string, pixels: number): string {
  const letters = Math.max(4, Math.floor(pixels / LETTER))
  return name.length <= letters ? name : `${name.slice(0, letters - 1).trimEnd()}…`
}

type NumberScale = { (value: number): number; ticks: (count: number) => number[] }

/** Lines up to the rows, numbers and their unit below. */
export function NumberAxis(props: { scale: NumberScale; bottom: number; width: number; unit: string }) {
  const { scale, bottom, width, unit } = props
  const number = useNumber()
  const ticks = scale.ticks(width > 500 ? 6 : 3).filter(Number.isInteger)
  return (
    <g>
      {ticks.map((tick, place) => (
        <g key={tick}>
          <line x1={scale(tick)} x2={scale(tick)} y1={16} y2={bottom + 2} className="stroke-line" />
          <text
            x={scale(tick)}
            y={bottom + 14}
            textAnchor={place === 0 ? 'start' : scale(tick) > width - 20 ? 'end' : 'middle'}
            className="fill-faint tabular-nums"
          >
            {number(tick)}
          </text>
        </g>
      ))}
      <text x={width / 2} y={bottom + 29} textAnchor="middle" className="fill-faint">
        {unit}
      </text>
    </g>
  )
}
