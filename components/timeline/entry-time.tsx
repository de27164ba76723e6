'use client'

import { useTranslations } from 'next-intl'
import { zonedTime } from '@/lib/render/time'
import type { TimelineEntryView } from '@/lib/schema/incident'
import { useTimes } from '../ui/use-times'
import { useZoneChoice } from '../ui/zone-choice'

type EntryTimeProps = Pick<TimelineEntryView, 'zone' | 'zoneText' | 'precision'> & {
  at: string
  /** Instant of the timed entry before: the day is written where it changes, on the chosen clock. */
  previousAt: string | null
  /** The time as the source writes it. */
  wording: string | null
}

/** The time of a timeline entry on the chosen clock; an approximate one says so. */
export function EntryTime({ previousAt, wording, ...entry }: EntryTimeProps) {
  const t = useTranslations('timeline.entryTime')
  const times = useTimes()
  const choice = useZoneChoice()
  const zoned = zonedTime(entry, choice)
  const before = previousAt ? zonedTime({ ...entry, at: previousAt }, choice) : null
  const { at, precision } = entry
  const vague = precision === 'approximate' || precision === 'hour' ? t(`vague.${precision}`) : null
  const title = wording ? t('instantWording', { at, wording }) : t('instant', { at })
  return (
    <time dateTime={at} title={title} className="block text-right font-mono text-xs leading-6 tabular-nums">
      {before?.date === zoned.date ? null : <span className="text-faint">{times.dayShort(zoned.date)} </span>}
      {vague ? (
        <span className="text-faint" title={vague}>
          <span className="sr-only">{vague} </span>
          <span aria-hidden>≈ </span>
        </span>
      ) : null}
      {precision === 'day' ? <span className="text-faint">{t('allDay')}</span> : zoned.time}
    </time>
  )
}
