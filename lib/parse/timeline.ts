import type { Lane, Phase } from '@/lib/schema/draft'
import type { Block, CodeBlock, ItemBlock, ParagraphBlock } from './blocks'
import { addDays, findDates } from './dates'
import { readDuration } from './durations'
import { light } from './light-expression'
import { type Clock, firstDate, type Moment, readDay } from './moment'
import { readNarrative } from './narrative'
import { phaseOf } from './phases'
import { cut, type Piece, plain } from './piece'
import { findZeroTime } from './relative-times'
import { type Section, topicOf } from './sections'
import { beginsAsProse, readTimedLine } from './timeline-line'
import { isTimelineTable, PLACEHOLDER, readTimelineTable } from './timeline-table'
import { findTimes } from './times'
import { WEEKDAY_PATTERN } from './weekdays'
import { findZone } from './zones'

/** One line of a timeline before it becomes part of a draft. `piece` covers the whole entry, `timePiece` its time. */
export type TimelineEntry = {
  moment: Moment | null
  timePiece: Piece | null
  piece: Piece
  text: string
  phase: Phase
  others: Phase[]
  lane: Lane
}

/** Sections that tell of other times than the course of the incident. */
const ELSEWHERE = [
  'actions',
  'references',
  'participants',
  'stats',
  'customer-actions',
  'lessons',
  'recurrence',
  'source',
]
const DAY_NUMBER = light(
  /^[\s*_#]*(?:(?:day|tag|jour|día|dia|giorno|dag|dzień|день)\s*(?<day>\d{1,2})|第?(?<nth>\d{1,2})\s?(?:日目|天|일차))(?![\p{L}\p{N}])/iu,
)
const WEEKDAY = light(new RegExp(`(?:${WEEKDAY_PATTERN})(?!\\p{L})`, 'giu'))
/** "Total duration: 25 minutes" below the entries of a timeline. */
const LENGTH =
  /^[\s*_]*[^:：\n\d]{0,30}(?:duration|downtime|mttr|mttd|dauer|длительност|продолжительност|durée|duración|duração|durata|duur|varaktighet|czas trwania|時間|时间|时长|時長|시간)[^:：\n\d]{0,16}[:：][\s*_]*(?<value>[^\n]{1,40})$/iu
/** A list item that is nothing but a link belongs to the entry above it. */
const LINK = light(/^\s*(?:[-*+]\s+)?<?https?:\/\/[^\s<>]+>?\s*$/iu)
const AFTERNOON_HEADING = /\dp\.?m(?!\p{L})|\sp\.?m(?!\p{L})/iu
/** "[???]", "??:??", "--:--" where a line has its time: an order, no time. */
const UNKNOWN_TIME = light(
  /^[\s*_`[(]*(?:\?{1,3}(?::\?{2})?|--:--|[Uu]nknown(?: time)?)[\s*_`\])]*(?=[\s:–—-])[\s:–—-]*/u,
)

/**
 * The entries of a structured timeline: list items, paragraphs, table rows, lines of a code block or headings that begin with a
 * time. Sections about the timeline are read; when they give none, the lists and tables of others that look like one.
 * `clock` gives the date and the zone that entries inherit.
 */
export function readTimeline(sections: Section[], clock: Clock): TimelineEntry[] {
  const named = sections.filter((section) => topicOf(section) === 'timeline')
  clock.zero = zeroOf(named, clock)
  clock.dotted = writesDots(named)
  const entries = readSectionsOf(named, clock)
  if (entries.filter((entry) => entry.timePiece).length >= 2) return entries
  const others = sections.flatMap((section) => timelineLike(section) ?? [])
  clock.zero ??= zeroOf(others, clock)
  const found = readSectionsOf(others, clock)
  return found.length > entries.length ? found : entries
}

/** Whether two lines or more begin with a time like "19.08", which alone is no proof of a time. */
function writesDots(sections: Section[]): boolean {
  const lines = sections.flatMap(({ blocks }) =>
    blocks.filter(
      (block): block is ItemBlock | ParagraphBlock =>
        (block.kind === 'paragraph' || block.kind === 'item') &&
        /^[\s*_]*(?:[01]?\d|2[0-3])[.][0-5]\d(?![\d.])/.test(block.piece.text),
    ),
  )
  return lines.length >= 4 || lines.filter((block) => /^\D*\d\d[.]/.test(block.piece.text.slice(0, 8))).length >= 2
}

function readSectionsOf(sections: Section[], clock: Clock): TimelineEntry[] {
  const entries: TimelineEntry[] = []
  for (const section of sections) {
    const headed = section.heading ? readHeading(section, clock) : null
    if (headed?.entry.text) entries.push(headed.entry)
    const above = headed && !headed.entry.text ? timeAbove(headed.entry) : headed ? null : readDayAbove(section, clock)
    const blocks = section.blocks.slice(headed?.used ?? 0)
    // below "### 13:51" the lines of a log are what was seen then
    readBlocksOf(isTimed(headed?.entry) ? blocks.filter(({ kind }) => kind !== 'code') : blocks, clock, entries, above)
  }
  return entries.filter((entry) => entry.text !== '')
}

function isTimed(entry: TimelineEntry | undefined): boolean {
  return entry?.moment !== undefined && entry.moment !== null && entry.moment.precision !== 'day'
}

/** A time or a day that stands above lines which give none of their own. */
type TimeAbove = { moment: Moment; timePiece: Piece }

/** "### 1:06 PM" above a list: all that is listed was then. */
function timeAbove({ moment, timePiece }: TimelineEntry): TimeAbove | null {
  return moment && timePiece ? { moment, timePiece } : null
}

/** "Tue 7 Jan 2020", and no other word on its line. */
function isOnlyDate(text: string, clock: Clock): boolean {
  const [line = ''] = text.split('\n', 1)
  const hit = findDates(line, clock.order ?? null)[0]
  if (!hit) return false
  const rest = `${line.slice(0, hit.index)} ${line.slice(hit.index + hit.length)}`.replace(WEEKDAY, ' ')
  return !/[\p{L}\p{N}]/u.test(rest)
}

/** "### 2019-02-13" above lines of which none has a clock time: all that is known of them is the day. */
function readDayAbove(
  { heading, blocks }: { heading: Pick<ParagraphBlock, 'piece'> | null; blocks: Block[] },
  clock: Clock,
): TimeAbove | null {
  if (!heading || !clock.date) return null
  const [text = ''] = heading.piece.text.split('\n', 1)
  const hit = findDates(text, clock.order ?? null)[0]
  if (!hit || hit.day === null || !isOnlyDate(text, clock)) return null
  const told = blocks.some((block) => block.kind === 'item' || block.kind === 'paragraph')
  const timed = blocks.some(
    (block) =>
      block.kind === 'table' ||
      block.kind === 'code' ||
      ((block.kind === 'item' || block.kind === 'paragraph') &&
        (startsWithTime(block.piece) || UNKNOWN_TIME.test(block.piece.text) || findTimes(block.piece.text).length > 0)),
  )
  if (timed || !told) return null
  return {
    moment: readDay(clock.date, clock, hit.index, hit.length),
    timePiece: cut(heading.piece, hit.index, hit.index + hit.length),
  }
}

/** A heading with a time is an entry, told by the paragraphs right below it; one with a date or a zone holds for the lines below. */
function readHeading({ heading, blocks }: Section, clock: Clock): { entry: TimelineEntry; used: number } | null {
  if (!heading) return null
  const line = readTimedLine(heading.piece, clock)
  const zone = findZone(heading.piece.text)?.zone
  if (zone && !line) Object.assign(clock, { zone, zoneDoubt: null })
  if (!line) {
    setDay(heading.piece.text, clock)
    return null
  }
  // "### 1:42-1:59 PM" above "1:45": the lines below go on by the same clock of twelve hours
  if (clock.run && AFTERNOON_HEADING.test(line.timePiece.text)) clock.run = { ...clock.run, afternoon: true }
  const told = line.moment?.precision === 'day' && line.body.text ? [] : leadingParagraphs(blocks)
  const body = joinPieces(line.body, told)
  return { entry: entryOf(line.moment, line.timePiece, joinPieces(heading.piece, told), body), used: told.length }
}

function leadingParagraphs(blocks: Block[]): ParagraphBlock[] {
  const paragraphs: ParagraphBlock[] = []
  for (const block of blocks) {
    if (block.kind !== 'paragraph' || startsWithTime(block.piece)) break
    paragraphs.push(block)
  }
  return paragraphs
}

function joinPieces(piece: Piece, paragraphs: ParagraphBlock[]): Piece {
  const last = paragraphs.at(-1)
  if (!last) return piece
  const texts = [piece.text, ...paragraphs.map((paragraph) => paragraph.piece.text)].filter(Boolean)
  return { text: texts.join('\n'), start: piece.start, end: last.piece.end }
}

function entryOf(moment: Moment | null, timePiece: Piece | null, piece: Piece, body: Piece): TimelineEntry {
  return { moment, timePiece, piece, text: plain(body.text), ...phaseOf(body.text), lane: 'internal' }
}

function readBlocksOf(blocks: Block[], clock: Clock, entries: TimelineEntry[], above: TimeAbove | null): void {
  let timedIndent: number | null = null
  let alone = above
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index]
    if (block?.kind === 'table') for (const entry of readTimelineTable(block, clock)) entries.push(entry)
    // what is printed within a timed entry was seen then
    if (block?.kind === 'code' && !(block.indent > 0 && timedIndent !== null))
      for (const entry of readCode(block, clock)) entries.push(entry)
    if (block?.kind !== 'item' && block?.kind !== 'paragraph') continue
    const line = readTimedLine(block.piece, clock)
    if (line) {
      // a time on a line of its own is told by the lines below it
      const next = line.body.text ? undefined : blocks[index + 1]
      const told =
        next && (next.kind === 'item' || next.kind === 'paragraph') && !startsWithTime(next.piece) ? next : null
      if (told) index++
      const body = told ? told.piece : line.body
      const piece = told ? { ...block.piece, end: told.piece.end } : block.piece
      if (body.text) entries.push(entryOf(line.moment, line.timePiece, piece, body))
      timedIndent = block.kind === 'item' ? block.indent : null
      alone = null
    } else if (block.kind === 'item') {
      const last = entries.at(-1)
      if (last?.timePiece && LINK.test(block.piece.text)) {
        const text = `${last.text} ${plain(block.piece.text)}`
        entries[entries.length - 1] = { ...last, text, piece: { ...last.piece, end: block.piece.end } }
        continue
      }
      if (timedIndent !== null && block.indent <= timedIndent) timedIndent = null
      const explains = block.indent > 0 && (timedIndent !== null || entries.length > 0)
      for (const entry of readUntimed(block, blocks[index + 1], explains, clock))
        entries.push(alone && !explains && !entry.timePiece ? { ...entry, ...alone } : entry)
    } else if (UNKNOWN_TIME.test(block.piece.text)) {
      entries.push(untimed(block.piece, false))
    } else if (alone && alone.moment.precision === 'day' && !isOnlyDate(block.piece.text, clock)) {
      // the paragraphs below a day are one account of it
      const told = leadingParagraphs(blocks.slice(index))
      const piece = joinPieces(block.piece, told.slice(1))
      entries.push({ ...entryOf(alone.moment, alone.timePiece, piece, piece) })
      index += told.length - 1
      alone = null
    } else if (statesDay(block.piece.text)) {
      if (setDay(block.piece.text, clock)) clock.stated = clock.date
    } else if (block.piece.text.length < 60 && setDay(block.piece.text, clock)) {
      const below = blocks.slice(index + 1)
      const end = below.findIndex(({ kind }) => kind !== 'item')
      alone = readDayAbove({ heading: block, blocks: end < 0 ? below : below.slice(0, end) }, clock)
    }
  }
}

/** "Unless noted otherwise all events happened on 3 May, and all times are in UTC.": the day of every line without its own. */
function statesDay(text: string): boolean {
  return text.length < 240 && ALL_ON.test(text)
}

const ALL_ON = light(
  /(?<!\p{L})all (?:of )?(?:the )?(?:events|entries|times?|timestamps|steps|actions)(?: \p{L}+){0,4} (?:on|are of|are from|refer to|of|from)(?!\p{L})/iu,
)

/** A short line that is only a date ("15 January") or counts days ("Day 2") holds for the entries below it. */
function setDay(text: string, clock: Clock): boolean {
  const date = firstDate(text, clock.date, clock.order ?? null)
  const number = DAY_NUMBER.exec(text)?.groups
  if (!date && !number) return false
  if (date) Object.assign(clock, { date, minutes: null, dateDoubt: null })
  else if (clock.date && number) {
    const nth = Number(number.day ?? number.nth)
    clock.firstDay ??= addDays(clock.date, 0)
    const day = addDays(clock.firstDay, nth - 1)
    const dateDoubt = `The day was counted from the first one (${text.replace(/[*_#:]/g, '').trim()}).`
    Object.assign(clock, { date: day, minutes: null, dateDoubt: nth > 1 ? dateDoubt : clock.dateDoubt })
  }
  return true
}

/** An item without a time in front: a date above its entries, a step told with its time, or one whose time is not given. */
function readUntimed(item: ItemBlock, next: Block | undefined, explains: boolean, clock: Clock): TimelineEntry[] {
  const { piece } = item
  if (!/[\p{L}\p{N}]/u.test(piece.text) || isPlaceholder(piece.text) || tellsLength(piece.text)) return []
  if (piece.text.length < 60 && piece.text.replace(/[\p{P}\s\d]/gu, '').length < 24 && setDay(piece.text, clock))
    return []
  // "Key events:" only names the list below it
  if (/[:：][\s*_]*$/u.test(piece.text) && next?.kind === 'item' && next.indent > item.indent) return []
  if (!explains) {
    const told = readNarrative([piece], { ...clock, minutes: null }).filter((entry) => entry.moment)
    if (told.length > 0) return told
  }
  return [untimed(piece, explains)]
}

/** What stands in a list below a timed entry explains that entry; it opens and closes nothing by itself. */
function untimed(piece: Piece, explains: boolean): TimelineEntry {
  const unknown = UNKNOWN_TIME.exec(piece.text)
  const body = unknown ? cut(piece, unknown[0].length) : piece
  const { phase, others } = phaseOf(body.text)
  return {
    moment: null,
    timePiece: unknown ? cut(piece, 0, unknown[0].trimEnd().replace(/[\s:–—-]+$/u, '').length) : null,
    piece,
    text: plain(body.text),
    phase: explains ? 'note' : phase,
    others: explains ? [] : others,
    lane: 'internal',
  }
}

function tellsLength(text: string): boolean {
  const value = text.length < 120 ? LENGTH.exec(text)?.groups?.value : undefined
  return value !== undefined && readDuration(value) !== null
}

/** "HH:MM - what happened", as an empty form has it. */
function isPlaceholder(text: string): boolean {
  const lead =
    /^\s*[*_`[<({]*([A-Za-z?\d][A-Za-z?\d+:./-]{0,18}[A-Za-z?\d](?:[ T](?:HH|hh|MM|mm|XX|xx|UTC|AM|PM)[A-Za-z:]{0,6}){0,2})[\]>)}*_`]*\s*(?:[:|–—-]|$)/u.exec(
      text,
    )
  return lead?.[1] !== undefined && /[A-Za-z]/.test(lead[1]) && PLACEHOLDER.test(lead[1])
}

/** Lines of a code block that begin with a time, each with the lines below it that do not. */
function readCode(block: CodeBlock, clock: Clock): TimelineEntry[] {
  const lines: Piece[] = []
  let from = 0
  for (const text of block.piece.text.split('\n')) {
    const line = cut(block.piece, from, from + text.length)
    from += text.length + 1
    if (line.text) lines.push(line)
  }
  if (lines.filter(startsWithTime).length < 2) return []
  const entries: TimelineEntry[] = []
  for (const line of lines) {
    const timed = readTimedLine(line, clock)
    if (timed?.body.text) entries.push(entryOf(timed.moment, timed.timePiece, line, timed.body))
    const last = entries.at(-1)
    if (timed || !last || !/^\p{L}/u.test(line.text)) continue
    entries[entries.length - 1] = {
      ...last,
      text: `${last.text} ${plain(line.text)}`,
      piece: { ...last.piece, end: line.end },
    }
  }
  return entries
}

function startsWithTime(piece: Piece): boolean {
  return readTimedLine(piece, { date: { year: 2000, month: 1, day: 1 }, zone: null, minutes: null }) !== null
}

/** The blocks of a section of another name that together are a timeline: a table of times, or lines that mostly begin with one. */
function timelineLike(section: Section): Section | null {
  const topic = topicOf(section)
  if (topic !== null && ELSEWHERE.includes(topic)) return null
  const headed = section.heading !== null && startsWithClock(section.heading.piece)
  const lines = section.blocks.filter((block) => block.kind === 'item' || block.kind === 'paragraph')
  const timed = lines.filter((block) => startsWithClock(block.piece))
  const tables = section.blocks.filter((block) => block.kind === 'table' && isTimelineTable(block))
  const code = section.blocks.filter((block) => block.kind === 'code' && codeTimes(block) >= 3)
  if (tables.length > 0 || code.length > 0) return { ...section, blocks: [...tables, ...code] }
  if (headed) return section
  if (timed.length < 2) return null
  const first = section.blocks.findIndex((block) => 'piece' in block && timed.includes(block as ItemBlock))
  const last = section.blocks.findLastIndex((block) => 'piece' in block && timed.includes(block as ItemBlock))
  // a time alone on the last line is told by the paragraph below it
  const end = section.blocks[last]
  const told = end && 'piece' in end && isTimeAlone(end.piece) && section.blocks[last + 1]?.kind === 'paragraph' ? 1 : 0
  return { ...section, heading: null, blocks: section.blocks.slice(first, last + 1 + told) }
}

function isTimeAlone(piece: Piece): boolean {
  const line = readTimedLine(piece, { date: { year: 2000, month: 1, day: 1 }, zone: null, minutes: null })
  return line !== null && line.body.text === ''
}

function startsWithClock(piece: Piece): boolean {
  if (beginsAsProse(piece.text)) return false
  const line = readTimedLine(piece, { date: { year: 2000, month: 1, day: 1 }, zone: null, minutes: null })
  return line?.moment !== undefined && line.moment !== null && line.moment.precision !== 'day'
}

function codeTimes(block: CodeBlock): number {
  return block.piece.text.split('\n').filter((text) => startsWithClock({ text, start: 0, end: text.length })).length
}

/** The instant of T0, where a line of the timeline says when it was. */
function zeroOf(sections: Section[], clock: Clock): string | null {
  for (const { blocks } of sections) {
    for (const block of blocks) {
      const pieces = block.kind === 'table' ? block.rows.map((row) => joinCells(row)) : [block.piece]
      for (const piece of pieces) {
        const zero = findZeroTime(piece.text)
        const line = zero && readTimedLine(cut(piece, zero.from + leadOf(piece.text.slice(zero.from))), { ...clock })
        if (line?.moment?.at) return line.moment.at
      }
    }
  }
  return null
}

function leadOf(text: string): number {
  return /^(?:[\s*_`=:：(（|–—-]|is|was|at)*/iu.exec(text.slice(0, 20))?.[0].length ?? 0
}

function joinCells(row: Piece[]): Piece {
  const text = row.map((cell) => cell.text).join(' | ')
  return { text, start: row[0]?.start ?? 0, end: row[0]?.end ?? 0 }
}
