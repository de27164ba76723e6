import type { Block, HeadingBlock, TableBlock } from './blocks'
import { type CalendarDate, findDates, isoDate } from './dates'
import { shortYear } from './document-time'
import { light } from './light-expression'
import { dateOf, partOf } from './log-entry'
import { INCIDENT_WORD, isListName, OWN } from './log-names'
import { plain } from './piece'
import { isPlaceholder } from './placeholders'
import { headingSectionKey } from './section-names'
import { slugOf } from './slugs'
import type { SourcePart } from './split-source'

const DATE_COLUMN = light(
  /^(?:date|day|datum|дата|fecha|data|when|date of incident|incident date|日付|日期|날짜|发生日期|発生日)/iu,
)

const TEXT_COLUMN = light(
  /incident|outage|title|description|summary|what|event|problem|issue|symptom|error|failure|síntoma|sintoma|sintomo|symptôme|симптом|症状|증상|vorfall|störung|beschreibung|инцидент|описание|incidente|descripción|descrição|descrizione|omschrijving|beskrivning|opis|случил|произошл|проблема|was passiert|passé|pasó|ocurri|aconteceu|successo|gebeurd|hände|stało|障害|概要|内容|事件|故障|描述|장애|내용/iu,
)

const MORE_COLUMN = light(
  /duration|impact|cause|causa|raíz|severity|service|resolution|status|post-?mortem|link|report|dauer|ursache|detected|detection|fix|remedy|длительность|причина|фикс|исправлен|решение|lösung|behebung|solución|solução|soluzione|correcti|oplossing|åtgärd|naprawa|durée|duración|duração|durata|duur|期間|影響|原因|対応|対策|处理|解决|조치|时长|影响|원인|영향|impatt|stato|priorit/iu,
)

/** Share of a text that its table of incidents has at least where nothing else says that the text is a list of them. */
const MAINLY = 0.35

/**
 * A table with an incident per row, in a document that tells no incident itself, or tells some of the rows at length below
 * headings with their days: those are read from there.
 */
export function findRows(blocks: Block[], length: number): SourcePart[] | null {
  const headings = blocks.filter((block): block is HeadingBlock => block.kind === 'heading')
  const tables = blocks.filter((block): block is TableBlock => block.kind === 'table' && isLogTable(block))
  const [table] = tables
  if (!table) return null
  const details = detailsBelow(headings, table.end, length)
  const own = headings.filter(
    // "Incident log – team of maya" names the list, too
    ({ piece }) =>
      !isListName(piece.text.split(/\s+[–—|-]\s/u)[0] ?? '') && OWN.has(headingSectionKey(piece.text) ?? 'details'),
  )
  if (own.some(({ start }) => !details.some((part) => start > part.start && start < part.end))) return null
  const named = headings.some(({ piece }) => isListName(piece.text) || INCIDENT_WORD.test(piece.text))
  const size = [...tables, ...details].reduce((sum, { start, end }) => sum + end - start, 0)
  if (size < length * MAINLY && !(named && headings.length <= 3)) return null
  const told = new Set(details.map(({ context }) => context.date))
  const parts = tables.flatMap((one) => rowsOf(one))
  const rows = tables.reduce((sum, one) => sum + one.rows.length, 0)
  if (parts.length < 2 || parts.length * 10 < rows * 8) return null
  return [...parts.filter(({ context }) => !told.has(context.date)), ...details]
}

/** "## Incident 2026-03-04 - title" below the table: the long account of one of its rows. */
function detailsBelow(headings: HeadingBlock[], from: number, length: number): SourcePart[] {
  return headings.flatMap((heading): SourcePart[] => {
    const date = dateOf(heading, [])
    if (heading.start < from || !date || !INCIDENT_WORD.test(heading.piece.text)) return []
    const next = headings.find(({ start, level }) => start > heading.start && level <= heading.level)
    return [partOf({ heading, start: heading.start, end: next?.start ?? length, date })]
  })
}

function rowsOf({ header, rows }: TableBlock): SourcePart[] {
  const dateAt = header.findIndex((cell) => DATE_COLUMN.test(plain(cell.text)))
  const textAt = header.findIndex((cell, index) => index !== dateAt && TEXT_COLUMN.test(plain(cell.text)))
  return rows.flatMap((row): SourcePart[] => {
    const day = dayOf(row[dateAt]?.text ?? '')
    const cell = row[textAt]
    const [first, last] = [row[0], row.at(-1)]
    if (!day || !cell || !first || !last || isPlaceholder(cell.text)) return []
    const on = isoDate(day)
    return [
      {
        start: first.start,
        end: last.end,
        key: `${on}-${slugOf(plain(cell.text))}`,
        context: { format: 'postmortem', date: on, columns: header.map(({ text }) => plain(text)) },
      },
    ]
  })
}

function dayOf(cell: string): CalendarDate | null {
  const hit = findDates(cell).find(({ day, year }) => day !== null && year !== null)
  return hit?.year && hit.day ? { year: hit.year, month: hit.month, day: hit.day } : shortYear(plain(cell))
}

function isLogTable({ header, rows }: TableBlock): boolean {
  const names = header.map((cell) => plain(cell.text))
  const has = (name: RegExp) => names.some((text) => name.test(text))
  return (
    rows.length >= 2 &&
    names.length >= 3 &&
    has(DATE_COLUMN) &&
    names.some((text) => !DATE_COLUMN.test(text) && TEXT_COLUMN.test(text)) &&
    has(MORE_COLUMN)
  )
}
