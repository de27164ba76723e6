import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Axis } from '@/lib/render/axis'
import { oneText, type LangChoice } from '@/lib/render/localised'
import { zonedTime } from '@/lib/render/time'
import type { TimelineEntryView } from '@/lib/schema/incident'
import { useTimes } from '../ui/use-times'
import { AxisLabel } from './axis-label'

export type PublicWord = { startedAt: Date; at: Date; minutes: number }

const HEIGHT = 62
const INTERNAL = 18
const PUBLIC = 46
const percent = (share: number) => `${(share * 100).toFixed(3)}%`
/** Share of the axis that a lag must have for its length to fit above it. */
const LABEL_ROOM = 0.12
/** Characters of an entry that are shown beside its mark. */
const WORDS = 140

const isOn = (axis: Axis, at: string) => Date.parse(at) >= axis.from && Date.parse(at) <= axis.to

type LaneProps = { axis: Axis; entries: TimelineEntryView[]; zone: string | null; choice: LangChoice }

/** What a mark of the entry at `at` says, behind its `label`. */
function markWords(
  entry: TimelineEntryView,
  { at, label, zone, choice }: { at: string; label: string; zone: string | null; choice: LangChoice },
): string {
  const text = oneText(entry.text, choice)?.text ?? ''
  const short = text.length > WORDS ? `${text.slice(0, WORDS).trimEnd()}…` : text
  return `${zonedTime({ at, zone: entry.zone ?? zone }, 'source').time} ${label}: ${short}`
}

/** Marks of one lane, each a link to its entry: round for what the team did, square for what the public was told. */
function Marks({ axis, entries, zone, choice }: LaneProps): ReactNode {
  const phases = useTranslations('labels.phase')
  const states = useTranslations('labels.updateState')
  return entries.flatMap((entry) => {
    const { at, lane } = entry
    if (at === null || !isOn(axis, at)) return []
    const isTold = lane === 'public'
    const shape = {
      x: isTold ? -4 : -3.5,
      y: (isTold ? PUBLIC : INTERNAL) - (isTold ? 4 : 3.5),
      size: isTold ? 8 : 7,
      round: isTold ? 0 : 4,
    }
    // Only a nested picture can stand at a share of the width.
    const label = isTold && entry.state ? states(entry.state) : phases(entry.phase)
    const words = markWords(entry, { at, label, zone, choice })
    return (
      <a key={entry.id} href={`#t-${entry.id}`} tabIndex={-1} aria-label={words}>
        <svg x={percent(axis.place(at))} overflow="visible">
          <title>{words}</title>
          <rect x={-7} y={shape.y - 4} width={14} height={shape.size + 8} fill="transparent" />
          <rect
            x={shape.x}
            y={shape.y}
            width={shape.size}
            height={shape.size}
            rx={shape.round}
            className={
              isTold
                ? 'fill-ink stroke-canvas'
                : entry.phase === 'note'
                  ? 'fill-canvas stroke-muted'
                  : 'fill-muted stroke-canvas'
            }
            strokeWidth={1.5}
          />
        </svg>
      </a>
    )
  })
}

/** From the start of a window to the first word that the public was told in it. */
function Lag({ axis, word }: { axis: Axis; word: PublicWord }) {
  const t = useTranslations('timeline.axisLanes')
  const times = useTimes()
  const from = axis.place(word.startedAt.toISOString())
  const to = axis.place(word.at.toISOString())
  return (
    <g>
      <line x1={percent(from)} x2={percent(from)} y1={PUBLIC - 6} y2={PUBLIC + 6} className="stroke-ink" />
      <line
        x1={percent(from)}
        x2={percent(to)}
        y1={PUBLIC}
        y2={PUBLIC}
        className="stroke-ink"
        strokeWidth={2}
        strokeDasharray="2 2"
      />
      {to - from > LABEL_ROOM ? (
        <AxisLabel x={percent((from + to) / 2)} y={PUBLIC - 7} className="fill-ink">
          {t('toldAfter', { after: times.minutes(word.minutes) })}
        </AxisLabel>
      ) : null}
    </g>
  )
}

/**
 * What the team did and what the public was told, on the axis of the impact windows. Hidden from screen readers and the tab key: the
 * timeline has the same entries as a list, and the sentence of the axis the lag.
 */
export function AxisLanes({ words, ...lane }: LaneProps & { words: PublicWord[] }) {
  const t = useTranslations('timeline.axisLanes')
  const { axis, entries } = lane
  const told = entries.some((entry) => entry.lane === 'public' && entry.at !== null)
  const height = told ? HEIGHT : HEIGHT - 26
  return (
    <div className="relative" aria-hidden>
      <svg width="100%" height={height} className="block overflow-visible">
        {axis.ticks.map(({ at, x }) => (
          <line key={at} x1={percent(x)} x2={percent(x)} y1={0} y2={height} className="stroke-line" />
        ))}
        <line x1="0" x2="100%" y1={INTERNAL} y2={INTERNAL} className="stroke-line-strong" />
        {told ? <line x1="0" x2="100%" y1={PUBLIC} y2={PUBLIC} className="stroke-line-strong" /> : null}
        {words.map((word) => (
          <Lag key={word.startedAt.getTime()} axis={axis} word={word} />
        ))}
        <Marks {...lane} />
        {[['internal', INTERNAL] as const, ...(told ? [['public', PUBLIC] as const] : [])].map(([name, y]) => (
          <text
            key={name}
            x={0}
            y={y - 7}
            paintOrder="stroke"
            strokeWidth={4}
            className="fill-faint stroke-canvas text-2xs"
          >
            {t(name)}
          </text>
        ))}
      </svg>
    </div>
  )
}
