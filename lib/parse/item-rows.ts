// A table of action items as comma-separated values: our own, or that of a tracker or a spreadsheet.
import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { FileColumn, ItemCell, ItemColumn, ItemField, ItemRow, ItemRows } from '@/lib/schema/item-file'
import { ITEM_FIELDS, MAX_ITEM_ROWS } from '@/lib/schema/item-file'
import { sentence } from '@/lib/schema/sentence'
import { readDay, readKind, readPriority, readSince, readStatus, saysNothing, type ReadCell } from './item-cells'

/** Headings in lower case, punctuation as blanks. The first of a line is how our own files call it. */
const HEADINGS: Record<ItemColumn, string> = {
  id: 'id|item id|action item id|hindsight id',
  version: 'version',
  title: 'title|summary|action item|action|task|name|what|todo|follow up|titel|aufgabe|titre|título|название|задача',
  status: 'status|state|zustand|estado|statut|статус',
  owner:
    'owner|assignee|assigned to|responsible|dri|person|who|verantwortlich|zuständig|responsable|responsável|ответственный|исполнитель',
  due: 'due|due date|deadline|target date|due on|due by|fällig|fällig am|échéance|fecha límite|срок',
  priority: 'priority|prio|priorität|priorité|prioridad|приоритет',
  kind: 'kind|type|category|item type|art|тип',
  scope: 'scope|limited to',
  condition: 'condition',
  dependency: 'dependency|depends on|order',
  description: 'description|notes|details|note|body|comment|comments|beschreibung|notizen|descripción|описание',
  closedBy: 'evidence|evidence of closure|closed by|proof',
  reason: 'reason|reason for not doing',
  ticket:
    'ticket|link|key|ticket url|ticket link|issue|issue key|issue url|issue link|tracker link|tracker|jira|linear|github',
  since: 'since|open since|created|created at|created on|opened|opened at|opened on',
  of: 'of slug|incident|postmortem|url|incident id|incident url|incident slug|incident key|postmortem url|external id|incident name|incident title|outage|vorfall|инцидент',
  'of kind': 'of kind',
  'of title': 'of title',
}
const COLUMN_OF = new Map(
  (Object.entries(HEADINGS) as [ItemColumn, string][]).flatMap(([column, names]) =>
    names.split('|').map((name): [string, ItemColumn] => [name, column]),
  ),
)
/** Columns of our own files that follow from others. */
const WORKED_OUT = new Set(['open days', 'debt days'])

const nameOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** What each column is read as; the first of two for the same counts, and columns of `skip` are left out. */
function readColumns(headings: readonly string[], skip: ReadonlySet<string>): FileColumn[] {
  const taken = new Map<ItemColumn, string>()
  return headings.map((heading) => {
    const name = nameOf(heading)
    if (WORKED_OUT.has(name)) return { heading, field: null, why: sentence`follows from other columns` }
    const column = COLUMN_OF.get(name)
    if (column === undefined) return { heading, field: null, why: sentence`unknown heading` }
    if (skip.has(name)) return { heading, field: null, why: 'left out' }
    const other = taken.get(column)
    if (other !== undefined) return { heading, field: null, why: sentence`“${other}” is read instead` }
    taken.set(column, heading)
    return { heading, field: column, why: null }
  })
}

// As our own files write a cell that begins like a formula: behind an apostrophe.
const ESCAPED = /^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/

/** A cell as its writer meant it: the apostrophe in front of what begins like a formula is not theirs, line ends are one character. */
export function unescapeCell(written: string): string {
  return written.replace(ESCAPED, '').replaceAll(/\r\n?/g, '\n').trim()
}

const READERS: Partial<Record<ItemField, (text: string) => ReadCell>> = {
  status: readStatus,
  due: readDay,
  priority: readPriority,
  kind: readKind,
}

function readCell(field: ItemField, written: string): ReadCell {
  const text = unescapeCell(written)
  const read = READERS[field]
  if (read) return read(text)
  if (field === 'owner' && saysNothing(text)) return { value: null }
  return { value: text === '' ? null : text }
}

const DELIMITERS = [',', ';', '\t'] as const

/** The character between cells: the one that gives the first line the most known headings. */
function findDelimiter(head: string): string {
  const known = (delimiter: string) => head.split(delimiter).filter((cell) => COLUMN_OF.has(nameOf(cell))).length
  return DELIMITERS.reduce<string>((best, one) => (known(one) > known(best) ? one : best), ',')
}

const RecordsSchema = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }))

type Failure = { problem: string }

/** A text with one character at the end of each line, whatever wrote it. */
function withLines(text: string): string {
  return text.includes('\n') ? text.replaceAll('\r\n', '\n') : text.replaceAll('\r', '\n')
}

/**
 * Reads a table of action items; the text is decoded. `skip`: headings of columns to leave out. Gives its columns and rows, each with
 * what cannot be read of it; a problem in place of both for a text that is no such table or has too many rows.
 */
export function readItemRows(text: string, skip: readonly string[] = []): ItemRows | Failure {
  // Excel's own way to name the character between cells.
  const named = /^\uFEFF?sep=([,;\t])\r?\n/i.exec(text)
  const body = withLines(text.slice(named?.[0].length ?? 0).replace(/^\uFEFF/, ''))
  const first = /\S[^\n]*/.exec(body)?.[0] ?? ''
  const delimiter = named?.[1] ?? findDelimiter(first)
  let records: z.infer<typeof RecordsSchema>
  try {
    const options = { delimiter, info: true, relax_column_count: true, record_delimiter: '\n', to: MAX_ITEM_ROWS * 2 }
    records = RecordsSchema.parse(parse(body, options))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { problem: sentence`The quotes do not close: ${error.message}.` }
  }
  const written = records.map(({ record }, index) => ({ record, line: (records[index - 1]?.info.lines ?? 0) + 1 }))
  const [head, ...rows] = written.filter(({ record }) => record.some((cell) => cell.trim() !== ''))
  if (!head || rows.length === 0) return { problem: sentence`There is no row below the headings.` }
  if (rows.length > MAX_ITEM_ROWS) {
    return {
      problem: sentence`There are more than ${MAX_ITEM_ROWS.toLocaleString('en')} rows: cut the file into several.`,
    }
  }
  const columns = readColumns(head.record, new Set(skip.map(nameOf)))
  if (!columns.some(({ field }) => field === 'title' || field === 'id')) {
    return {
      problem: sentence`No column is called “title”, “summary” or “id”: the first line has to name the columns.`,
    }
  }
  const offset = named ? 1 : 0
  return {
    columns,
    rows: rows.map(({ record, line }) => readRow(columns, record, line + offset)),
  }
}

function readRow(columns: readonly FileColumn[], record: readonly string[], line: number): ItemRow {
  const row: ItemRow = { line, id: null, version: null, of: null, ofKind: null, since: null, cells: {}, problems: [] }
  if (record.length > columns.length) row.problems.push(sentence`It has more cells than there are headings.`)
  let title: string | null = null
  let since: ReadCell = { value: null }
  for (const [index, { field }] of columns.entries()) {
    const written = record[index]
    // A cell that is missing at the end of a line says nothing: it is not an empty one.
    if (field === null || written === undefined) continue
    if (field === 'of title') title = unescapeCell(written) || null
    else if (field === 'since') since = readSince(unescapeCell(written))
    else if (isField(field)) readField(row, field, written)
    else readPlace(row, field, unescapeCell(written))
  }
  if ('value' in since) row.since = since.value
  // What is open since when is read of new items only.
  else if (row.id === null) row.problems.push(since.problem)
  return { ...row, of: row.of ?? title }
}

const isField = (name: string): name is ItemField => ITEM_FIELDS.some((field) => field === name)

function readField(row: ItemRow, field: ItemField, written: string): void {
  const read = readCell(field, written)
  if ('problem' in read) row.problems.push(read.problem)
  else row.cells[field] = { written, value: read.value } satisfies ItemCell
}

function readPlace(row: ItemRow, place: string, text: string): void {
  if (place === 'id') row.id = text || null
  else if (place === 'of') row.of = text || null
  else if (place === 'version') readVersion(row, text)
  else if (place === 'of kind') {
    const kind = text.toLowerCase()
    if (kind === 'incident' || kind === 'skill') row.ofKind = kind
    else if (kind !== '') row.problems.push(sentence`“${text.slice(0, 60)}” is neither incident nor skill.`)
  }
}

function readVersion(row: ItemRow, text: string): void {
  if (text === '') return
  if (/^\d{1,9}$/.test(text)) row.version = Number(text)
  else row.problems.push(sentence`“${text.slice(0, 60)}” is no version: leave that column as it was written.`)
}
