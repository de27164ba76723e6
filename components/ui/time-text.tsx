'use client'

import type { Precision } from '@/lib/schema/draft'
import { zonedTime } from '@/lib/render/time'
import { cn } from './class-names'
import { useTimes } from './use-times'
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
  const times = useTimes()
  const zoned = zonedTime(props, useZoneChoice())
  const show = props.show ?? 'full'
  const text =
    show === 'time'
      ? zoned.time
      : show === 'day-time'
        ? `${times.dayShort(zoned.date)}, ${zoned.time}`
        : `${times.day(zoned.date)}, ${zoned.time} ${zoned.zone}`
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
