import { completeDate, findDates } from './dates'
import { light } from './light-expression'
import { readMoment } from './moment'
import { findTimes } from './times'
import { findZone, type Zone } from './zones'

/** When an incident began and ended as its page states in a line: instants, null where the page does not say. */
export type StatedBounds = { startedAt: string | null; resolvedAt: string | null; zone: Zone | null }

const OPENING = light(/^[\s*_]*(?:the )?(?:incident|issue|outage|disruption) (?:began|started|starts?)\b/iu)
const ENDING = light(/(?<!\p{L})(?:ended|until|to|resolved)(?!\p{L})/iu)

/**
 * Reads a line such as "Incident began at 2023-07-26 09:05 and ended at 2023-07-26 11:10 (all times are US/Pacific)". Dates must
 * have a year and times a zone, of their own or named in the line. Null for any other line.
 */
export function readStatedBounds(text: string): StatedBounds | null {
  const line = text.slice(0, 240)
  if (!OPENING.test(line)) return null
  const dates = findDates(line)
  const times = findTimes(line)
  const zone = times.find((time) => time.zone)?.zone ?? findZone(line)?.zone ?? null
  const [start, end] = times
  if (!start || !zone || dates.length === 0) return null
  const instantOf = (time: typeof start) => {
    const hit = dates.findLast(({ index }) => index < time.index) ?? dates[0]
    const date = hit && hit.year !== null ? completeDate(hit, null) : null
    return date && readMoment(time, date, { date: null, zone, minutes: null }).at
  }
  const startedAt = instantOf(start)
  const ended = end && ENDING.test(line.slice(start.index + start.length, end.index)) ? instantOf(end) : null
  return startedAt ? { startedAt, resolvedAt: ended && ended >= startedAt ? ended : null, zone } : null
}
