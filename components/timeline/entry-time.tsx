'use client'

import { formatDayShort, zonedTime } from '@/lib/render/time'
import type { TimelineEntryView } from '@/lib/schema/incident'
import { useZoneChoice } from '../ui/zone-choice'

type EntryTimeProps = Pick<TimelineEntryView, 'zone' | 'zoneText' | 'precision'> & {
  at: string
  /** Instant of the timed entry before: the day is written where it changes, on the chosen clock. */
  previousAt: string | null
  /** The time as the source writes it. */
  wording: string | null
}

const VAGUE: Partial<Record<TimelineEntryView['precision'], string>> = {
  approximate: 'about',
  hour: 'in the hour of',
  day: 'some time on',
}

/** The time of a timeline entry on the chosen clock; an approximate one says so. */
export function EntryTime({ previousAt, wording, ...entry }: EntryTimeProps) {
  const choice = useZoneChoice()
  const zoned = zonedTime(entry, choice)
  const before = previousAt ? zonedTime({ ...entry, at: previousAt }, choice) : null
  const vague = VAGUE[entry.precision]
  const title = [`${entry.at} (UTC)`, wording ? `in the source: “${wording}”` : ''].filter(Boolean).join(', ')
  return (
    <time dateTime={entry.at} title={title} className="block text-right font-mono text-xs leading-6 tabular-nums">
      {before?.date === zoned.date ? null : <span className="text-faint">{formatDayShort(zoned.date)} </span>}
      {vague && entry.precision !== 'day' ? (
        <span className="text-faint" title={vague}>
          <span className="sr-only">{vague} </span>
          <span aria-hidden>≈ </span>
        </span>
      ) : null}
      {entry.precision === 'day' ? <span className="text-faint">all day</span> : zoned.time}
    </time>
  )
}
