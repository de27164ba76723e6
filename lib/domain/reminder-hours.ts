import { DateTime } from 'luxon'

/**
 * When somebody may be told something: whole hours of their clock, from `fromHour`, inclusive, to `toHour` (1 to 24), exclusive, on ISO
 * weekdays (1 is Monday). Hours that end where they begin, or before, go on across midnight; they belong to the day on which they begin.
 * `zone`: IANA; one that no clock has is read as UTC.
 */
export type ReminderHours = { zone: string; fromHour: number; toHour: number; weekdays: readonly number[] }

/** The hours of somebody who has chosen none: 08:00 to 18:00, Monday to Friday. */
export const USUAL_HOURS = { fromHour: 8, toHour: 18, weekdays: [1, 2, 3, 4, 5] } as const

/** Days that are looked at for the next opening: a week, and one for hours that began yesterday. */
const LOOK_AHEAD_DAYS = 8

/** The clock of a zone (IANA; UTC when there is no such zone) at an instant. */
export function clockOf(zone: string, now: Date): DateTime {
  const local = DateTime.fromJSDate(now, { zone })
  return local.isValid ? local : DateTime.fromJSDate(now, { zone: 'utc' })
}

/** The instant at which the hour begins on a day; 24 is the midnight after it. An hour that its clocks leave out is the one after it. */
function hourOn(day: DateTime, hour: number): number {
  const on = hour === 24 ? day.plus({ days: 1 }) : day
  return on.set({ hour: hour % 24, minute: 0, second: 0, millisecond: 0 }).toMillis()
}

/** Openings from yesterday on, in order: from, inclusive, and to, exclusive, in milliseconds. */
function openings({ zone, fromHour, toHour, weekdays }: ReminderHours, now: Date): { from: number; to: number }[] {
  // At noon no clock is changed, so that adding days never leaves the day.
  const noon = clockOf(zone, now).set({ hour: 12, minute: 0, second: 0, millisecond: 0 })
  return Array.from({ length: LOOK_AHEAD_DAYS + 1 }, (_, index) => noon.plus({ days: index - 1 }))
    .filter(({ weekday }) => weekdays.includes(weekday))
    .map((day) => ({
      from: hourOn(day, fromHour),
      to: hourOn(toHour <= fromHour ? day.plus({ days: 1 }) : day, toHour),
    }))
}

/** Whether somebody with these hours may be told something at `now`. */
export function isWithinHours(hours: ReminderHours, now: Date): boolean {
  return openings(hours, now).some(({ from, to }) => from <= now.getTime() && now.getTime() < to)
}

/** The first instant from `now` on at which somebody with these hours may be told: `now` itself within them; null without a weekday. */
export function nextWithinHours(hours: ReminderHours, now: Date): Date | null {
  if (isWithinHours(hours, now)) return now
  const next = openings(hours, now).find(({ from, to }) => from > now.getTime() && to > from)
  return next ? new Date(next.from) : null
}
