import { type ChatDate, chatDay, type ChatStamp } from './chat-stamp'
import { addDays, type CalendarDate, completeDate, type DateOrder } from './dates'
import { toInstant, type Zone } from './zones'

/** What the times of a conversation inherit; it moves on with every message that is read. */
export type ChatClock = {
  /** Zone of all times, as far as the text or a person says. */
  zone: Zone | null
  order: DateOrder | null
  /** Day of the message before, in the clock's zone; its divider's, if it has any. */
  date: CalendarDate | null
  /** The last date that was written, which gives others their year. */
  anchor: CalendarDate | null
  /** "Today" 0, "Yesterday" -1, of the last divider or message that said so. */
  relative: number | null
  /** Second of the day of the message before. */
  last: number | null
  /** The clock has twelve hours: a time without its half is the next that comes. */
  halves: boolean
}

/** A jump back by more than this, in seconds, without a date, means that midnight has passed. */
const MIDNIGHT_JUMP = 6 * 3600

/** The date of a divider: every message below is of that day. A date without a year that nothing gives is unknown. */
export function moveToDay(clock: ChatClock, date: ChatDate | null, relative: number | null): void {
  if (date) {
    const read = chatDay(date, clock.order)
    clock.date = read && completeDate(read, clock.anchor)
    clock.anchor = clock.date ?? clock.anchor
  } else if (relative !== null) {
    const days = clock.relative === null ? null : relative - clock.relative
    if (clock.date && days !== null) clock.date = addDays(clock.date, days)
    else if (clock.last !== null) clock.date = null
    clock.relative = relative
  }
  clock.last = null
}

/** The instant of a message's time; null without a date or a zone. `date` says whether its day is known. */
export function readInstant(stamp: ChatStamp, clock: ChatClock): { at: string | null; dated: boolean } {
  const day = stamp.date || (stamp.relative !== null && stamp.relative !== clock.relative)
  if (day) moveToDay(clock, stamp.date, stamp.relative)
  const hour = hourOf(stamp, clock)
  const second = hour * 3600 + stamp.minute * 60 + (stamp.second ?? 0)
  if (!day && clock.last !== null && clock.last - second > MIDNIGHT_JUMP && clock.date && stamp.relative === null)
    clock.date = addDays(clock.date, 1)
  clock.last = second
  const zone = stamp.zone ?? clock.zone
  const local = clock.date && { ...clock.date, hour, minute: stamp.minute, second: stamp.second ?? 0 }
  return { at: local && zone ? toInstant(local, zone) : null, dated: local !== null }
}

function hourOf(stamp: ChatStamp, clock: ChatClock): number {
  if (stamp.half !== null) clock.halves = true
  else if (clock.halves && stamp.hour <= 12 && clock.last !== null) {
    // "12:03" behind "11:58 PM" is past midnight, "1:05" behind "12:58 PM" in the afternoon
    const early = stamp.hour % 12
    const seconds = early * 3600 + stamp.minute * 60 + 59
    if (seconds >= clock.last) return early
    return seconds + 12 * 3600 >= clock.last ? early + 12 : early
  }
  return stamp.hour
}
