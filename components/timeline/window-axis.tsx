import { useTranslations } from 'next-intl'
import type { Say } from '@/lib/intl/say'
import { firstPublicWords } from '@/lib/domain/durations'
import { timeAxis, type Axis } from '@/lib/render/axis'
import type { LangChoice } from '@/lib/render/localised'
import { zonedTime } from '@/lib/render/time'
import type { Times } from '@/lib/render/times'
import type { TimelineEntryView, WindowView } from '@/lib/schema/incident'
import { useTimes } from '../ui/use-times'
import { AxisLabel } from './axis-label'
import { AxisLanes, type PublicWord } from './axis-lanes'
import { gapMinutes, STAMPS } from './window-stamps'

const HOUR = 3_600_000
/** Marks that an axis has room for. */
const MARKS = 200
const HEIGHT = 92
const LINE = 44
const percent = (share: number) => `${(share * 100).toFixed(3)}%`
/** Share of the axis that a gap must have for its length to fit above it. */
const LABEL_ROOM = 0.09

function Ticks({ axis, zone }: { axis: Axis; zone: string | null }) {
  const times = useTimes()
  return axis.ticks.map((tick) => {
    const zoned = zonedTime({ at: new Date(tick.at).toISOString(), zone }, 'source')
    return (
      <g key={tick.at}>
        <line x1={percent(tick.x)} x2={percent(tick.x)} y1={LINE - 22} y2={HEIGHT - 18} className="stroke-line" />
        <text x={percent(tick.x)} y={HEIGHT - 4} textAnchor="middle" className="fill-faint text-2xs">
          {tick.day ? times.dayShort(zoned.date) : zoned.time}
        </text>
      </g>
    )
  })
}

function Gap({ axis, before, window }: { axis: Axis; before: WindowView; window: WindowView }) {
  const times = useTimes()
  const minutes = gapMinutes(before, window)
  if (minutes === null || !before.resolvedAt || !window.startedAt) return null
  const from = axis.place(before.resolvedAt)
  const to = axis.place(window.startedAt)
  return (
    <g>
      <line x1={percent(from)} x2={percent(to)} y1={LINE} y2={LINE} className="stroke-control" strokeDasharray="3 3" />
      {to - from > LABEL_ROOM ? (
        <AxisLabel x={percent((from + to) / 2)} y={LINE - 8} className="fill-muted">
          {times.minutes(minutes)}
        </AxisLabel>
      ) : null}
    </g>
  )
}

function WindowBar({ axis, window, number }: { axis: Axis; window: WindowView; number: number | null }) {
  const from = window.startedAt ?? window.resolvedAt
  if (!from) return null
  const start = axis.place(from)
  const end = window.resolvedAt ? axis.place(window.resolvedAt) : start
  // A short window of a long incident must stay visible: at least 5 px, drawn from its start.
  return (
    <g>
      <rect
        x={percent(start)}
        y={LINE - 9}
        width={percent(end - start)}
        height={18}
        style={{ minWidth: 5 }}
        className="fill-red"
        opacity={0.28}
      />
      {STAMPS.map(({ name, color }) => {
        const at = window[name]
        return at ? (
          <line
            key={name}
            x1={percent(axis.place(at))}
            x2={percent(axis.place(at))}
            y1={LINE - 9}
            y2={LINE + 9}
            stroke={color}
            strokeWidth={2}
          />
        ) : null
      })}
      {number === null ? null : (
        <text
          x={percent((start + end) / 2)}
          y={LINE + 24}
          textAnchor="middle"
          className="fill-ink text-2xs font-semibold"
        >
          {number}
        </text>
      )}
    </g>
  )
}

/** Instants of public updates and of entries that are near enough to the windows to stand on their axis. */
function nearInstants(windows: WindowView[], timeline: TimelineEntryView[]): string[] {
  const stamps = windows.flatMap((window) => STAMPS.flatMap(({ name }) => window[name] ?? []))
  if (stamps.length === 0) return []
  const times = stamps.map((at) => Date.parse(at))
  const [first, last] = [Math.min(...times), Math.max(...times)]
  // What lay dormant for months, or was told weeks after, would press the windows together to a line.
  const margin = Math.max((last - first) / 4, HOUR / 2)
  const near = timeline.flatMap(({ at, precision }) => {
    const time = at === null || precision === 'day' ? NaN : Date.parse(at)
    return at !== null && time >= first - margin && time <= last + margin ? [at] : []
  })
  return [...stamps, ...near]
}

/** The entries that the axis marks. Of very many only those that say what was reached: the list has them all. */
function toMark(timeline: TimelineEntryView[]): TimelineEntryView[] {
  const timed = timeline.filter(({ at, precision }) => at !== null && precision !== 'day')
  if (timed.length <= MARKS) return timed
  return timed.filter(({ phase, lane }) => phase !== 'note' || lane === 'public').slice(0, MARKS)
}

type AxisSay = Say<'timeline.windowAxis'>

function lagWords(say: AxisSay, times: Times, words: PublicWord[], windows: WindowView[]): string[] {
  return words.map(({ startedAt, minutes }) => {
    const index = windows.findIndex(
      (window) => window.startedAt && Date.parse(window.startedAt) === startedAt.getTime(),
    )
    const after = times.minutes(minutes)
    return windows.length > 1 ? say('lagOfWindow', { after, number: String(index + 1) }) : say('lag', { after })
  })
}

/** What a picture of the windows shows, for whoever does not see it. */
function axisWords(say: AxisSay, shown: { count: number; zone: string; gaps: string[]; lags: string }): string {
  const { gaps, ...rest } = shown
  if (gaps.length === 0) return say('label', rest)
  return say('labelWithGaps', { ...rest, gaps: gaps.reduce((before, last) => say('gapAnd', { before, last })) })
}

/**
 * All impact windows of an incident on one axis, true to scale, in the source's zone: how long each lasted, how long the gaps were, and
 * under them what the team did and what the public was told, with the time until it was. Windows without any time are left out; the
 * list beside it has them.
 */
export function WindowAxis({
  windows,
  timeline,
  zone,
  zoneText,
  choice,
}: {
  windows: WindowView[]
  timeline: TimelineEntryView[]
  zone: string | null
  zoneText: string | null
  choice: LangChoice
}) {
  const t = useTranslations('timeline.windowAxis')
  const stamps = useTranslations('timeline.stamps')
  const times = useTimes()
  const axis = timeAxis(nearInstants(windows, timeline), zone)
  if (!axis) return null
  const gaps = windows.slice(1).flatMap((window, index) => gapMinutes(windows[index], window) ?? [])
  const told = firstPublicWords(
    windows.map(({ startedAt }) => ({ startedAt: startedAt === null ? null : new Date(startedAt) })),
    timeline
      .filter(({ lane }) => lane === 'public')
      .map(({ at, state }) => ({ at: at === null ? null : new Date(at), state })),
  ).filter(({ at }) => at.getTime() <= axis.to)
  const lags = lagWords(t, times, told, windows)
  const entries = toMark(timeline)
  const zoneName = zoneText ?? zone ?? 'UTC'
  const words = axisWords(t, {
    count: windows.length,
    zone: zoneName,
    gaps: gaps.map(times.minutes),
    lags: lags.join(' '),
  })
  return (
    <figure className="min-w-0">
      <svg role="img" aria-label={words} width="100%" height={HEIGHT} className="block overflow-visible">
        <Ticks axis={axis} zone={zone} />
        <line x1="0" x2="100%" y1={LINE} y2={LINE} className="stroke-line-strong" />
        {windows.slice(1).map((window, index) => {
          const before = windows[index]
          return before ? <Gap key={window.id} axis={axis} before={before} window={window} /> : null
        })}
        {windows.map((window, index) => (
          <WindowBar key={window.id} axis={axis} window={window} number={windows.length > 1 ? index + 1 : null} />
        ))}
      </svg>
      {entries.length > 0 ? <AxisLanes axis={axis} entries={entries} words={told} zone={zone} choice={choice} /> : null}
      <figcaption className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-xs text-faint">
        {STAMPS.filter(({ name }) => windows.some((window) => window[name])).map(({ name, color }) => (
          <span key={name} className="inline-flex items-center gap-1.5">
            <span aria-hidden className="h-3 w-0.5" style={{ background: color }} />
            {stamps(name)}
          </span>
        ))}
        <span className="ml-auto">{t('timesIn', { zone: zoneName })}</span>
      </figcaption>
      {lags.length > 0 ? <p className="mt-1 text-xs text-muted">{lags.join(' ')}</p> : null}
    </figure>
  )
}
