import { scaleLinear } from 'd3-scale'
import { useTranslations } from 'next-intl'
import type { Spread } from '@/lib/schema/measures'
import { NumberAxis, shortened } from './bar-chart'
import { ChartFrame } from './chart-frame'
import type { ChartTable, Drawing } from './chart-table'

export type SpreadRow = { name: string; spread: Spread; told: string }
type SpreadChartProps = {
  id: string
  title: string
  summary: string
  note?: string
  rows: SpreadRow[]
  unit: string
  table: ChartTable
  csv: string
}

const ROW = 40
const AXIS = 34
const EDGE = 8
const MIDDLE = 26
const LETTER = 6.2

/** How far values lie apart: a bar from the tenth to the ninetieth percentile, and a diamond at the median. */
export function SpreadChart({ rows, unit, ...frame }: SpreadChartProps) {
  const t = useTranslations('chart.spreadChart')
  const legend = (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      <li className="flex items-center gap-1.5">
        <svg width={14} height={14} aria-hidden>
          <path d="M7 1 L13 7 L7 13 L1 7 Z" className="fill-accent" />
        </svg>
        {t('median')}
      </li>
      <li className="flex items-center gap-1.5">
        <svg width={26} height={14} aria-hidden className="stroke-control">
          <path d="M1 3 V11 M1 7 H25 M25 3 V11" strokeWidth={2} />
        </svg>
        {t('range')}
      </li>
    </ul>
  )
  return (
    <ChartFrame
      {...frame}
      legend={legend}
      draw={
        rows.length === 0 ? null : (drawing) => <Spreads {...drawing} rows={rows} unit={unit} label={frame.summary} />
      }
    />
  )
}

function Spreads({ width, rows, unit, label }: Drawing & { rows: SpreadRow[]; unit: string; label: string }) {
  const scale = scaleLinear([0, Math.max(1, ...rows.map(({ spread }) => spread.high))], [EDGE, width - EDGE]).nice(5)
  return (
    <svg
      viewBox={`0 0 ${width} ${rows.length * ROW + AXIS}`}
      role="img"
      aria-label={label}
      className="block w-full text-xs"
    >
      <NumberAxis scale={scale} bottom={rows.length * ROW} width={width} unit={unit} />
      {rows.map(({ name, spread: { low, median, high }, told }, row) => (
        <g key={name} transform={`translate(0 ${row * ROW})`}>
          <text x={EDGE} y={13} className="fill-ink">
            {shortened(name, width - EDGE * 3 - told.length * LETTER)}
          </text>
          <text x={width - EDGE} y={13} textAnchor="end" className="fill-muted">
            {told}
          </text>
          <path
            d={`M${scale(low)} ${MIDDLE - 5} v10 m0 -5 H${scale(high)} m0 -5 v10`}
            strokeWidth={2}
            fill="none"
            className="stroke-control"
          />
          <path
            d={`M${scale(median)} ${MIDDLE - 7} l7 7 l-7 7 l-7 -7 Z`}
            strokeWidth={1.5}
            className="fill-accent stroke-surface"
          />
        </g>
      ))}
    </svg>
  )
}
