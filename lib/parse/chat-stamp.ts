import { type DateHit, type DateOrder, findDates, orderedDate } from './dates'
import { halfWidth } from './half-width'
import { light } from './light-expression'
import { remembered } from './remembered'
import { WEEKDAY_PATTERN } from './weekdays'
import { type Zone, zoneNamed } from './zones'

/** A date of digits, whose order only the whole conversation may tell, or one of words. */
export type ChatDate =
  { kind: 'digits'; first: number; second: number; year: number | null } | { kind: 'date'; hit: DateHit }

/** A time as a chat shows it beside a message; everything but the clock reading may be missing. */
export type ChatStamp = {
  hour: number
  minute: number
  second: number | null
  /** Which half of the day, where the clock has twelve hours. */
  half: 'a' | 'p' | null
  date: ChatDate | null
  /** Days from the day of the copying: "Today" 0, "Yesterday" -1. */
  relative: number | null
  zone: Zone | null
}

/** A day: a date as far as it is written, or its distance in days from the day of the copying. */
export type ChatDay = Pick<ChatStamp, 'date' | 'relative'>

/** Longest stamp: "Wednesday, September 30th, 2026 at 11:42:03 PM GMT+02:00". */
const MAX_STAMP = 70
const CLOCK = '(?:[01]?\\d|2[0-4])[:：h][0-5]\\d(?:[:：][0-5]\\d(?:[.,]\\d{1,9})?)?'
const HALF = '[ \\u00a0\\u202f]?[AaPp]\\.?[ \\u00a0\\u202f]?[Mm](?![\\p{L}\\p{N}])\\.?'
/** Source of a regular expression for a time of day, for use in others. */
export const CLOCK_PATTERN = `(?:(?:午前|午後|上午|下午|오전|오후) ?)?(?:${CLOCK}|(?:[01]?\\d|2[0-4]) ?[時时시] ?[0-5]?\\d ?[分분])(?:${HALF})?`
/** Source of a regular expression for a date of digits, for use in others. */
export const DIGIT_DATE_PATTERN =
  '(?:\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}(?:[-/.](?:\\d{4}|\\d{2})(?!\\d)|[/.](?!\\d)))'

const TIME = light(
  /(?<![\d:.,])(?:(?<part>午前|午後|上午|下午|오전|오후) ?)?(?<hour>[01]?\d|2[0-4])(?:[:：h](?<minute>[0-5]\d)(?:[:：](?<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?![:：]?\d)| ?[時时시] ?(?<minute2>[0-5]?\d) ?[分분])(?:[ \u00a0\u202f]?(?<half>[AaPp])\.?[ \u00a0\u202f]?[Mm](?![\p{L}\p{N}])\.?)?/u,
)
const ISO_DATE = /(?<!\d)(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})(?!\d)/
const DIGIT_DATE =
  /(?<!\d)(?<first>\d{1,2})(?<mark>[-/.])(?<second>\d{1,2})(?:[-/.](?<year>\d{4}|\d{2})(?!\d)|\.)?(?!\d)/
/** "Today" and "Yesterday" as clients write them. */
const TODAY = light(
  /(?<!\p{L})(?:today|heute|сегодня|aujourd['’]hui|hoy|oggi|hoje|vandaag|idag|dzisiaj|dziś)(?!\p{L})|今日|本日|今天|오늘/iu,
)
const YESTERDAY = light(
  /(?<!\p{L})(?:yesterday|gestern|вчера|hier|ayer|ieri|ontem|gisteren|igår|wczoraj)(?!\p{L})|昨日|昨天|어제/iu,
)
/** Words and marks that join the parts of a stamp. */
const JOINTS = light(
  /(?<!\p{L})(?:at|on|um|am|den|der|à|le|du|a las|el|de|del|в|во|г|года|kl|om|o|alle|às|às|as|uhr|uur)(?!\p{L})\.?/giu,
)
const WEEKDAY = light(new RegExp(`(?<!\\p{L})${WEEKDAY_PATTERN}(?!\\p{L})\\.?|曜日|[(（][月火水木金土日][)）]`, 'giu'))
const PLAIN = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])[Mm])?$/

/** The time that `text` as a whole stands for, with a date and a zone where it has them; null when it says anything else. */
export const readStamp = remembered((text: string): ChatStamp | null => {
  const plain = PLAIN.exec(text)
  if (plain) return clock(plain[1], plain[2], plain[3], plain[4])
  if (text.length > MAX_STAMP || !/\d/.test(text)) return null
  const written = halfWidth(text)
  const time = TIME.exec(written)
  if (!time) return null
  const { part, hour, minute, minute2, second, half } = time.groups ?? {}
  const named = part ? (/午後|下午|오후/.test(part) ? 'p' : 'a') : half
  const stamp = clock(hour, minute ?? minute2, second, named)
  if (!stamp) return null
  const before = written.slice(0, time.index)
  const day = readDayWords(`${before.replace(/T$/, ' ')} ${written.slice(time.index + time[0].length)}`)
  if (!day) return null
  const zone = day.rest === '' ? null : zoneNamed(day.rest)
  if (day.rest !== '' && !zone) return null
  return { ...stamp, date: day.date, relative: day.relative, zone }
})

/** "--- Day changed Fri Apr 19 2024", "--- Log opened Fri Apr 19 11:42:03 2024", as IRC clients write. */
const LOG_DAY =
  /^(?:---|\*\*\*|Session)[ \t]*(?:Day changed|Log opened|Log closed|Start:|Close:)(?: to)?[ \t]+(.{6,50})$/

/** The day that `text` as a whole names or that a log says it has come to. */
export function readDay(text: string): ChatDay | null {
  const logged = LOG_DAY.exec(text)?.[1]
  return logged === undefined ? readDivider(text) : (readDivider(logged) ?? readStamp(logged))
}

/** The day that `text` as a whole names ("Friday, April 19th", "Gestern", "2026-04-19"); null when it says anything else. */
export const readDivider = remembered((text: string): ChatDay | null => {
  const bare = text.replace(/^[\s\-–—=_*#•·]+|[\s\-–—=_*•·]+$/g, '')
  if (bare === '' || bare.length > 50 || /[:?!]/.test(bare)) return null
  // a figure of the prose ("1.5", "3/4") is no date
  if (/^[\d./-]+$/.test(bare) && !/\d{4}/.test(bare)) return null
  const day = readDayWords(halfWidth(bare))
  if (!day || day.rest !== '' || (!day.date && day.relative === null)) return null
  return day.date?.kind === 'date' && day.date.hit.day === null ? null : { date: day.date, relative: day.relative }
})

function readDayWords(text: string): { date: ChatDate | null; relative: number | null; rest: string } | null {
  let rest = text.replace(/\s+/g, ' ')
  const relative = TODAY.test(rest) ? 0 : YESTERDAY.test(rest) ? -1 : null
  if (relative !== null) rest = rest.replace(relative === 0 ? TODAY : YESTERDAY, ' ')
  const found = /\d/.test(rest) ? findDay(rest) : null
  if (found) rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + found.length)}`
  // an offset of the zone is no joint
  rest = rest
    .replace(WEEKDAY, ' ')
    .replace(JOINTS, ' ')
    .replace(/[,;·•|()[\]（）]|(?<![\p{L}\d])[-–—](?!\d)/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return { date: found?.date ?? null, relative, rest }
}

function findDay(text: string): { date: ChatDate; index: number; length: number } | null {
  const iso = ISO_DATE.exec(text)
  const { year, month, day } = iso?.groups ?? {}
  if (iso && isDay(Number(month), Number(day))) {
    const hit = { year: Number(year), month: Number(month), day: Number(day), vague: false }
    return {
      date: { kind: 'date', hit: { ...hit, index: 0, length: 0 } },
      index: iso.index,
      length: iso[0].length,
    }
  }
  const digits = iso ? null : DIGIT_DATE.exec(text)
  if (digits) {
    const { first = '', second = '', year: short, mark } = digits.groups ?? {}
    const written = short === undefined ? null : Number(short) + (short.length === 2 ? 2000 : 0)
    const place = { index: digits.index, length: digits[0].length }
    const read = orderedDate(Number(first), Number(second), mark === '.' ? 'dmy' : null)
    if (read && isDay(read.month, read.day)) {
      if (!read.ambiguous) {
        const hit = { year: written, month: read.month, day: read.day, vague: false, index: 0, length: 0 }
        return { date: { kind: 'date', hit }, ...place }
      }
      return { date: { kind: 'digits', first: Number(first), second: Number(second), year: written }, ...place }
    }
  }
  const [hit, more] = findDates(text)
  return hit && !more ? { date: { kind: 'date', hit }, index: hit.index, length: hit.length } : null
}

function isDay(month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

/** The date as far as it is written, read in `order`; null when it has two readings. */
export function chatDay(date: ChatDate, order: DateOrder | null): Pick<DateHit, 'year' | 'month' | 'day'> | null {
  if (date.kind === 'date') return date.hit
  const read = orderedDate(date.first, date.second, order)
  return read && !read.ambiguous ? { year: date.year, month: read.month, day: read.day } : null
}

function clock(hour = '', minute = '', second?: string, half?: string): ChatStamp | null {
  const side = half ? (half.toLowerCase() === 'p' ? 'p' : 'a') : null
  const read = Number(hour)
  if (read > 24 || Number(minute) > 59 || Number(second ?? 0) > 59) return null
  const late = side === 'p' && read < 12 ? read + 12 : side === 'a' && read === 12 ? 0 : read
  return {
    hour: late === 24 ? 0 : late,
    minute: Number(minute),
    second: second === undefined ? null : Number(second),
    half: side,
    date: null,
    relative: null,
    zone: null,
  }
}
