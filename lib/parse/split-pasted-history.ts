import { findDates, completeDate, isoDate } from './dates'
import { light, matchesOf } from './light-expression'
import type { Piece } from './piece'
import { slugOf } from './slugs'
import type { SourcePart } from './split-source'
import { readStampLine } from './status-lines'
import { isSentence } from './status-title'
import { leadingState } from './update-state'

type Line = {
  text: string
  start: number
  end: number
  kind: 'day' | 'state' | 'stamp' | 'none' | 'text'
  on: string | null
}

/** A day of such a page on which nothing happened. */
const NOTHING = light(
  /^(?:no incidents? (?:were )?reported(?: today| for this day)?|no (?:incidents|events|issues)|keine (?:vorfälle|störungen)(?: gemeldet)?|инцидентов не было|aucun incident(?: signalé)?|(?:no se han reportado|sin|nenhum|nessun) incident\p{L}*(?: \p{L}+)?|geen (?:incidenten|storingen)(?: gemeld)?|inga incidenter(?: rapporterade)?|brak incydentów|インシデントは報告されていません|没有事件报告|無事件回報|보고된 (?:인시던트|장애)가 없습니다)\.?$/iu,
)
const WEEKDAY = light(
  /(?<!\p{L})(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)(?!\p{L})/iu,
)

/** A line that may be a day with its year. */
const DAY_LINE = light(/^[^\n\p{L}]{0,12}.{0,20}(?:19|20)\d{2}[^\n]{0,12}$/mu)

/**
 * The incidents of a pasted history of a status page: days as headings, below each the titles of its incidents with their updates.
 * Null for the page of a single incident. A part is read with the date of its day, which its updates leave out.
 */
export function splitPastedHistory(text: string): SourcePart[] | null {
  if (!DAY_LINE.test(text)) return null
  const lines = readLines(text)
  if (lines.filter(({ kind }) => kind === 'day').length < 2) return null
  const notices = findNotices(lines, text.length)
  if (notices) return withOwnKeys(notices)
  const parts: SourcePart[] = []
  let on: string | null = null
  let open: SourcePart | null = null
  lines.forEach((line, index) => {
    const titled = isTitle(lines, index)
    if (line.kind !== 'day' && !titled) return
    // the next day or title ends an incident
    if (open) open.end = line.start
    open = null
    if (line.kind === 'day') on = line.on
    if (!titled) return
    const key = [on, slugOf(line.text)].filter(Boolean).join('-')
    open = { start: line.start, end: text.length, key, context: { format: 'status-report', date: on } }
    parts.push(open)
  })
  if (parts.length < 2) return null
  return withOwnKeys(parts)
}

/** A line below a day, or below the last time of another incident, with a state in the line under it. */
function isTitle(lines: readonly Line[], index: number): boolean {
  const [above, line, below] = [lines[index - 1], lines[index], lines[index + 1]]
  if (line?.kind !== 'text' || line.text.length > 160 || below?.kind !== 'state') return false
  return above?.kind === 'day' || above?.kind === 'stamp'
}

/**
 * A page that lists notices without states: below its day each has its time with the year, then its title, then its text. Null
 * where one has not.
 */
function findNotices(lines: readonly Line[], length: number): SourcePart[] | null {
  if (lines.some(({ kind }) => kind === 'state')) return null
  const stamps = lines.flatMap(({ kind }, index) => (kind === 'stamp' ? [index] : []))
  const parts = stamps.flatMap((index): SourcePart[] => {
    const [stamp, title, told] = lines.slice(index, index + 3)
    const on = stamp && datesOf(stamp.text)
    if (!stamp || !on || title?.kind !== 'text' || told?.kind !== 'text') return []
    if (title.text.length > 120 || isSentence(title.text)) return []
    const next = lines.slice(index + 1).find(({ kind }) => kind === 'day' || kind === 'stamp')
    const context = { format: 'status-report' as const, date: on }
    return [{ start: stamp.start, end: next?.start ?? length, key: `${on}-${slugOf(title.text)}`, context }]
  })
  return parts.length >= 2 && parts.length === stamps.length ? parts : null
}

function datesOf(text: string): string | null {
  const hit = findDates(text)[0]
  const date = hit && hit.year !== null ? completeDate(hit, null) : null
  return date && isoDate(date)
}

function readLines(text: string): Line[] {
  const lines: Line[] = []
  let day = false
  for (const match of matchesOf(text, /[^\r\n]+/g)) {
    const start = match.index + (/^\s*/.exec(match[0])?.[0].length ?? 0)
    const line = match[0].trim()
    if (!line) continue
    const piece = { text: line, start, end: start + line.length }
    const on = dayOf(piece.text)
    const kind = on ? 'day' : kindOf(piece)
    day ||= on !== null
    // nothing above the first day is of an incident
    if (day && kind !== 'none') lines.push({ ...piece, kind, on })
  }
  return lines
}

function kindOf(piece: Piece): Line['kind'] {
  if (NOTHING.test(piece.text)) return 'none'
  if (readStampLine(piece)) return 'stamp'
  return leadingState(piece.text) ? 'state' : 'text'
}

/** The date of a line that is nothing but a day with its year ("Jan 17, 2024", "## Wednesday, 17 January 2024"). */
function dayOf(text: string): string | null {
  if (text.length > 48 || !/(?:19|20)\d{2}/.test(text)) return null
  const [hit] = findDates(text)
  const date = hit && hit.year !== null ? completeDate(hit, null) : null
  if (!hit || !date) return null
  const rest = text.slice(0, hit.index) + text.slice(hit.index + hit.length)
  return /[\p{L}\p{N}]/u.test(rest.replace(WEEKDAY, '')) ? null : isoDate(date)
}

/** Two incidents of one name on one day keep apart by their order, the oldest first: a page grows at its top. */
function withOwnKeys(parts: SourcePart[]): SourcePart[] {
  const seen = new Map<string, number>()
  return parts
    .toReversed()
    .map((part) => {
      const count = (seen.get(part.key) ?? 0) + 1
      seen.set(part.key, count)
      return count === 1 ? part : { ...part, key: `${part.key}-${count}` }
    })
    .toReversed()
}
