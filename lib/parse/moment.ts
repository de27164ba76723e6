import type { Precision } from '@/lib/schema/draft'
import { addDays, type CalendarDate, completeDate, findDates } from './dates'
import type { TimeHit } from './times'
import { toInstant, type Zone } from './zones'

/** What a time that gives only its clock reading inherits from the text around it. */
export type Clock = {
  /** Date of the entry before, or of the incident. */
  date: CalendarDate | null
  /** Zone of the document or the section; null when the source never says. */
  zone: Zone | null
  /** Minutes of the day of the entry before, to see midnight pass. */
  minutes: number | null
}

export type Moment = {
  at: string | null
  precision: Precision
  date: CalendarDate | null
  zone: Zone | null
  /** Place of date and time together within the text that was read. */
  index: number
  length: number
}

/** A jump back by more than this many minutes, without a date, means that midnight has passed. */
const MIDNIGHT_JUMP = 6 * 60

/**
 * The moment that a time and the date in front of it stand for. Moves `clock` on, so that later times inherit the date.
 * `date`: the date that stands with this time, if any.
 */
export function readMoment(hit: TimeHit, date: CalendarDate | null, clock: Clock): Moment {
  const minutes = hit.hour * 60 + hit.minute
  if (date) clock.date = date
  else if (clock.date && clock.minutes !== null && clock.minutes - minutes > MIDNIGHT_JUMP)
    clock.date = addDays(clock.date, 1)
  clock.minutes = minutes
  const zone = hit.zone ?? clock.zone
  const local = clock.date && { ...clock.date, hour: hit.hour, minute: hit.minute, second: hit.second ?? 0 }
  const exact = hit.second === null ? 'minute' : 'second'
  return {
    at: local && zone ? toInstant(local, zone) : null,
    precision: hit.approximate ? 'approximate' : exact,
    date: clock.date,
    zone,
    index: hit.index,
    length: hit.length,
  }
}

/** A moment of which only the day is known: the local midnight that begins it, with precision `day`. */
export function readDay(date: CalendarDate, clock: Clock, index: number, length: number): Moment {
  clock.date = date
  clock.minutes = null
  const at = clock.zone ? toInstant({ ...date, hour: 0, minute: 0, second: 0 }, clock.zone) : null
  return { at, precision: 'day', date, zone: clock.zone, index, length }
}

/** The first complete date in `text`, its year taken from `anchor` when it has none. */
export function firstDate(text: string, anchor: CalendarDate | null): CalendarDate | null {
  for (const hit of findDates(text.slice(0, 2000))) {
    const date = completeDate(hit, anchor)
    if (date) return date
  }
  return null
}
