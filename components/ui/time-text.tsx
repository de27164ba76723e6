'use client'

import type { Precision } from '@/lib/schema/draft'
import { formatDay, formatDayShort, zonedTime } from '@/lib/render/time'
import { cn } from './class-names'
import { useZoneChoice } from './zone-choice'

/**
 * An instant on the clock that the reader chose with the zone toggle. The title has it in UTC.
 * `show`: only the clock, day and clock, or both with the year and the zone's name.
 */
export function TimeText(props: {
  at: string
  zone?: string | null
  zoneText?: string | null
  precision?: Precision
  show?: 'time' | 'day-time' | 'full'
  className?: string
}) {
  const zoned = zonedTime(props, useZoneChoice())
  const show = props.show ?? 'full'
  const text =
    show === 'time'
      ? zoned.time
      : show === 'day-time'
        ? `${formatDayShort(zoned.date)}, ${zoned.time}`
        : `${formatDay(zoned.date)}, ${zoned.time} ${zoned.zone}`
  return (
    <time
      dateTime={props.at}
      title={`${props.at} (UTC)`}
      className={cn('whitespace-nowrap tabular-nums', props.className)}
    >
      {text}
    </time>
  )
}
