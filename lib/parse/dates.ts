import { halfWidth } from './half-width'
import { light, matchesOf } from './light-expression'
import { remembered } from './remembered'

/** A calendar date as far as a source gives it; a missing year is inherited from the document. */
export type CalendarDate = { year: number; month: number; day: number }
export type DateHit = {
  index: number
  length: number
  year: number | null
  month: number
  day: number | null
  vague: boolean
  /** "03/04/2024", whose order the source does not tell: month and day are then no more than one reading. */
  ambiguous?: boolean
}
/** Which comes first where a date is written in digits: 05/03/2024 is 5 March (`dmy`) or 3 May (`mdy`). */
export type DateOrder = 'dmy' | 'mdy'
/** The date that gives others their year, and the order in which its document writes day and month. */
export type DateAnchor = CalendarDate & { order?: DateOrder | null }

/** Month names and abbreviations; a name of several languages stands once. Case forms are listed, not guessed. */
const MONTHS = [
  'january|jan|januar|jänner|jän|января|январе|январь|январю|янв|janvier|janv|enero|ene|janeiro|gennaio|gen|januari|styczeń|stycznia|styczniu|sty',
  'february|feb|februar|feber|февраля|феврале|февраль|фев|февр|février|fevrier|févr|fév|febrero|fevereiro|fev|febbraio|februari|luty|lutego|lutym|lut',
  'march|mar|märz|maerz|mär|mrz|mrt|марта|марте|март|мар|mars|marzo|março|marco|maart|marzec|marca|marcu',
  'april|apr|апреля|апреле|апрель|апр|avril|avr|abril|abr|aprile|kwiecień|kwietnia|kwietniu|kwi',
  'may|mai|мая|мае|май|mayo|maio|maggio|mag|mei|maj|maja|maju',
  'june|jun|juni|июня|июне|июнь|июн|juin|junio|junho|giugno|giu|czerwiec|czerwca|czerwcu|cze',
  'july|jul|juli|июля|июле|июль|июл|juillet|juil|julio|julho|luglio|lug|lipiec|lipca|lipcu|lip',
  'august|aug|августа|августе|август|авг|août|aout|agosto|ago|augustus|augusti|sierpień|sierpnia|sierpniu|sie',
  'september|sept|sep|сентября|сентябре|сентябрь|сен|сент|septembre|septiembre|setiembre|setembro|settembre|set|wrzesień|września|wrześniu|wrz',
  'october|oct|oktober|okt|октября|октябре|октябрь|окт|octobre|octubre|outubro|out|ottobre|ott|październik|października|październiku|paź',
  'november|nov|ноября|ноябре|ноябрь|ноя|нояб|novembre|noviembre|novembro|listopad|listopada|listopadzie|lis',
  'december|dec|dezember|dez|декабря|декабре|декабрь|дек|décembre|decembre|déc|diciembre|dic|dezembro|dicembre|grudzień|grudnia|grudniu|gru',
]
const MONTH_BY_NAME = new Map(
  MONTHS.flatMap((names, index) => names.split('|').map((name) => [name, index + 1] as const)),
)
const MONTH = [...MONTH_BY_NAME.keys()].sort((a, b) => b.length - a.length).join('|')
// a letter of an alphabet, or a digit, in front makes it part of a word; Chinese, Japanese and Korean put no space there
const B = '(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}])'
const E = '(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}])'
const ORDINAL = '(?:st|nd|rd|th|er|re|º|ª|°|-го|-е)?\\.?'
const YEAR = '(?<year>(?:19|20)\\d{2})'
const DAY = '(?<day>3[01]|[12]\\d|0?[1-9])'
const NUMBER = '(?<month>1[0-2]|0?[1-9])'

/**
 * One expression per way to write a date, with what no such date is without and what is found faster. Where a digit begins it,
 * that is said first: the other places need no look back. Groups are named, so a month name and digits share the code that
 * reads them.
 */
const FORMS = (
  [
    // 2024-03-05, and 2024-01-15/16
    [/\d{4}[-/.]\d/, `(?=\\d)(?<![\\p{N}.:/-])${YEAR}[-/.]${NUMBER}[-/.]${DAY}(?![\\p{N}]|[-/.]\\d)(?!\\d)`],
    [/\d{4}[-/.]\d/, `(?=\\d)(?<![\\p{N}.:/-])${YEAR}[-/.]${NUMBER}[-/.]${DAY}(?=[-/]\\d{1,2}(?!\\d))`],
    // 民國113年3月5日, 令和6年3月5日: years of the Republic of China and of Japanese eras
    [
      /(?:民[國国]|令和|平成)\s?[\d元]/,
      `(?<era>民[國国]|令和|平成)\\s?(?<eraYear>\\d{1,3}|元)\\s?年\\s?${NUMBER}\\s?月\\s?${DAY}\\s?[日號号]`,
    ],
    // 2024年3月5日, 3월 5일
    [
      /\d\s?[月월]/,
      `(?=\\d)(?<!\\p{N})(?:${YEAR}\\s?[年년]\\s?)?(?<!\\p{N})${NUMBER}\\s?[月월]\\s?${DAY}\\s?[日号號일]`,
    ],
    // 2024. 3. 5.
    [/\d{4}\.\s\d/, `(?=\\d)(?<![\\p{N}.:/-])${YEAR}\\.\\s${NUMBER}\\.\\s?${DAY}(?!\\p{N}|\\.\\d)\\.?`],
    // 05.03.2024
    [
      /\.\s?(?:19|20)\d\d/,
      `(?=\\d)(?<![\\p{N}.:/-])${DAY}(?:[-–]\\d{1,2})?\\.\\s?${NUMBER}\\.\\s?${YEAR}(?!\\d|\\.\\d)`,
    ],
    // 05/03/2024 in either order
    [
      /[-/](?:19|20)\d\d/,
      `(?=\\d)(?<![\\p{N}.:/-])(?<first>3[01]|[12]\\d|0?[1-9])[-/](?<second>3[01]|[12]\\d|0?[1-9])[-/]${YEAR}(?![\\d/])(?!-\\d)`,
    ],
    // 5 March 2024 (but not within "10:31 Oct 07"), 5. März, 5 de marzo de 2024, 05-Mar-2024
    [
      /\d/,
      `(?=\\d)(?<!\\d[:：])${B}${DAY}${ORDINAL}[\\s/-]?(?:(?:[-–/]\\s?|\\s?(?:bis|und|to|and|al|au|a|до|по|и|tot|t/m|en|till|do|och|i|e|et|y)\\s(?:zum\\s|den\\s)?)\\d{1,2}${ORDINAL}\\s)?\\s?(?:of\\s|de\\s|d['’])?(?<name>${MONTH})(?![\\p{L}])\\.?(?:[,/-]?\\s?(?:(?:de|del)\\s)?(?<=[\\s/-])${YEAR}${E})?`,
    ],
    // March 5th, 2024
    [
      /[\s-]\d/,
      `${B}(?<name>${MONTH})(?![\\p{L}])\\.?[\\s-](?:the\\s)?${DAY}(?:st|nd|rd|th|<sup>(?:st|nd|rd|th)</sup>)?(?![\\p{L}\\p{N}:])(?:\\s?[-–/]\\s?\\d{1,2}(?:st|nd|rd|th)?(?![\\d:]))?(?:(?:,?\\s|-)(?:of\\s)?${YEAR}${E})?`,
    ],
    [/\s(?:19|20)\d\d/, `${B}(?<name>${MONTH})(?![\\p{L}])\\.?,?\\s(?:de\\s)?${YEAR}${E}`],
    [
      /./,
      `(?<=${B}(?:early|mid|late|since|in|anfang|mitte|ende|seit|im|начале|середине|конце|с|в|début|fin)[ -])(?<name>${MONTH})${E}`,
    ],
  ] satisfies [hint: RegExp, source: string][]
).map(([hint, source]) => ({ hint, form: light(new RegExp(source, 'giu')) }))
const LAST_FORM = FORMS.slice(-1)
/** The first year of each way to count them, by its first character. */
const FIRST_YEAR: Record<string, number> = { 民: 1912, 令: 2019, 平: 1989 }
/** Words that are month names and everyday words: only a capital, a year or a day in front makes them a date. */
const EVERYDAY = new Set(
  'may mar march marco mai maj maju maja set out gen mag sep dec dic ago mars мае мая lug jun jul fin lis lip sie cze sty lut gru'.split(
    ' ',
  ),
)
/** Of those, the ones that follow a number in everyday text ("3 out of 5", "node 3 may fail"). */
const AFTER_NUMBERS = new Set('may march marco set out gen mag ago mar sie lip lis'.split(' '))

/**
 * Every date in `written`, in order, without overlaps. `order` says how "05/03/2024" is to be read; without it such dates are left
 * out, or with `ambiguous` true given as what they are.
 */
export function findDates(written: string, order: DateOrder | null = null, ambiguous = false): DateHit[] {
  return READERS[order ?? 'unknown'][ambiguous ? 1 : 0](written)
}

const reader = (order: DateOrder | null, ambiguous: boolean) =>
  remembered((written) => readDates(written, order, ambiguous))
const READERS = {
  dmy: [reader('dmy', false), reader('dmy', true)],
  mdy: [reader('mdy', false), reader('mdy', true)],
  unknown: [reader(null, false), reader(null, true)],
} as const

function readDates(written: string, order: DateOrder | null, ambiguous: boolean): DateHit[] {
  const text = halfWidth(written)
  const hits: DateHit[] = []
  // without a digit only "early December" is left to find
  for (const { hint, form } of /\d/.test(text) ? FORMS : LAST_FORM) {
    if (!hint.test(text)) continue
    for (const match of matchesOf(text, form)) {
      const hit = readHit(match, order)
      if (hit) hits.push(hit)
    }
  }
  hits.sort((a, b) => a.index - b.index || b.length - a.length)
  const kept: DateHit[] = []
  for (const hit of hits) {
    const last = kept.at(-1)
    if (!last || last.index + last.length <= hit.index) kept.push(hit)
  }
  return ambiguous ? kept : kept.filter((hit) => !hit.ambiguous)
}

function readHit(match: RegExpMatchArray, order: DateOrder | null): DateHit | null {
  const { year: written, era, eraYear, month, day, name, first, second } = match.groups ?? {}
  const began = FIRST_YEAR[era?.slice(0, 1) ?? '']
  const year = began ? String(began - 1 + (eraYear === '元' ? 1 : Number(eraYear))) : written
  if (name && EVERYDAY.has(name) && !year) {
    const afterDay = day !== undefined && /^\d/.test(match[0])
    if (!afterDay || AFTER_NUMBERS.has(name)) return null
  }
  const place = { index: match.index ?? 0, length: match[0].length, year: year ? Number(year) : null }
  if (first && second) {
    const read = orderedDate(Number(first), Number(second), order)
    return read && isDay(place.year, read.month, read.day) ? { ...place, ...read, vague: false } : null
  }
  const number = name ? MONTH_BY_NAME.get(name.toLowerCase()) : Number(month)
  if (!number) return null
  const dayNumber = day ? Number(day) : null
  if (dayNumber !== null && !isDay(place.year, number, dayNumber)) return null
  return { ...place, month: number, day: dayNumber, vague: !day }
}

/** Day and month of two numbers: 25/04 has one reading, 03/04 needs to be told its order. Null when neither can be a month. */
export function orderedDate(
  first: number,
  second: number,
  order: DateOrder | null,
): { month: number; day: number; ambiguous: boolean } | null {
  if (first > 12 && second > 12) return null
  const ambiguous = first <= 12 && second <= 12 && first !== second && order === null
  const monthFirst = second > 12 || (first <= 12 && order === 'mdy')
  return monthFirst ? { month: first, day: second, ambiguous } : { month: second, day: first, ambiguous }
}

function isDay(year: number | null, month: number, day: number): boolean {
  return day <= daysIn(year ?? 2024, month)
}

const MONTH_START = light(new RegExp(`^\\s*(?:${MONTH})(?![\\p{L}])`, 'iu'))

/** Whether `text` begins with the name of a month: the full stop before it is of a date ("6. Mai"), not of a sentence. */
export function startsWithMonth(text: string): boolean {
  return MONTH_START.test(text.slice(0, 24))
}

export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** `2026-01-08`. */
export function isoDate(date: CalendarDate): string {
  return `${date.year}-${pad(date.month)}-${pad(date.day)}`
}

/** The date as far as it is known: `2026-03` when the day is not given; null without a year. */
export function partialDate(hit: { year: number | null; month: number; day: number | null }): string | null {
  if (hit.year === null) return null
  return hit.day === null
    ? `${hit.year}-${pad(hit.month)}`
    : isoDate({ year: hit.year, month: hit.month, day: hit.day })
}

/** The date `days` later (or earlier). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  const moved = new Date(Date.UTC(date.year, date.month - 1, date.day + days))
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() }
}

/**
 * A date with its year: its own, or the one that puts it nearest to `anchor` (an entry of 31 December in a report of
 * 3 January is of the year before). Null when neither is known, or no day is.
 */
export function completeDate(
  hit: Pick<DateHit, 'year' | 'month' | 'day'>,
  anchor: CalendarDate | null,
): CalendarDate | null {
  if (hit.day === null) return null
  if (hit.year !== null) return { year: hit.year, month: hit.month, day: hit.day }
  if (!anchor) return null
  const months = hit.month - anchor.month
  const year = months > 6 ? anchor.year - 1 : months < -6 ? anchor.year + 1 : anchor.year
  return { year, month: hit.month, day: hit.day }
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
