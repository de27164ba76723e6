import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator'
import type { CalendarView } from '@/lib/schema/feed'

const DAY_MS = 86_400_000
/** Programs that ask by themselves do so once an hour. */
const HOUR_SECONDS = 3600

/** What no text of a calendar may hold: control characters but line ends, and halves of characters. */
const UNSAYABLE = /[^\t\n\u{20}-\u{7E}\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu
/** Some programs end a line of the file at every sign that Unicode calls one: what follows would be a line of its own. */
const sayable = (text: string) => text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(UNSAYABLE, '\u{FFFD}')

/**
 * Due dates as a calendar (RFC 5545): an event of the whole day for each. Not a to-do: Google Calendar and Outlook leave those of a subscribed
 * calendar out without a word. The day counts as free. `base` is the address of this site without a slash at the end.
 */
export function writeCalendar({ title, events }: CalendarView, base: string): string {
  const calendar = ical({
    name: sayable(`${title} · Hindsight`),
    prodId: { company: 'Hindsight', product: 'Action items', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: HOUR_SECONDS,
  })
  for (const { id, title: summary, description, path, due, version, updatedAt } of events) {
    const start = new Date(`${due}T00:00:00Z`)
    calendar.createEvent({
      id: `${id}@hindsight`,
      summary: sayable(summary),
      description: sayable(`${description}\n${base}${path}`),
      url: `${base}${path}`,
      start,
      end: new Date(start.getTime() + DAY_MS),
      allDay: true,
      transparency: ICalEventTransparency.TRANSPARENT,
      sequence: version,
      // Not the time of asking: what has not changed is written the same.
      stamp: new Date(updatedAt),
      lastModified: new Date(updatedAt),
    })
  }
  return calendar.toString()
}
