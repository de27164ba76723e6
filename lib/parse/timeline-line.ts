import { sentence } from '@/lib/schema/sentence'
import { addDays, type DateHit, findDates, orderedDate } from './dates'
import { readHalfDay } from './half-day'
import { halfWidth } from './half-width'
import { light } from './light-expression'
import { type Clock, lineDate, type LineDate, type Moment, readDay, readMoment } from './moment'
import { cut, type Piece } from './piece'
import { addSeconds, readOffset } from './relative-times'
import { findTimes, type TimeHit } from './times'
import { WEEKDAY_PATTERN } from './weekdays'
import { findZone, type Zone, ZONE_PATTERN, zoneNamed } from './zones'

/**
 * A line that begins with a time: what it means, where it is written, and what stands behind it. `moment` is null where the
 * time counts from an instant that the document does not give ("T+15m").
 */
export type TimedLine = { moment: Moment | null; timePiece: Piece; body: Piece }

const PROSE = light(
  new RegExp(
    `^[\\s*_\`([]*(?:${'at|by|on|from|since|around|about|until|um|gegen|ab|seit|в|около|с|к|à|vers|a las|sobre|às|alle|om|rond|kl\\.?|vid|o'})\\s`,
    'iu',
  ),
)

/** Whether a line begins as a sentence does ("At 10:02 the team ..."): its time may be one of several that it tells. */
export function beginsAsProse(text: string): boolean {
  return PROSE.test(text.slice(0, 24))
}

/** How far into a line its time may reach. */
const HEAD = 180
/** Between an entry's time and its text. */
const SEPARATOR = light(/^(?:[\s*_`\])）】|,;:：–—-]|→|=>|»|·|&(?:[nm]dash|nbsp|rarr|middot);|\.(?!\d))+/u)
const PREPOSITIONS =
  'at|am|um|on|by|around|about|approx\\.?|ca\\.?|circa|from|since|gegen|ab|seit|von|den|в|около|с|к|примерно|à|vers|le|dès|a las|el|sobre|às|as|em|no dia|por volta das|alle|ore|il|verso le|om|rond|op|vanaf|kl\\.?|den|vid|runt|från|o|ok\\.|około|od|dnia|w dniu|o godzinie|godzina|godz\\.?|h\\.'
/** What may stand before an entry's time: marks, emoji, a checkbox, a weekday, "at", "~", the word "Time:". */
const LEAD = new RegExp(
  `^(?:[\\s*_\`[(（【|~≈@>-]|\\[[ xX]\\]|\\p{Extended_Pictographic}|[\\uFE0F\\u200D]|(?:${PREPOSITIONS})(?![\\p{L}])|(?:time(?:stamp)?|when|zeit|uhrzeit|heure|hora|ora|tijd|tid|czas|время|時刻|时间)\\s?[:：]|${WEEKDAY_PATTERN}(?![\\p{L}])\\.?,?)*`,
  'iu',
)
/** "JST 2025-03-05 13:00", "UTC 10:02", "日本時間 10:02": the zone in front of the time, a mark or nothing between. */
const FRONT_ZONE = light(new RegExp(`^(?<zone>${ZONE_PATTERN})[)\\]）】]?[ :：]{0,3}(?=\\d|[午上下오])`, 'u'))
const DATE_TO_TIME = light(
  new RegExp(
    `^(?:[\\s*_\`,.:：T)\\]）】|~≈–—/-]|[(（][^()（）]{1,12}[)）]|${WEEKDAY_PATTERN}(?![\\p{L}])|(?:${PREPOSITIONS}|и|г\\.?|года|r\\.?|roku|klo|の|に|日|at)(?![\\p{Ll}]))*`,
    'iu',
  ),
)
/** Behind a date: nothing but the name of its day ("22/05/2025 (quinta-feira)"). */
const ONLY_WEEKDAY = light(
  new RegExp(
    `^[\\s*_()（）【】,.:：–—-]*(?:${WEEKDAY_PATTERN}|[一二三四五六日月火水木金土월화수목금토일])[\\s*_()（）【】,.:：–—-]*$`,
    'iu',
  ),
)
/** "(all times UTC)" behind a date that stands for the lines below. */
const ONLY_TIMES = light(
  /^[\s*_(（[:,–—-]*(?:all |alle |todas las |tous les |toutes les )?(?:times?|timestamps?|zeiten|uhrzeiten|zeitangaben|heures|horaires|horas)(?: (?:are|is|given|below|in|sind|sont|en|son))*\s*[:：]?\s*[\p{L}\d+:/_ -]{1,24}[\s*_)）\].:]*$/iu,
)
/** What stands between the two ends of a stretch of time. */
export const RANGE = light(
  /^[\s*_`]*(?:-|–|—|−|~|～|〜|→|->|to|until|till|through|thru|and|bis|до|по|à|au|a|al|hasta|até|tot|till|do|から|至|到|부터)[\s*_`]*$/iu,
)
const OTHER_ZONE = light(/^[\s*_`]*(?:\(|\/|\||=|aka|or|resp\.|bzw\.)[\s*_`(]*$/iu)
/** A date behind its time: "22:30 UTC (Oct 29) - ...", "10:02 on 5 March: ...". */
const DATE_BEHIND = light(/^[\s*_`]*(?:,\s*|\(\s*|(?:on|am|den|le|el|em|il|op|w dniu)\s+(?:the\s+)?)$/iu)
/** "Fri Jun 25 16:13:00 UTC 2021": the year stands last, as the command `date` prints it. */
const YEAR_BEHIND = /^ ((?:19|20)\d\d)(?=[\s*_`)\]:,;|–—-]|$)/
const OFFSET_BEHIND = light(/^[\s*_`]*[(（[]\s*T?\s?[+±−-]\s?\d[^()（）[\]]{0,14}[)）\]]/u)

/**
 * Reads a line that begins with a time, a date with a time, or a date with text behind it; null when it begins with something
 * else. A range belongs to the time and its first instant counts; the same time in other zones belongs to it too.
 */
export function readTimedLine(piece: Piece, clock: Clock): TimedLine | null {
  return readClockLine(piece, clock) ?? readOffsetLine(piece, clock)
}

/** "T+15m", "15 minutes later": an instant only when the one it counts from is known. */
function readOffsetLine(piece: Piece, clock: Clock): TimedLine | null {
  const offset = readOffset(piece.text)
  if (!offset) return null
  // "T0 (10:02 UTC)" and "T+15m (10:17 UTC)" give the time themselves
  const behind = /^[\s*_`]*(?:[(（=:@–—-]|at|is)[\s*_`]*/iu.exec(piece.text.slice(offset.length, offset.length + 12))
  if (behind) {
    const from = offset.length + behind[0].length
    const before = { ...clock }
    const days = offset.from === 'before' ? (offset.seconds ?? 0) / 86_400 : 0
    // "two days later at 09:00": the clock time is of that day
    if (days > 0 && Number.isInteger(days) && clock.date)
      Object.assign(clock, { date: addDays(clock.date, days), minutes: null })
    const own = readClockLine(cut(piece, from), clock)
    if (
      own &&
      /[(（]/.test(behind[0]) ===
        /^[\s*_`]*[)）]/u.test(piece.text.slice(own.timePiece.end - piece.start, own.timePiece.end - piece.start + 8))
    ) {
      if (offset.seconds === 0 && own.moment?.at) clock.zero = own.moment.at
      return { ...own, timePiece: cut(piece, 0, own.timePiece.end - piece.start) }
    }
    Object.assign(clock, before)
  }
  const base = offset.from === 'zero' ? clock.zero : clock.last
  const known = base && offset.seconds !== null ? addSeconds(base, offset.seconds) : null
  const moment: Moment | null = known
    ? {
        at: known,
        precision: offset.from === 'before' ? 'approximate' : 'minute',
        date: null,
        zone: null,
        index: 0,
        length: offset.length,
        doubt: offset.from === 'before' ? sentence`The instant was counted from the entry before it.` : null,
      }
    : null
  clock.last = known
  return split(piece, moment, 0, offset.length)
}

function readClockLine(piece: Piece, clock: Clock): TimedLine | null {
  const head = halfWidth(piece.text.slice(0, HEAD))
  const marks = LEAD.exec(head)?.[0].length ?? 0
  const front = FRONT_ZONE.exec(head.slice(marks))
  const lead = marks + (front?.[0].length ?? 0)
  const stamp = readStamp(piece, lead)
  if (stamp) return stamp
  const dates = findDates(head, clock.order ?? null, true).filter((hit) => hit.day !== null)
  const dateHit = dates.find((hit) => hit.index <= lead) ?? shortDate(head, lead, clock) ?? null
  const afterDate = dateHit ? dateHit.index + dateHit.length : 0
  const gap = dateHit ? afterDate + (DATE_TO_TIME.exec(head.slice(afterDate))?.[0].length ?? 0) : lead
  const times = findTimes(head)
  const found =
    times.find((hit) => hit.index <= gap && hit.index >= afterDate) ??
    bareTime(head, gap, dateHit !== null || clock.minutes !== null) ??
    (clock.dotted ? dottedTime(head, gap) : undefined)
  const time = found && front?.groups?.zone && !found.zone ? { ...found, zone: zoneNamed(front.groups.zone) } : found
  if (!time) return dateHit ? readDayLine(piece, dateHit, clock) : null
  const start = Math.min(dateHit?.index ?? time.index, time.index)
  const reading = readTimes(head, times, dates, time)
  let end = reading.end
  const year = dateHit && dateHit.year === null ? YEAR_BEHIND.exec(head.slice(end)) : null
  if (year) end += year[0].length
  let date = dateHit ? lineDate(year ? { ...dateHit, year: Number(year[1]) } : dateHit, head, clock) : null
  const behind = date ? null : dateBehind(head, end, dates)
  if (behind) {
    date = lineDate(behind, head, clock)
    end = behind.index + behind.length
  }
  const moment = momentOf(inHalfDay(reading.times, head, date, clock), date, clock)
  if (clock.run?.afternoon) moment.doubt ??= AFTERNOON
  end += dateBehindEnd(head, end, behind)
  end += OFFSET_BEHIND.exec(head.slice(end))?.[0].length ?? 0
  return split(piece, moment, start, end)
}

const AFTERNOON = sentence`The time stands without "am" or "pm" and is earlier than the one before it: the afternoon was taken.`

function inHalfDay(times: TimeHit[], head: string, date: LineDate | null, clock: Clock): TimeHit[] {
  const [time, other] = times
  if (!time || other) return times
  const written = head.slice(time.index, time.index + time.length)
  const { afternoon, run } = readHalfDay(time, written, date?.date ?? null, clock.run)
  clock.run = run
  return afternoon ? [{ ...time, hour: time.hour + 12 }] : times
}

function split(piece: Piece, moment: Moment | null, start: number, end: number): TimedLine {
  const separator = SEPARATOR.exec(piece.text.slice(end, end + 60))?.[0] ?? ''
  // "10:02** - **Alert**: ...": the marks that open the text in bold stay with it
  const bold =
    separator.endsWith('**') && (piece.text.slice(end + separator.length).match(/\*\*/g)?.length ?? 0) % 2 > 0 ? 2 : 0
  // "10:02 `@ines` ...": the mark that opens a name in code stays with it, too
  const code =
    separator.endsWith('`') && (piece.text.slice(end + separator.length).match(/`/g)?.length ?? 0) % 2 > 0 ? 1 : 0
  return { moment, timePiece: cut(piece, start, end), body: cut(piece, end + separator.length - bold - code) }
}

/** A line that begins with a date and has text behind it tells of that day. */
function readDayLine(piece: Piece, hit: DateHit, clock: Clock): TimedLine | null {
  const end = endOfDays(halfWidth(piece.text.slice(0, HEAD)), hit, clock)
  const rest = piece.text.slice(end, end + HEAD)
  const separator = SEPARATOR.exec(rest)?.[0].length ?? 0
  const isRange = end > hit.index + hit.length
  if (ONLY_TIMES.test(rest) && findZone(rest)) return null
  if (!isRange && (separator === 0 || !/[\p{L}\p{N}]/u.test(rest.slice(separator)) || ONLY_WEEKDAY.test(rest)))
    return null
  const date = lineDate(hit, piece.text.slice(0, HEAD), clock)
  return split(piece, readDay(date, clock, hit.index, end - hit.index), hit.index, end)
}

/** Behind the last day of "2018/02/20 - 2018/02/25", else behind the day itself. */
function endOfDays(head: string, hit: DateHit, clock: Clock): number {
  const end = hit.index + hit.length
  const next = findDates(head, clock.order ?? null, true).find((other) => other.index >= end && other.day !== null)
  return next && RANGE.test(head.slice(end, next.index)) ? next.index + next.length : end
}

/** "20260326 23:04", "03-26 23:04", "12/09 10:02", "5.3. 10:02", "05.03.24 10:02", "23/09 à 10h00": short dates count only in front of a time. */
function shortDate(head: string, lead: number, clock: Clock): DateHit | null {
  const glued = /^(?<year>20\d\d)(?<month>0[1-9]|1[0-2])(?<day>0[1-9]|[12]\d|3[01])(?=[ T_-]\d\d:\d\d)/.exec(
    head.slice(lead),
  )?.groups
  if (glued)
    return {
      index: lead,
      length: 8,
      year: Number(glued.year),
      month: Number(glued.month),
      day: Number(glued.day),
      vague: false,
    }
  const match =
    /^(?<first>\d{1,2})(?<mark>[./-])(?<second>\d{1,2})(?:\k<mark>(?<year>\d{2})?)?(?=[\s,|T]+(?:(?:à|às|a las|alle|ore|um|ob|om|kl\.?|klo|o|at|в)\s+)?[~≈]?(?:[(（][^()]{1,4}[)）]\s*)?(?:\p{Script=Han}{2}|\p{Script=Hangul}{2})?\s?\d{1,2}(?:[:.h]\d{2}|[時时点點시]))/u.exec(
      head.slice(lead),
    )
  if (!match?.groups) return null
  const { first, second, mark, year } = match.groups
  // a full stop stands only in dates that begin with the day; without one the order of the document decides
  const read = orderedDate(Number(first), Number(second), mark === '.' ? 'dmy' : (clock.order ?? null))
  if (!read || read.day < 1 || read.month < 1 || read.day > 31) return null
  return { index: lead, length: match[0].length, year: year ? 2000 + Number(year) : null, vague: false, ...read }
}

/** "0730", "10.02", "1002h", "18h05min", "07–09 Uhr" and the Flemish "9u30" as a time, only at the place where a timeline has its times. */
function bareTime(head: string, index: number, afterTimes: boolean): TimeHit | undefined {
  const match =
    /^(?:(?<hour>[01]\d|2[0-3])(?<minute>[0-5]\d)(?:\s?(?:hrs|hours|h|Uhr)(?!\p{L}))?(?![\p{L}\p{N}/.:-])|(?<hour2>[01]\d|2[0-3]|\d(?=[.]\d\d\s*[:–—|-]))[.](?<minute2>[0-5]\d)(?![\p{L}\p{N}%/]|[.:]\d)|(?<hour3>[01]?\d|2[0-3]) ?(?:h ?(?<minute3>[0-5]\d) ?(?:min|mn|m)\.?(?![\p{L}\p{N}])|(?:hs?|uur|heures?|horas?|ч|час(?:ов|а)?)\.?(?=[\s*_`)\]]*(?:[:：–—|,-]|$)))|(?<hour4>[01]?\d|2[0-3])u(?<minute4>[0-5]\d)?(?![\p{L}\p{N}])|(?<hour5>[01]?\d|2[0-3])\s?[-–—]\s?(?:[01]?\d|2[0-4])\s?(?:u|uur|Uhr|hs?|ч)\.?(?![\p{L}\p{N}]))/u.exec(
      head.slice(index),
    )
  if (!match?.groups) return undefined
  const { hour, minute, hour2, minute2, hour3, minute3, hour4, minute4, hour5 } = match.groups
  // "2019" is a year unless the lines before have times
  if (!afterTimes && (hour === '19' || hour === '20') && match[0].length === 4) return undefined
  return {
    index,
    length: match[0].length,
    hour: Number(hour ?? hour2 ?? hour3 ?? hour4 ?? hour5),
    minute: Number(minute ?? minute2 ?? minute3 ?? minute4 ?? 0),
    second: null,
    zone: null,
    approximate: false,
  }
}

/** "9.58 sam restarts it", in a timeline that writes its times so. */
function dottedTime(head: string, index: number): TimeHit | undefined {
  const match = /^(?<hour>\d)[.](?<minute>[0-5]\d)(?=:?\s\S)/u.exec(head.slice(index))
  if (!match?.groups) return undefined
  const { hour, minute } = match.groups
  return {
    index,
    length: match[0].length,
    hour: Number(hour),
    minute: Number(minute),
    second: null,
    zone: null,
    approximate: false,
  }
}

/** The time with its other wordings: the end of a range, and the same time in other zones. */
function readTimes(head: string, all: TimeHit[], dates: DateHit[], first: TimeHit): { times: TimeHit[]; end: number } {
  // copies: what was found in a text is remembered
  let last = { ...first }
  const times = [last]
  let end = first.index + first.length
  for (const [place, hit] of all.entries()) {
    if (hit.index < end) continue
    const between = withoutDates(head, end, hit.index, dates)
    const next = OTHER_ZONE.test(between) ? withZoneOfRange(hit, all[place + 1], head) : hit
    if (RANGE.test(between)) {
      last.zone ??= next.zone
      if (next.half && !last.half && last.hour <= 12) last.hour = halfLike(last, next)
    } else if (next.zone && OTHER_ZONE.test(between)) {
      last = { ...next }
      times.push(last)
    } else break
    end = next.index + next.length
  }
  if (times.length > 1) end += /^\s*[)\]]/u.exec(head.slice(end))?.[0].length ?? 0
  return { times, end }
}

/** "(12:02-12:10 CEST)": the zone behind the end of a range is that of its beginning, too. */
function withZoneOfRange(hit: TimeHit, end: TimeHit | undefined, head: string): TimeHit {
  if (hit.zone || !end?.zone || !RANGE.test(head.slice(hit.index + hit.length, end.index))) return hit
  return { ...hit, zone: end.zone }
}

function withoutDates(head: string, from: number, to: number, dates: DateHit[]): string {
  const hit = dates.find((date) => date.index >= from && date.index + date.length <= to)
  if (!hit) return head.slice(from, to)
  return `${head.slice(from, hit.index)}${head.slice(hit.index + hit.length, to).replace(/^[\s,T]+|\bat\b/gu, '')}`
}

/** "2:15 - 3:02 PM" is all afternoon; "11:30 - 1:15 PM" begins before noon. */
export function halfLike(start: TimeHit, end: TimeHit): number {
  const evening = (start.hour % 12) + 12
  const sameHalf = end.half === 'p' ? evening : start.hour % 12
  const isBefore = sameHalf * 60 + start.minute <= end.hour * 60 + end.minute
  return isBefore ? sameHalf : end.half === 'p' ? start.hour % 12 : evening
}

/** "(Oct 29)": the bracket that closes behind the date belongs to the time's wording. */
function dateBehindEnd(head: string, end: number, behind: DateHit | null): number {
  return behind ? (/^\s*[)\]]/u.exec(head.slice(end))?.[0].length ?? 0) : 0
}

function dateBehind(head: string, end: number, dates: DateHit[]): DateHit | null {
  const hit = dates.find((date) => date.index >= end && date.index < end + 12)
  if (!hit || !DATE_BEHIND.test(head.slice(end, hit.index))) return null
  const told = /\p{L}/u.test(head.slice(end, hit.index))
  return told || /^[\s*_`]*(?:[)\]:|–—-]|$)/u.test(head.slice(hit.index + hit.length)) ? hit : null
}

/** Of a time told in several zones UTC counts, else the first that gives an instant; all of them must be the same instant. */
function momentOf(times: TimeHit[], date: LineDate | null, clock: Clock): Moment {
  const before = { ...clock }
  const [first, ...others] = times
  if (!first) throw new RangeError('a line has at least one time')
  // the wall clock of the first zone goes on: lines below inherit its date
  const main = readMoment(first, date, clock)
  if (others.length === 0) return main
  const readings = [
    { time: first, moment: main },
    ...others.map((time) => ({ time, moment: alignDay(readMoment(time, date, { ...before }), main, first) })),
  ]
  const best =
    readings.find(({ time, moment }) => moment.at && isUtc(time.zone)) ?? readings.find(({ moment }) => moment.at)
  const instants = new Set(readings.flatMap(({ moment }) => moment.at ?? []))
  const clash = sentence`The line gives the time in several zones, and they are not the same instant. One of them was taken.`
  return { ...main, ...best?.moment, date: main.date, doubt: instants.size > 1 ? clash : best ? null : main.doubt }
}

function isUtc(zone: Zone | null): boolean {
  return zone?.kind === 'fixed' && zone.minutes === 0 && !zone.season
}

const DAY_LENGTH = 24 * 60 * 60 * 1000

/** The date of a line is of its first time; the same instant in another zone can be of the day before or after. */
function alignDay(moment: Moment, main: Moment, first: TimeHit): Moment {
  if (!moment.at || !main.date) return moment
  const shown = Date.UTC(main.date.year, main.date.month - 1, main.date.day, first.hour, first.minute)
  const near = main.at ? Date.parse(main.at) : shown
  const days = Math.round((near - Date.parse(moment.at)) / DAY_LENGTH)
  return { ...moment, at: new Date(Date.parse(moment.at) + days * DAY_LENGTH).toISOString().replace(/\.000Z$/, 'Z') }
}

/** Machine stamps: seconds since 1970, and the marks with which Discord and Slack store a time. */
function readStamp(piece: Piece, lead: number): TimedLine | null {
  const match =
    /^(?:(?<epoch>(?:1\d|20)\d{8})(?:[.](?<fraction>\d{1,9})|(?<millis>\d{3}))?(?![\p{L}\p{N}])|<t:(?<discord>\d{9,10})(?::[a-zA-Z])?>|<!date\^(?<slack>\d{9,10})\^[^>]{0,200}>)/u.exec(
      piece.text.slice(lead, lead + 240),
    )
  if (!match?.groups) return null
  const seconds = Number(match.groups.epoch ?? match.groups.discord ?? match.groups.slack)
  const at = new Date(seconds * 1000).toISOString().replace(/\.000Z$/, 'Z')
  const moment: Moment = {
    at,
    precision: 'second',
    date: null,
    zone: { text: 'UTC', kind: 'fixed', minutes: 0 },
    index: lead,
    length: match[0].length,
    doubt: null,
  }
  return split(piece, moment, lead, lead + match[0].length)
}
