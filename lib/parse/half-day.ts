import { type CalendarDate, isoDate } from './dates'
import type { TimeHit } from './times'

/** How the times of a list have run so far on one day: its date where one is written, and the minutes of the latest time. */
export type DayRun = { day: string | null; minutes: number; rising: boolean; afternoon: boolean }

const NOON = 12 * 60
/** A fall by more than this is the other half of the day, or another day, and no line out of its order. */
const FALL = 6 * 60
const SLACK = 60

/**
 * Whether "1:50" is ten to two in the afternoon: it stands without "am" or "pm" and without a leading zero below times of the
 * same day that rose towards noon ("11:54", "12:16"), so the list is written by a clock of twelve hours. `written`: the time
 * as the line has it; `date`: the date in front of it, if any. Gives also the run that the next line goes on from.
 */
export function readHalfDay(
  hit: TimeHit,
  written: string,
  date: CalendarDate | null,
  run: DayRun | undefined,
): { afternoon: boolean; run: DayRun } {
  const day = date ? isoDate(date) : (run?.day ?? null)
  const minutes = hit.hour * 60 + hit.minute
  const begun: DayRun = { day, minutes, rising: false, afternoon: false }
  if (!run || day !== run.day) return { afternoon: false, run: begun }
  const bare = !hit.half && !hit.hourOnly && hit.hour > 0 && hit.hour < 12 && !/^\D{0,4}0/.test(written)
  const falls = run.minutes - minutes > FALL
  const afternoon =
    bare && (run.afternoon ? minutes + NOON >= run.minutes - SLACK : run.rising && falls && run.minutes < NOON + 60)
  if (falls && !afternoon) return { afternoon: false, run: begun }
  const shown = afternoon ? minutes + NOON : minutes
  return { afternoon, run: { day, minutes: shown, rising: shown > run.minutes, afternoon } }
}
