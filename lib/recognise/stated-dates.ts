/** Beginnings of month names in the languages of Europe's larger part, January first; longer beginnings before shorter ones. */
const MONTHS: string[][] = [
  ['jan', 'jän', 'ene', 'gen', 'янв', 'січ'],
  ['feb', 'fév', 'fev', 'févr', 'фев', 'лют'],
  ['mar', 'mär', 'mrz', 'maa', 'мар', 'бер'],
  ['apr', 'avr', 'abr', 'апр', 'квіт'],
  ['may', 'mai', 'maj', 'mei', 'mag', 'май', 'мая', 'трав'],
  ['jun', 'juin', 'giu', 'июн', 'черв'],
  ['jul', 'juil', 'lug', 'июл', 'лип'],
  ['aug', 'aoû', 'ago', 'авг', 'серп'],
  ['sep', 'set', 'сен', 'вер'],
  ['oct', 'okt', 'out', 'ott', 'окт', 'жовт'],
  ['nov', 'ноя', 'лист'],
  ['dec', 'dez', 'déc', 'dic', 'дек', 'груд'],
]

function monthOf(word: string): number | null {
  const folded = word.toLowerCase()
  // "juin" and "juillet" begin alike, so the longest beginning decides.
  let best = { month: 0, length: 0 }
  MONTHS.forEach((beginnings, index) => {
    for (const beginning of beginnings) {
      if (folded.startsWith(beginning) && beginning.length > best.length) {
        best = { month: index + 1, length: beginning.length }
      }
    }
  })
  return best.month || null
}

function dateOf(year: number, month: number | null, day: number): string | null {
  if (month === null || year < 1970 || year > 2100) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null
}

// Each begins by asking for a digit: elsewhere nothing has to be looked back for.
const YEAR_FIRST = /(?=\d)(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/gu
const DAY_FIRST = /(?=\d)(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.(\d{4})(?!\d)/gu
const EAST_ASIAN = /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/gu
const DAY_MONTH =
  /(?=\d)(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|º|er)?\s+(?:de\s+|of\s+)?(\p{L}{3,12})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)/gu
/** The month is looked back for from the day: a search that begins at digits is a tenth of the work of one that begins at words. */
const MONTH_DAY = /(?=\d)(?<=(?<!\p{L})(\p{L}{3,12})\.?\s+)(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/gu

/**
 * Calendar dates with a year that a text states in any of the usual spellings, as `2026-01-08`. All-numeric dates whose order
 * of day and month depends on the country (1/8/2026) are left out.
 */
export function findStatedDates(text: string): Set<string> {
  const dates = new Set<string>()
  const add = (date: string | null) => {
    if (date) dates.add(date)
  }
  for (const [, year, month, day] of text.matchAll(YEAR_FIRST)) add(dateOf(Number(year), Number(month), Number(day)))
  for (const [, day, month, year] of text.matchAll(DAY_FIRST)) add(dateOf(Number(year), Number(month), Number(day)))
  for (const [, year, month, day] of text.matchAll(EAST_ASIAN)) add(dateOf(Number(year), Number(month), Number(day)))
  for (const [, day, month, year] of text.matchAll(DAY_MONTH))
    add(dateOf(Number(year), monthOf(month ?? ''), Number(day)))
  for (const [, month, day, year] of text.matchAll(MONTH_DAY))
    add(dateOf(Number(year), monthOf(month ?? ''), Number(day)))
  return dates
}

const CLOCK = /(?=\d)(?<![\d:.])([01]?\d|2[0-3])(?::|(?<=\d)h)([0-5]\d)(?::[0-5]\d)?(?!\d)\s*([ap])?\.?(?:m\b)?/giu
const GERMAN_CLOCK = /(?=\d)(?<![\d:.])([01]?\d|2[0-3])\.([0-5]\d)\s?Uhr/gu

/** Times of day that a text states, as `16:05` on the 24-hour clock, whatever the zone. */
export function findStatedClocks(text: string): Set<string> {
  const clocks = new Set<string>()
  for (const [, hours, minutes, half] of text.matchAll(CLOCK)) {
    const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hours)
    clocks.add(`${String(hour).padStart(2, '0')}:${minutes}`)
  }
  for (const [, hours, minutes] of text.matchAll(GERMAN_CLOCK))
    clocks.add(`${(hours ?? '').padStart(2, '0')}:${minutes}`)
  return clocks
}
