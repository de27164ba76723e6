import { completeDate, type DateOrder, findDates, isoDate } from './dates'
import { detectLanguage } from './language'
import { light, matchesOf } from './light-expression'
import { weekdayBeside } from './weekdays'

const WRITTEN = light(/(?<![\p{N}.:/-])(?<first>\d{1,2})[-/](?<second>\d{1,2})[-/](?<year>(?:19|20)\d{2})(?![\d/-])/gu)
const DAY_FIRST = ['de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ru', 'sv']
const AMERICAN = light(
  /(?<![\p{L}\p{N}])(?:PST|PDT|PT|EST|EDT|ET|CDT|CT|MST|MDT|(?:Pacific|Eastern|Mountain|Central) (?:standard |daylight )?time|America\/)/iu,
)
const ELSEWHERE = light(
  /(?<![\p{L}\p{N}])(?:BST|CET|CEST|MEZ|MESZ|AEST|AEDT|NZST|NZDT|UK time|London time|Europe\/|Australia\/)/u,
)
/** Beyond this length more text gives no other evidence; units are UTF-16 code units. */
const MAX_TEXT = 200_000

/**
 * Which comes first in dates such as 05/03/2024, from what the document itself shows: another such date with a day above 12,
 * the same date written out or in ISO order, else the habit of its language or of the place whose time zone it uses. Null when
 * nothing tells, or when the evidence disagrees. `short` dates without a year ("03-26 23:04") count as evidence too.
 */
export function findDateOrder(texts: string[]): DateOrder | null {
  const text = texts.join('\n').slice(0, MAX_TEXT)
  const pairs = [...matchesOf(text, WRITTEN)].map(
    ({ groups, index, 0: written }) =>
      [Number(groups?.first), Number(groups?.second), groups?.year, index, written.length] as const,
  )
  const short = [
    // the digit first: behind a long run of brackets each place would look back over all of them
    ...matchesOf(text, /(?=\d)(?<=^[\s*|[(`-]*)(?<first>\d{1,2})[-/](?<second>\d{1,2})(?=[\s,]+\d{1,2}:\d{2})/gmu),
  ].map(({ groups }) => [Number(groups?.first), Number(groups?.second)] as const)
  if (pairs.length === 0 && short.length === 0)
    // Chinese, Japanese and Korean write month and day in this order, and the year in front of them
    return /\p{Script=Han}{2}|\p{Script=Hangul}{2}/u.test(text) ? 'mdy' : null
  const shown = new Set([...pairs, ...short].flatMap(([first, second]) => orderOf(first, second) ?? []))
  if (shown.size > 0) return shown.size === 1 ? ([...shown][0] ?? null) : null
  const known = new Set(
    findDates(text).flatMap((hit) => {
      const date = completeDate(hit, null)
      return date ? [isoDate(date)] : []
    }),
  )
  const same = new Set<DateOrder>()
  const days = new Set([...known].map((date) => date.slice(5)))
  for (const [first = 0, second = 0] of short) {
    if (first !== second && days.has(`${pad(first)}-${pad(second)}`)) same.add('mdy')
    if (first !== second && days.has(`${pad(second)}-${pad(first)}`)) same.add('dmy')
  }
  for (const [first, second, year] of pairs) {
    if (first === second) continue
    if (known.has(`${year}-${pad(second)}-${pad(first)}`)) same.add('dmy')
    if (known.has(`${year}-${pad(first)}-${pad(second)}`)) same.add('mdy')
  }
  if (same.size > 0) return same.size === 1 ? ([...same][0] ?? null) : null
  const named = new Set(
    pairs.flatMap(([first, second, year, index, length]) =>
      orderByWeekday(first, second, Number(year), weekdayBeside(text, index, length)),
    ),
  )
  if (named.size > 0) return named.size === 1 ? ([...named][0] ?? null) : null
  const letters = text.slice(0, 5000).match(/\p{L}/gu)?.length ?? 0
  // too few words tell no language
  if (/\p{Script=Han}{2}|\p{Script=Hangul}{2}/u.test(text) && pairs.length === 0) return 'mdy'
  if (letters > 200 && DAY_FIRST.includes(detectLanguage(text.slice(0, 5000)))) return 'dmy'
  if (/[\p{Script=Cyrillic}]{3}/u.test(text)) return 'dmy'
  const american = AMERICAN.test(text)
  const elsewhere = ELSEWHERE.test(text)
  return american === elsewhere ? null : american ? 'mdy' : 'dmy'
}

function orderOf(first: number, second: number): DateOrder | null {
  if (first > 12 && first <= 31 && second <= 12) return 'dmy'
  return second > 12 && second <= 31 && first <= 12 ? 'mdy' : null
}

/** "04/03/2025 (Tuesday)": only one of the two days is one. */
function orderByWeekday(first: number, second: number, year: number, weekday: number | null): DateOrder[] {
  if (weekday === null || first === second) return []
  const falls = (month: number, day: number) =>
    ((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7) + 1 === weekday
  const [dmy, mdy] = [falls(second, first), falls(first, second)]
  return dmy === mdy ? [] : [dmy ? 'dmy' : 'mdy']
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
