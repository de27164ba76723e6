import type { TableBlock } from './blocks'
import { findDates } from './dates'
import { shortYear } from './document-time'
import { labelKey } from './fields'
import { light } from './light-expression'
import { type Clock, firstDate, type Moment } from './moment'
import { phaseOf } from './phases'
import { type Piece, plain } from './piece'
import type { TimelineEntry } from './timeline'
import { readTimedLine } from './timeline-line'
import { findTimes } from './times'
import { findZone, type Zone, zoneNamed } from './zones'

const TIME_COLUMN = light(
  /^(?:date|time|when|at|ts|timestamp|start|from|begin|datum|zeit|uhrzeit|wann|zeitpunkt|beginn|von|дата|время|когда|начало|hora|horário|fecha|inicio|heure|horodatage|début|quand|ora|orario|quando|inizio|tijd|tijdstip|wanneer|tid|tidpunkt|klockslag|när|czas|godzina|kiedy|日付|日時|時刻|時間|发生时间|时间|時間點|日期|일시|시간|시각|날짜)(?![\p{Ll}])/iu,
)
const DATE_COLUMN = light(
  light(
    /^(?:date|day|datum|tag|дата|день|fecha|día|data|jour|giorno|dag|dzień|日付|日期|날짜)(?!.*(?:time|zeit|uhr|врем|hora|heure|ora|tid|czas|時))/iu,
  ),
)
const END_COLUMN = light(
  /^(?:end|until|to|till|finish(?:ed)?|ende|bis|конец|до|fin|fim|fine|einde|slut|koniec|終了)(?![\p{Ll}])/iu,
)
const TEXT_COLUMN = light(
  light(
    /^(?:event|description|what|details?|activity|action|entry|note|message|summary|happened|ereignis|beschreibung|was|vorgang|maßnahme|событие|описание|что|действие|evento|acontecimento|descripción|descrição|descrizione|événement|évènement|description|gebeurtenis|beschrijving|händelse|beskrivning|zdarzenie|wydarzenie|opis|内容|出来事|事象|イベント|事件|描述|이벤트|내용|사건)/iu,
  ),
)
/** The time of a row that nobody filled in. */
export const PLACEHOLDER = light(
  light(
    /^[\s*_`<[({]*(?:(?:20)?xx(?:xx)?|yyyy|jjjj|aaaa|гггг|hh|чч|tbd|tba|time|timestamp|ts|дд|mm|dd|T\+[XYZ])(?:[-/:.\s?]*(?:xx|yyyy|hh|mm|ss|dd|мм|чч|utc|am\/pm|t|z))*[\s*_`>\])}]*$/iu,
  ),
)

/**
 * The entries of a timeline that is a table, one per row. Date and time may be in columns of their own and in any order; a date
 * holds for the rows below it; the same time in columns of several zones is one entry, taken from UTC where that is one of them.
 */
export function readTimelineTable(table: TableBlock, clock: Clock): TimelineEntry[] {
  const { header, rows } = withHeader(table)
  const columns = timeColumns(header, rows)
  const zones = columns.map((index) => findZone(header[index]?.text ?? '')?.zone ?? null)
  const names = header.map((cell) => plain(cell.text))
  const named = names.findIndex(
    (name, index) => !columns.includes(index) && TEXT_COLUMN.test(name) && !/type|typ|тип/i.test(name),
  )
  const textColumn = named >= 0 ? named : widestColumn(header, rows, columns)
  // "Timeline 20.04.22" at the head of the column
  const day = header
    .map((cell) => firstDate(cell.text, clock.date, clock.order ?? null) ?? shortYear(cell.text))
    .find(Boolean)
  if (day) Object.assign(clock, { date: day, minutes: null, dateDoubt: null })
  const zone = zones.find(isUtc) ?? zones.find((candidate) => candidate !== null)
  if (zone) Object.assign(clock, { zone, zoneDoubt: null })
  return rows.flatMap((row) => readRow(row, columns, zones, textColumn, clock) ?? [])
}

/** Whether a table outside a section on the timeline is one: a column of times, read from most rows. */
export function isTimelineTable(table: TableBlock): boolean {
  const { header, rows } = withHeader(table)
  // "Start | 9:12", "End | 11:40", "Severity | high": facts of the whole
  if (rows.filter((row) => labelKey(row[0]?.text ?? '')).length * 2 > rows.length) return false
  return timeColumns(header, rows).some((index) => {
    const timed = rows.filter((row) => beginsWithTime(row[index]?.text ?? ''))
    return timed.length >= 2 && timed.length * 2 > rows.length
  })
}

/** A table converted from HTML can have an empty header, or its first row as header. */
function withHeader(table: TableBlock): { header: Piece[]; rows: Piece[][] } {
  if (table.header.every((cell) => cell.text === '') && table.rows[0]) {
    const [first, ...rest] = table.rows
    return first.some((cell) => beginsWithTime(cell.text))
      ? { header: table.header, rows: table.rows }
      : { header: first, rows: rest }
  }
  return table.header.some((cell) => beginsWithTime(cell.text))
    ? { header: table.header.map((cell) => ({ ...cell, text: '' })), rows: [table.header, ...table.rows] }
    : table
}

/** Columns with dates and times: those named so, with a date column first; else the one whose cells mostly are times. */
function timeColumns(header: Piece[], rows: Piece[][]): number[] {
  const names = header.map((cell) => plain(cell.text))
  const timed = names.flatMap((name, index) =>
    (TIME_COLUMN.test(name) || zoneNamed(name.replace(/^[(]|[)]$/g, ''))) && !END_COLUMN.test(name) ? [index] : [],
  )
  const isDate = (index: number) => {
    const dated = rows.filter((row) => hasDateOnly(row[index]?.text ?? '')).length
    return Number(DATE_COLUMN.test(names[index] ?? '') || dated * 2 > rows.length)
  }
  if (timed.length > 0) return timed.sort((a, b) => isDate(b) - isDate(a) || a - b)
  const counts = header.map((_, index) => rows.filter((row) => beginsWithTime(row[index]?.text ?? '')).length)
  const most = Math.max(0, ...counts)
  return [most > 0 ? counts.indexOf(most) : 0]
}

function hasDateOnly(text: string): boolean {
  if (/^[\s*_`]*\d{1,2}[-/.]\d{1,2}\.?[\s*_`]*$/u.test(text)) return true
  return findDates(text, null, true).length > 0 && findTimes(text).length === 0
}

function beginsWithTime(text: string): boolean {
  const clock = { date: { year: 2000, month: 1, day: 1 }, zone: null, minutes: 0 }
  if (text.length === 0 || text.length > 80) return false
  return readTimedLine(asLine(text), clock) !== null
}

function isUtc(zone: Zone | null): boolean {
  return zone?.kind === 'fixed' && zone.minutes === 0
}

function widestColumn(header: Piece[], rows: Piece[][], without: number[]): number {
  const widths = header.map((_, index) =>
    without.includes(index) ? -1 : rows.reduce((sum, row) => sum + (row[index]?.text.length ?? 0), 0),
  )
  return widths.indexOf(Math.max(...widths))
}

function readRow(
  row: Piece[],
  columns: number[],
  zones: (Zone | null)[],
  textColumn: number,
  clock: Clock,
): TimelineEntry | null {
  const first = row[0]
  const last = row.at(-1)
  const body = row[textColumn]
  if (!first || !last) return null
  const cells = columns.flatMap((index, place) => {
    const cell = row[index]
    return cell && /[\p{L}\p{N}?]/u.test(cell.text) ? [{ piece: cell, zone: zones[place] ?? null }] : []
  })
  const own = body ? plain(body.text) : ''
  const heading = cells[0]?.piece.text ?? ''
  // a row without a remark tells what its other cells say ("0 W", "off")
  const others = row.filter((cell, index) => !columns.includes(index) && /[\p{L}\p{N}]/u.test(cell.text))
  const text =
    /[\p{L}\p{N}]/u.test(own) || hasDateOnly(heading) ? own : others.map((cell) => plain(cell.text)).join(', ')
  if (!/[\p{L}\p{N}]/u.test(text)) {
    if (hasDateOnly(heading)) readTimedLine(asLine(heading), clock)
    return null
  }
  // the row of an empty form ("20xx-MM-DD HH:mm") is no entry
  if (cells.length > 0 && cells.every(({ piece }) => PLACEHOLDER.test(piece.text))) return null
  const { moment, timePiece } = momentOfCells(cells, clock)
  if (text !== own && !moment) return null
  const whole = { text: '', start: first.start, end: last.end }
  return { moment, timePiece, piece: whole, text, ...phaseOf(body?.text ?? ''), lane: 'internal' }
}

/** "1916" alone in a column of times. */
function withColon(text: string): string {
  return text.replace(/^[\s*_~]*(?<hour>[01]\d|2[0-3])(?<minute>[0-5]\d)[\s*_]*$/, '$<hour>:$<minute>')
}

type TimeCell = { piece: Piece; zone: Zone | null }

/** The cells of a row that give its time, as one line: the date, and the time or the same time in several zones. */
function momentOfCells(cells: TimeCell[], clock: Clock): { moment: Moment | null; timePiece: Piece | null } {
  const dates = cells.filter(({ piece }) => hasDateOnly(piece.text))
  const times = cells.filter((cell) => !dates.includes(cell))
  const [first] = times
  const zoned = times.length > 1 && times.every(({ zone }) => zone)
  const used = [...dates, ...(zoned ? times : first ? [first] : [])]
  const texts = (zoned ? times : first ? [first] : []).map(({ piece, zone }) =>
    // "16:00~" goes on from then
    zone && !findZone(piece.text)
      ? `${withColon(piece.text).replace(/[\s~～〜–—-]+$/, '')} ${zone.text}`
      : withColon(piece.text),
  )
  const line = [...dates.map(({ piece }) => piece.text), texts.join(' / ')].join(' ').trim()
  if (!line) return { moment: null, timePiece: null }
  const moment = readTimedLine(asLine(line), clock)?.moment ?? null
  return { moment, timePiece: wording(used.map(({ piece }) => piece)) }
}

/** A cell as a line: what a page breaks in two is one time, and a text behind it lets a date alone be read. */
function asLine(text: string): Piece {
  const line = `${text.replace(/<br\s*\/?>/gi, ' ')} | x`
  return { text: line, start: 0, end: line.length }
}

/** The wording of a time that stands in one or several cells, with the place of the first of them. */
function wording(pieces: Piece[]): Piece | null {
  const [first] = pieces
  return first ? { ...first, text: pieces.map((piece) => piece.text).join(' ') } : null
}
