/** A calendar date as far as a source gives it; a missing year is inherited from the document. */
export type CalendarDate = { year: number; month: number; day: number }
export type DateHit = {
  index: number
  length: number
  year: number | null
  month: number
  day: number | null
  vague: boolean
}

/** Month names and abbreviations; a name of several languages stands once. Case forms are listed, not guessed. */
const MONTHS = [
  'january|jan|januar|jänner|jän|января|январе|январь|январю|янв|janvier|janv|enero|ene|janeiro|gennaio|gen|januari|styczeń|stycznia',
  'february|feb|februar|feber|февраля|феврале|февраль|фев|февр|février|févr|febrero|fevereiro|fev|febbraio|februari|luty|lutego',
  'march|mar|märz|mär|mrz|марта|марте|март|мар|mars|marzo|março|maart|marzec|marca',
  'april|apr|апреля|апреле|апрель|апр|avril|avr|abril|abr|aprile|kwiecień|kwietnia',
  'may|mai|мая|мае|май|mayo|maio|maggio|mag|mei|maj|maja',
  'june|jun|juni|июня|июне|июнь|июн|juin|junio|junho|giugno|giu|czerwiec|czerwca',
  'july|jul|juli|июля|июле|июль|июл|juillet|juil|julio|julho|luglio|lug|lipiec|lipca',
  'august|aug|августа|августе|август|авг|août|agosto|ago|augustus|augusti|sierpień|sierpnia',
  'september|sept|sep|сентября|сентябре|сентябрь|сен|сент|septembre|septiembre|setembro|settembre|set|wrzesień|września',
  'october|oct|oktober|okt|октября|октябре|октябрь|окт|octobre|octubre|outubro|out|ottobre|ott|październik|października',
  'november|nov|ноября|ноябре|ноябрь|ноя|нояб|novembre|noviembre|novembro|listopad|listopada',
  'december|dec|dezember|dez|декабря|декабре|декабрь|дек|décembre|déc|diciembre|dic|dezembro|dicembre|grudzień|grudnia',
]
const MONTH_BY_NAME = new Map(
  MONTHS.flatMap((names, index) => names.split('|').map((name) => [name, index + 1] as const)),
)
const MONTH = [...MONTH_BY_NAME.keys()].sort((a, b) => b.length - a.length).join('|')
const B = '(?<![\\p{L}\\p{N}])'
const E = '(?![\\p{L}\\p{N}])'
const ORDINAL = '(?:st|nd|rd|th|er|º|-го|-е)?\\.?'

/** One expression per way to write a date; groups are named, so a month name and digits share the code that reads them. */
const FORMS: RegExp[] = [
  /(?<![\p{N}.:/-])(?<year>(?:19|20)\d{2})[-/.](?<month>0?[1-9]|1[0-2])[-/.](?<day>3[01]|[12]\d|0?[1-9])(?![\p{N}]|[-/.]\d)(?!\d)/gu,
  /(?<![\p{N}.:/-])(?<year>(?:19|20)\d{2})[-/.](?<month>0?[1-9]|1[0-2])[-/.](?<day>3[01]|[12]\d|0?[1-9])(?=[-/]\d{1,2}(?!\d))/gu,
  /(?<!\p{N})(?<year>(?:19|20)\d{2})\s?[年년]\s?(?<month>1[0-2]|0?[1-9])\s?[月월]\s?(?<day>3[01]|[12]\d|0?[1-9])\s?[日일]/gu,
  /(?<![\p{N}.:/-])(?<day>3[01]|[12]\d|0?[1-9])\.\s?(?<month>1[0-2]|0?[1-9])\.\s?(?<year>(?:19|20)\d{2})(?!\d|\.\d)/gu,
  /(?<![\p{N}.:/-])(?<day>3[01]|[12]\d|0?[1-9])[-/](?<month>1[0-2]|0?[1-9])[-/](?<year>(?:19|20)\d{2})(?!\d)/gu,
  /(?<![\p{N}.:/-])(?<month>1[0-2]|0?[1-9])[-/](?<day>3[01]|2\d|1[3-9])[-/](?<year>(?:19|20)\d{2})(?!\d)/gu,
  new RegExp(
    `${B}(?<day>3[01]|[12]\\d|0?[1-9])${ORDINAL}\\s?(?:[-–/]\\s?\\d{1,2}${ORDINAL}\\s)?\\s?(?:of\\s|de\\s)?(?<name>${MONTH})(?![\\p{L}])\\.?(?:,?\\s(?:de\\s)?(?<year>(?:19|20)\\d{2})${E})?`,
    'giu',
  ),
  new RegExp(
    `${B}(?<name>${MONTH})(?![\\p{L}])\\.?\\s(?:the\\s)?(?<day>3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?![\\p{L}\\p{N}:])(?:\\s?[-–/]\\s?\\d{1,2}(?:st|nd|rd|th)?(?![\\d:]))?(?:,?\\s(?:of\\s)?(?<year>(?:19|20)\\d{2})${E})?`,
    'giu',
  ),
  new RegExp(`${B}(?<name>${MONTH})(?![\\p{L}])\\.?,?\\s(?:de\\s)?(?<year>(?:19|20)\\d{2})${E}`, 'giu'),
  new RegExp(
    `(?<=${B}(?:early|mid|late|since|in|anfang|mitte|ende|seit|im|начале|середине|конце|с|в|début|fin)[ -])(?<name>${MONTH})${E}`,
    'giu',
  ),
]
/** Words that are month names and everyday words: only a capital makes them a date. */
const EVERYDAY = new Set([
  'may',
  'mar',
  'march',
  'mai',
  'maj',
  'set',
  'out',
  'gen',
  'mag',
  'sep',
  'dec',
  'dic',
  'ago',
  'mars',
  'мае',
  'мая',
  'lug',
  'jun',
  'jul',
  'fin',
])

/** Every date in `text`, in order, without overlaps. Day before month in `31/12/2024`; `03/04/2024` is left out as ambiguous. */
export function findDates(text: string): DateHit[] {
  const hits: DateHit[] = []
  // without a digit only "early December" is left to find
  for (const form of /\d/.test(text) ? FORMS : FORMS.slice(-1)) {
    for (const match of text.matchAll(form)) {
      const hit = readHit(match)
      if (hit) hits.push(hit)
    }
  }
  hits.sort((a, b) => a.index - b.index || b.length - a.length)
  const kept: DateHit[] = []
  for (const hit of hits) {
    const last = kept.at(-1)
    if (!last || last.index + last.length <= hit.index) kept.push(hit)
  }
  return kept
}

function readHit(match: RegExpMatchArray): DateHit | null {
  const { year, month, day, name } = match.groups ?? {}
  if (name && EVERYDAY.has(name)) return null
  const number = name ? MONTH_BY_NAME.get(name.toLowerCase()) : Number(month)
  if (!number) return null
  // 03/04/2024 is two dates; 25/04/2024 is one
  if (/^\d{1,2}[-/]\d{1,2}[-/]\d{4}$/.test(match[0]) && Number(day) <= 12 && number <= 12 && Number(day) !== number)
    return null
  const full = { year: year ? Number(year) : null, month: number, day: day ? Number(day) : null }
  if (full.day !== null && full.day > daysIn(full.year ?? 2024, full.month)) return null
  return { index: match.index ?? 0, length: match[0].length, ...full, vague: !day }
}

const MONTH_START = new RegExp(`^\\s*(?:${MONTH})(?![\\p{L}])`, 'iu')

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
