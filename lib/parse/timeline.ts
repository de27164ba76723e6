import type { Lane, Phase } from '@/lib/schema/draft'
import type { Block, ItemBlock, TableBlock } from './blocks'
import { completeDate, findDates } from './dates'
import { type Clock, firstDate, type Moment, readDay, readMoment } from './moment'
import { phaseOf } from './phases'
import { cut, type Piece, plain } from './piece'
import { type Section, topicOf } from './sections'
import { findTimes, type TimeHit } from './times'
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

/** Between an entry's time and its text. */
const SEPARATOR = /^(?:[\s*_`\])|,;:–—-]|→|=>|\.(?!\d))+/u
/** What may stand before an entry's time: marks, a weekday, "at", "~". */
const LEAD =
  /^(?:[\s*_`[(|~≈@-]|(?:at|am|um|on|by|around|about|approx\.?|ca\.?|circa|gegen|в|около|с|к|à|a las|às|alle|om|kl\.?)(?![\p{L}])|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?(?![\p{L}])|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so)\.?,?(?![\p{L}])|(?:понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|пн|вт|ср|чт|пт|сб|вс)\.?,?(?!\p{L}))*/iu

/**
 * The entries of a structured timeline: list items, paragraphs, table rows or headings that begin with a time. Only sections
 * about the timeline are read. `clock` gives the date and the zone that entries inherit.
 */
export function readTimeline(sections: Section[], clock: Clock): TimelineEntry[] {
  const entries: TimelineEntry[] = []
  for (const section of sections) {
    if (topicOf(section) !== 'timeline') continue
    if (section.heading) {
      const headed = readLine(section.heading.piece, clock)
      clock.zone = findZone(section.heading.piece.text)?.zone ?? clock.zone
      if (headed) {
        const first = section.blocks.find((block) => block.kind === 'paragraph')
        entries.push(headed.text || !first ? headed : describe(headed, first.piece))
      } else {
        const date = firstDate(section.heading.piece.text, clock.date)
        if (date) Object.assign(clock, { date, minutes: null })
      }
    }
    readBlocksOf(section.blocks, clock, entries)
  }
  return entries
}

function readBlocksOf(blocks: Block[], clock: Clock, entries: TimelineEntry[]): void {
  for (const block of blocks) {
    if (block.kind === 'table') for (const entry of readTable(block, clock)) entries.push(entry)
    if (block.kind === 'item') {
      const entry = readLine(block.piece, clock)
      if (entry) entries.push(entry)
      else if (block.piece.text) for (const entry of readUntimed(block, clock, entries)) entries.push(entry)
    }
    if (block.kind === 'paragraph') {
      const entry = readLine(block.piece, clock)
      const date = entry ? null : leadingDate(block.piece.text, clock)
      if (entry) entries.push(entry)
      else if (date) Object.assign(clock, { date, minutes: null })
    }
  }
}

/** A paragraph that is only a date ("15 January") heads the entries below it. */
function leadingDate(text: string, clock: Clock) {
  return text.length < 60 ? firstDate(text, clock.date) : null
}

/** An item without a time: a date above its entries, or a step whose time the source does not give. */
function readUntimed(item: ItemBlock, clock: Clock, entries: TimelineEntry[]): TimelineEntry[] {
  const date = leadingDate(item.piece.text, clock)
  const rest = item.piece.text.replace(/[\p{P}\s\d]/gu, '')
  if (date && rest.length < 24) {
    Object.assign(clock, { date, minutes: null })
    return []
  }
  const { phase, others } = phaseOf(item.piece.text)
  // what stands in a list below a timed entry explains that entry; it opens and closes nothing by itself
  const explains = item.indent > 0 && entries.length > 0
  return [
    {
      moment: null,
      timePiece: null,
      piece: item.piece,
      text: plain(item.piece.text),
      phase: explains ? 'note' : phase,
      others: explains ? [] : others,
      lane: 'internal',
    },
  ]
}

/** Reads an entry that begins with a time, a date with a time, or a date; null when it begins with something else. */
export function readLine(piece: Piece, clock: Clock): TimelineEntry | null {
  const head = piece.text.slice(0, 120)
  const lead = LEAD.exec(head)?.[0].length ?? 0
  const dateHit = findDates(head).find((hit) => hit.index <= lead)
  const date = dateHit && completeDate(dateHit, clock.date)
  const afterDate = dateHit ? dateHit.index + dateHit.length : 0
  const gap = dateHit
    ? afterDate + (/^(?:[\s*_`,.:T)\]|–—-]|at|um|в|г\.?|года|,)*/iu.exec(head.slice(afterDate))?.[0].length ?? 0)
    : lead
  const times = findTimes(head)
  const time = times.find((hit) => hit.index <= gap) ?? bareTime(head, gap)
  if (!time && !date) return null
  const start = dateHit?.index ?? time?.index ?? 0
  const end = time ? endOfRange(head, times, time) : afterDate
  if (!time && !SEPARATOR.test(head.slice(end)) && end < head.length) return null
  const moment = time ? readMoment(time, date ?? null, clock) : date ? readDay(date, clock, start, end - start) : null
  if (!moment) return null
  const separator = SEPARATOR.exec(piece.text.slice(end, end + 60))?.[0].length ?? 0
  const body = cut(piece, end + separator)
  return {
    moment,
    timePiece: cut(piece, start, end),
    piece,
    text: plain(body.text),
    ...phaseOf(body.text),
    lane: 'internal',
  }
}

/** "0730" as a time, only at the place where a timeline has its times. */
function bareTime(head: string, index: number): TimeHit | undefined {
  const match = /^(?<hour>[01]\d|2[0-3])(?<minute>[0-5]\d)(?![\p{L}\p{N}/.:-])/u.exec(head.slice(index))
  if (!match?.groups) return undefined
  const { hour, minute } = match.groups
  return { index, length: 4, hour: Number(hour), minute: Number(minute), second: null, zone: null, approximate: false }
}

/** End of the time's wording: a range ("10:02 - 10:15 UTC") belongs to the time; its first instant counts. */
function endOfRange(head: string, times: TimeHit[], time: TimeHit): number {
  const end = time.index + time.length
  const next = times.find((hit) => hit.index > time.index)
  if (!next || !/^\s*(?:-|–|—|to|until|till|bis|до|по)\s*$/iu.test(head.slice(end, next.index))) return end
  time.zone ??= next.zone
  return next.index + next.length
}

function describe(entry: TimelineEntry, piece: Piece): TimelineEntry {
  return { ...entry, text: plain(piece.text), ...phaseOf(piece.text) }
}

const TIME_COLUMN =
  /^(?:date|time|when|at|timestamp|datum|zeit|uhrzeit|wann|zeitpunkt|дата|время|когда|hora|fecha|heure|ora|tijd|tid|czas|日時|時刻|时间)(?![\p{Ll}])/iu
const TEXT_COLUMN =
  /^(?:event|description|what|details?|activity|action|entry|note|message|summary|happened|ereignis|beschreibung|was|vorgang|событие|описание|что|действие|evento|descripción|événement|beskrivning|opis|内容|出来事|事件)/iu

function readTable(table: TableBlock, clock: Clock): TimelineEntry[] {
  const names = table.header.map((cell) => plain(cell.text))
  const timed = names.flatMap((name, index) => (TIME_COLUMN.test(name) ? [index] : []))
  const columns = timed.length > 0 ? timed : [0]
  for (const index of columns) clock.zone = findZone(table.header[index]?.text ?? '')?.zone ?? clock.zone
  const named = names.findIndex(
    (name, index) => !columns.includes(index) && TEXT_COLUMN.test(name) && !/type|typ|тип/i.test(name),
  )
  const textColumn = named >= 0 ? named : widestColumn(table, columns)
  return table.rows.flatMap((row) => readRow(row, columns, textColumn, clock) ?? [])
}

function widestColumn(table: TableBlock, without: number[]): number {
  const widths = table.header.map((_, index) =>
    without.includes(index) ? -1 : table.rows.reduce((sum, row) => sum + (row[index]?.text.length ?? 0), 0),
  )
  return widths.indexOf(Math.max(...widths))
}

function readRow(row: Piece[], columns: number[], textColumn: number, clock: Clock): TimelineEntry | null {
  const first = row[0]
  const last = row.at(-1)
  const body = row[textColumn]
  if (!first || !last || !body?.text) return null
  const cells = columns.flatMap((index) => row[index] ?? []).filter((cell) => cell.text)
  const timePiece = cells[0] ?? null
  const text = cells.map((cell) => cell.text).join(' ')
  // the row of an empty form ("20xx-MM-DD HH:mm") is no entry
  if (/^(?:20xx|yyyy|xx|hh|mm|dd|tbd|[-/:.\s?])+$/iu.test(text)) return null
  const lead = text ? readLine({ text, start: 0, end: text.length }, clock) : null
  const whole = { text: '', start: first.start, end: last.end }
  const moment = lead?.moment ?? null
  return { moment, timePiece, piece: whole, text: plain(body.text), ...phaseOf(body.text), lane: 'internal' }
}
