import type { Precision } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'
import { addDays, type CalendarDate, completeDate, type DateHit, type DateOrder, findDates, isoDate } from './dates'
import type { DayRun } from './half-day'
import type { TimeHit } from './times'
import { weekdayBeside } from './weekdays'
import { inAustralia, isOutOfSeason, offsetAt, toInstant, type Zone } from './zones'

/** What a time that gives only its clock reading inherits from the text around it. */
export type Clock = {
  /** Date of the entry before, or of the incident. */
  date: CalendarDate | null
  /** Zone of the document or the section; null when the source never says. */
  zone: Zone | null
  /** Minutes of the day of the entry before, to see midnight pass. */
  minutes: number | null
  /** The day that the timeline says its lines are of, unless one gives its own. */
  stated?: CalendarDate | null
  /** The line before gave a day of its own, which is not the stated one. */
  aside?: boolean
  /** Which comes first in dates of digits, when the document tells. */
  order?: DateOrder | null
  /** Why the inherited date or zone may be another; told with an entry that relies on it. */
  dateDoubt?: string | null
  zoneDoubt?: string | null
  /** Instant of T0, when the timeline counts from one and says when it was. */
  zero?: string | null
  /** Instant of the entry before. */
  last?: string | null
  /** The date of "Day 1", once a later day was counted from it. */
  firstDay?: CalendarDate
  /** How the times of the day before this one have run. */
  run?: DayRun
  /** The timeline writes its times with a full stop ("10.02 maya ..."), so that "9.58 sam ..." is one too. */
  dotted?: boolean
  /** The document is from Australia, where EST is not New York's. */
  australia?: boolean
}

export type Moment = {
  at: string | null
  precision: Precision
  date: CalendarDate | null
  zone: Zone | null
  /** Place of date and time together within the text that was read. */
  index: number
  length: number
  /** Why the instant may be another, or why there is none though a time is given; for a person to decide. */
  doubt: string | null
}

/** A date as a line gives it: null when it can be read in two ways; `doubt` when a person should look at it. */
export type LineDate = { date: CalendarDate | null; doubt: string | null }

/** A jump back by more than this many minutes, without a date, means that midnight has passed. */
const MIDNIGHT_JUMP = 6 * 60

/**
 * The moment that a time and the date in front of it stand for. Moves `clock` on, so that later times inherit the date.
 * `given`: the date that stands with this time, if any.
 */
export function readMoment(hit: TimeHit, given: CalendarDate | LineDate | null, clock: Clock): Moment {
  const own = given && ('year' in given ? { date: given, doubt: null } : given)
  const minutes = hit.hour * 60 + hit.minute
  let doubt = own?.doubt ?? null
  if (!own && clock.aside && clock.stated) Object.assign(clock, { date: clock.stated, minutes: null })
  clock.aside = own?.date && clock.stated ? isoDate(own.date) !== isoDate(clock.stated) : false
  if (own) {
    clock.date = own.date
    clock.dateDoubt = null
  } else if (clock.date && clock.minutes !== null && clock.minutes - minutes > MIDNIGHT_JUMP) {
    clock.date = addDays(clock.date, 1)
    doubt = sentence`The time is earlier than the one before it, so the next day (${isoDate(clock.date)}) was taken.`
  } else doubt = clock.date ? (clock.dateDoubt ?? null) : null
  clock.minutes = minutes
  // while no statement holds for all times, a zone goes on to the times below the one it is written with
  if (hit.zone && (clock.zone === null || clock.zoneDoubt)) {
    clock.zone = hit.zone
    clock.zoneDoubt = sentence`The time zone "${hit.zone.text}" is written with an earlier time, not with this one.`
  }
  const named = hit.zone ?? clock.zone
  const zone = named && clock.australia ? inAustralia(named) : named
  const local = clock.date && { ...clock.date, hour: hit.hour, minute: hit.minute, second: hit.second ?? 0 }
  const at = local && zone ? toInstant(local, zone) : null
  if (local && zone && !at) doubt = own?.doubt ?? noInstant(zone)
  if (at && zone && isOutOfSeason(zone, at)) doubt ??= outOfSeason(zone, at)
  clock.last = at
  const exact = hit.second === null ? 'minute' : 'second'
  return {
    at,
    precision: hit.hourOnly ? 'hour' : hit.approximate ? 'approximate' : exact,
    date: clock.date,
    zone,
    index: hit.index,
    length: hit.length,
    doubt: doubt ?? (at && !hit.zone ? (clock.zoneDoubt ?? null) : null),
  }
}

/** A moment of which only the day is known: the local midnight that begins it, with precision `day`. */
export function readDay(given: CalendarDate | LineDate, clock: Clock, index: number, length: number): Moment {
  const { date, doubt } = 'year' in given ? { date: given, doubt: null } : given
  clock.date = date
  clock.dateDoubt = null
  clock.minutes = null
  const zone = clock.zone
  const at = zone && date ? toInstant({ ...date, hour: 0, minute: 0, second: 0 }, zone) : null
  const failed = zone && date && !at ? noInstant(zone) : null
  return { at, precision: 'day', date, zone, index, length, doubt: failed ?? doubt }
}

function noInstant(zone: Zone): string {
  if (zone.kind === 'ambiguous')
    return sentence`The time zone "${zone.text}" stands for several offsets, so the time has no instant yet. Say which is meant.`
  if (zone.kind === 'fixed')
    return sentence`"${zone.text}" is no clock's name there in that season, and means another offset elsewhere. Say which is meant.`
  return sentence`The clocks were changed at this time, so it does not stand for exactly one instant. Say which is meant.`
}

function outOfSeason(zone: Zone, at: string): string {
  return sentence`The clocks did not show "${zone.text}" on this date. It was read as written, ${offsetAt(zone, at) ?? ''}; say so if the other half of the year was meant.`
}

/** The date of `hit`, checked against the weekday beside it, its year taken from the clock's date when it has none. */
export function lineDate(hit: DateHit, text: string, clock: Clock): LineDate {
  const written = text.slice(hit.index, hit.index + hit.length)
  if (hit.ambiguous)
    return {
      date: null,
      doubt: sentence`"${written}" has two readings: nothing in the document tells day and month apart.`,
    }
  const date = completeDate(hit, clock.date)
  if (!date) return { date: null, doubt: null }
  const weekday = weekdayBeside(text, hit.index, hit.length)
  const actual = new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay() || 7
  if (weekday !== null && weekday !== actual)
    return { date, doubt: sentence`The weekday does not fit the date ${isoDate(date)}. One of the two is wrong.` }
  if (hit.year === null && clock.date && date.year < clock.date.year)
    return {
      date,
      doubt: sentence`"${written}" has no year; ${date.year} was taken, which is nearest to the dates before it.`,
    }
  return { date, doubt: null }
}

/** The first complete date in `text`, its year taken from `anchor` when it has none. */
export function firstDate(
  text: string,
  anchor: CalendarDate | null,
  order: DateOrder | null = null,
): CalendarDate | null {
  for (const hit of findDates(text.slice(0, 2000), order)) {
    const date = completeDate(hit, anchor)
    if (date) return date
  }
  return null
}
