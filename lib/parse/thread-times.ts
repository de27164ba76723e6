import type { Precision } from '@/lib/schema/draft'
import { readDuration } from './durations'
import { light } from './light-expression'
import { addSeconds } from './relative-times'
import { findTimes, type TimeHit } from './times'
import { toInstant, type Zone, zoneNamed } from './zones'

/** The time of an event as a message states it; `words` are the message's own. */
export type StatedTime = { at: string; precision: Precision; words: string; doubt: string | null }

const AMOUNT =
  '(?<n>\\d{1,3}|an?|one|two|three|five|ten|eine[rm]?|zwei|drei|fünf|zehn|une?|deux|dix|un[ao]?s?|dos|diez|um|uma|dois|dez|пару|пять|десять)'
const UNIT =
  '(?<u>s|secs?|seconds?|m|mins?|minutes?|minuten|h|hrs?|hours?|stunden?|мин\\p{L}*|час\\p{L}*|heures?|minutos?|horas?)'
const AGO = light(
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:(?<since>since|for the (?:last|past)|seit|depuis|desde hace|hace|há|faz|il y a|vor|уже)\\s)?(?<about>~|about |around |roughly |approx\\.? |ca\\.? |etwa |gut |circa |около |примерно |environ |unos |cerca de )?${AMOUNT}[ -]?${UNIT}(?![\\p{L}\\p{N}])(?<ago> ago| back|\\s(?:назад|atrás))?|(?<n2>\\d{1,3}) ?(?<u2>分|時間)(?:ほど|くらい)?前`,
    'iu',
  ),
)
const MY_CLOCK = light(
  /(?<!\p{L})(?:my (?:time|side|clock)|local(?: time)?|here|meiner zeit|ortszeit|heure locale|hora local|по моему времени)(?!\p{L})/iu,
)
const ARTICLE =
  /(?:^|\s)(?<!(?:after|since|from|with|nach|seit|depuis|après|после|desde)\s)(?:the|our|this|that|der|die|das|den|le|la|el|los|las)\s$/iu
const UTC: Zone = { text: 'UTC', kind: 'fixed', minutes: 0 }
const HALF_DAY = 12 * 3600_000
const DAY = 2 * HALF_DAY
/** A clock reading without a zone is of the hours before the message. */
const RECENT = 6 * 3600_000
/** The same where neither the author's zone nor that of the shown times is known: of another zone, it would be as far off. */
const RECENT_ANYWHERE = 2 * 3600_000
/** People's watches and the service's differ. */
const AHEAD = 3 * 60_000
/** A reading in one zone is taken when it lies at least this many times as near to the message as that in the other. */
const NEARER = 2

/**
 * The time that `text`, said at `said` (ISO 8601, UTC), gives for what it tells: "20 minutes ago", "since about 11:38",
 * "at 09:12 UTC". A bare clock reading is of the author's zone (IANA name) or of `clock`, the zone of the times that the
 * messages show (UTC where they have instants), whichever puts it clearly nearer before the message; null where both may be meant, or where no time stands.
 */
export function readStatedTime(
  text: string,
  said: string,
  zone: string | null,
  clock: string | null = null,
): StatedTime | null {
  if (!/\d|(?<!\p{L})(?:ago|hour|Stunde|час|heure|hora)/iu.test(text)) return null
  return readAgo(text, said) ?? readClock(text, said, zone, clock)
}

function readAgo(text: string, said: string): StatedTime | null {
  const match = AGO.exec(text.slice(0, 600))
  const { n, u, n2, u2, since, ago } = match?.groups ?? {}
  if (!match || !(since || ago || n2)) return null
  const duration = readDuration(`${n ?? n2 ?? ''} ${u ?? u2 ?? ''}`)
  if (!duration) return null
  const at = addSeconds(said, -Math.round(duration.minutes * 60))
  return { at: wholeMinute(at), precision: 'approximate', words: match[0].trim(), doubt: null }
}

function readClock(text: string, said: string, author: string | null, clock: string | null): StatedTime | null {
  const hit = findTimes(text.slice(0, 600)).find(({ index, length }) => !namesThing(text, index, index + length))
  if (!hit) return null
  const words = text.slice(hit.index, hit.index + hit.length)
  const precision = hit.hourOnly ? 'hour' : hit.approximate ? 'approximate' : hit.second === null ? 'minute' : 'second'
  const stated = (at: string, doubt: string | null): StatedTime => ({ at, precision, words, doubt })
  if (hit.zone) {
    const at = lastBefore(hit, hit.zone, said)
    return at === null ? null : stated(at, null)
  }
  const own = author ? zoneNamed(author) : null
  const inOwn = own ? lastBefore(hit, own, said) : null
  if (inOwn && MY_CLOCK.test(text)) return stated(inOwn, null)
  const shown = clock === null ? UTC : zoneNamed(clock)
  const inShown = shown && lastBefore(hit, shown, said)
  const ageOf = (at: string | null) => (at === null ? Infinity : Date.parse(said) - Date.parse(at))
  const [ownAge, shownAge] = [ageOf(inOwn), ageOf(inShown)]
  if (inOwn && ownAge <= RECENT && (ownAge === shownAge || Math.max(ownAge, 60_000) * NEARER <= shownAge))
    return stated(inOwn, `"${words}" has no time zone; it was read in the author's, ${author ?? ''}.`)
  const recent = clock === null && own === null ? RECENT_ANYWHERE : RECENT
  if (inShown && shownAge <= recent && Math.max(shownAge, 60_000) * NEARER <= ownAge)
    return stated(inShown, `"${words}" has no time zone; it was read in ${clock ?? 'UTC'}, as the messages' times are.`)
  return null
}

/** "The 07:00 run": the name of a thing, not the time when something happened to it. */
function namesThing(text: string, start: number, end: number): boolean {
  return (
    ARTICLE.test(text.slice(Math.max(0, start - 16), start)) &&
    /^ (?!utc|uhr|am|pm|gmt|c?est|cet|edt|pdt)\p{L}{3}/iu.test(text.slice(end))
  )
}

/** The last time before `said` when a clock in `zone` showed the reading. */
function lastBefore(hit: TimeHit, zone: Zone, said: string): string | null {
  const now = Date.parse(said)
  for (const days of [1, 0, -1, -2]) {
    const day = new Date(now + days * DAY)
    const date = { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() }
    const at = toInstant({ ...date, hour: hit.hour, minute: hit.minute, second: hit.second ?? 0 }, zone)
    if (at && Date.parse(at) <= now + AHEAD) return at
  }
  return null
}

function wholeMinute(at: string): string {
  return `${at.slice(0, 16)}:00Z`
}
