import { sentence } from '@/lib/schema/sentence'
import type { Block } from './blocks'
import { findDateOrder } from './date-order'
import { type CalendarDate, completeDate, type DateOrder, daysIn, findDates, isoDate } from './dates'
import { readZone } from './document-zone'
import { type Field, fieldOf } from './fields'
import { light } from './light-expression'
import { type Clock, firstDate } from './moment'
import { cut, type Piece } from './piece'
import { type Section, sectionsOf } from './sections'
import type { Zone } from './zones'

/**
 * `on`: the date of the incident; `labelled`: a label calls it so; `reported`: the date that the document gives itself;
 * `doubt`: why `on` may be another.
 */
export type Dates = {
  on: CalendarDate | null
  labelled: boolean
  reported: { date: CalendarDate; piece: Piece } | null
  order: DateOrder | null
  doubt: string | null
}

type Reading = {
  sections: Section[]
  fields: Field[]
  blocks: Block[]
  title: Piece | null
  /** Date and zone from outside the text: front matter, the file's name, an update log. */
  hints: { date: CalendarDate | null; sure?: boolean; title?: string | null; zone: Zone | null }
}

/** The dates of a document, and what a time in it inherits: date, zone and the order of numbers in its dates. */
export function readDocumentClock(reading: Reading): { dates: Dates; clock: Clock } {
  const { sections, fields, blocks, title, hints } = reading
  // what a comment asks the author to write is no fact
  const pieces = blocks.flatMap((block) =>
    block.kind === 'table' ? [...block.header, ...block.rows.flat()] : block.kind === 'html' ? [] : [block.piece],
  )
  const texts = [title?.text ?? '', hints.title ?? '', ...pieces.map((piece) => piece.text)]
  const order = findDateOrder(hints.date ? [isoDate(hints.date), ...texts] : texts)
  const named = hints.title ? { text: hints.title, start: 0, end: 0 } : null
  const dated = [title, named].find(
    (piece) => piece && (firstDate(piece.text, hints.date, order) ?? shortYear(piece.text)) !== null,
  )
  const dates = readDates(sections, fields, dated ?? title ?? named, hints.date, order, hints.sure)
  const told = readZone(sections, fields, blocks)
  const clock: Clock = {
    date: dates.on,
    zone: told?.zone ?? hints.zone,
    minutes: null,
    order,
    dateDoubt: dates.doubt,
    zoneDoubt: told?.doubt ?? null,
    australia: texts.some((text) => /Australia|Sydney|Melbourne|Brisbane|(?<!\p{L})AE[SD]T(?!\p{L})/u.test(text)),
  }
  return { dates, clock }
}

/**
 * The dates of a document: of the incident by its label, else the document's own, else the first in title, lead or timeline.
 * `hint` is a date from outside the text, `sure` when what gives it dates the incident and not the page. Calendar dates are in
 * the source's zone.
 */
export function readDates(
  sections: Section[],
  fields: Field[],
  title: Piece | null,
  hint: CalendarDate | null,
  order: DateOrder | null = null,
  sure = false,
): Dates {
  const labelled = fieldOf(fields, 'date')
  const stated = labelled && pieceOfDate(labelled.value, hint, order)
  const incidentField = fieldOf(fields, 'incident-date', 'start', 'period')
  const named = incidentField && pieceOfDate(incidentField.value, stated?.date ?? hint, order)
  const anchor = stated?.date ?? hint
  // names of people and empty fields may stand above the text
  const firstTold = sections.slice(0, 12).findIndex((section) => !isBareSection(section))
  const lead = sections
    .slice(0, Math.max(3, firstTold + 1))
    .flatMap((section) => [
      ...(section.heading ? [section.heading.piece] : []),
      ...section.blocks.flatMap((block) => (block.kind === 'paragraph' || block.kind === 'item' ? [block.piece] : [])),
    ])
    .slice(0, 20)
  const inTitle = title && (firstDate(title.text, anchor, order) ?? shortYear(title.text))
  const detection = fieldOf(fields, 'detected')
  const detected = detection && pieceOfDate(detection.value, anchor, order)
  const inLead =
    detected?.date ?? firstOf(lead, anchor, order) ?? lead.map(({ text }) => monthFirst(text)).find(Boolean) ?? null
  const inTimeline = firstTimelineDate(sections, order, anchor)
  const over = stated !== null && !incidentField && isAfterTimeline(stated.date, sections, order)
  const published = labelled !== null && (over || OF_REPORT.test(labelled.label.text))
  const told =
    published && stated
      ? (inTitle ?? shortlyBefore(inLead, stated.date) ?? (over ? shortlyBefore(inTimeline, stated.date) : null))
      : null
  const known = sure ? hint : null
  const beforeHint = hint && shortlyBefore(inTimeline, hint)
  const on = named?.date ?? told ?? stated?.date ?? known ?? inTitle ?? inLead ?? beforeHint ?? hint ?? inTimeline
  const otherYear = on && findOtherYear([...(title ? [title] : []), ...lead], on, order)
  const several = distinctDates(lead, anchor, order) > 1
  const unsure =
    !on || named || on === known || (stated && !published) || ((!stated || told) && inTitle)
      ? null
      : told && stated
        ? sentence`The date ${isoDate(on)} is told in the text; the report itself is of ${isoDate(stated.date)}.`
        : stated
          ? sentence`The date ${isoDate(on)} is the one of the report; the incident may have been on another day.`
          : inLead
            ? several &&
              sentence`The date ${isoDate(on)} is the first of several in the text and not written with this time.`
            : hint && sentence`The date ${isoDate(on)} comes from the name or the head of the file, not from its text.`
  return {
    on,
    labelled: named?.date === on && incidentField?.key === 'incident-date',
    reported: stated,
    order,
    doubt: otherYear
      ? sentence`The document gives this day as ${isoDate(on)} and as ${isoDate(otherYear)}; one of the two years is wrong.`
      : unsure || null,
  }
}

/** The same day of another year: at the turn of a year people write the old one. */
function findOtherYear(pieces: Piece[], on: CalendarDate, order: DateOrder | null): CalendarDate | null {
  const years = [String(on.year - 1), String(on.year + 1)]
  for (const piece of pieces) {
    const text = piece.text.slice(0, 2000)
    for (const hit of years.some((year) => text.includes(year)) ? findDates(text, order) : []) {
      const date = hit.year === null || hit.year === on.year ? null : completeDate(hit, null)
      if (date && date.month === on.month && date.day === on.day && Math.abs(date.year - on.year) === 1) return date
    }
  }
  return null
}

/** "Website outage 5-26-21": a day above 12 tells the order, and the year is of this century. */
export function shortYear(title: string): CalendarDate | null {
  const match = /(?<![\d.:/-])(?<first>\d{1,2})(?<mark>[-/.])(?<second>\d{1,2})\k<mark>(?<year>\d{2})(?![\d.:/-])/.exec(
    title,
  )
  const [first, second, year] = [match?.groups?.first, match?.groups?.second, match?.groups?.year].map(Number)
  if (!match || !first || !second || year === undefined) return null
  const [month, day] = first > 12 ? [second, first] : [first, second]
  return month <= 12 && day > 12 && day <= daysIn(2000 + year, month) ? { year: 2000 + year, month, day } : null
}

/** "10:02 AM PST on 5/14/18": the middle number can be nothing but a day, so the last one is the year. */
function monthFirst(text: string): CalendarDate | null {
  const found = /(?<![\d.:/-])(?:1[0-2]|0?[1-9])\/(?:1[3-9]|2\d|3[01])\/\d{2}(?![\d.:/-]*\d)/.exec(text.slice(0, 5000))
  return found ? shortYear(found[0]) : null
}

/** A label of the date on which a report was written, not of what it tells. */
export const OF_REPORT = light(
  /publi|report|rapport|bericht|veröff|verfass|erstell|отч|составл|modif|updat|uppdat|rédact|redac|elabor|emissão|relatório|informe|verslag|opgesteld|raport|sporządz|skriv|公開|作成|報告|报告|撰写|撰寫|填报|填報|작성|보고/iu,
)

/** `date` when it is before the report's own, by two months at most. */
function shortlyBefore(date: CalendarDate | null, report: CalendarDate): CalendarDate | null {
  if (!date) return null
  const days =
    (Date.UTC(report.year, report.month, report.day) - Date.UTC(date.year, date.month, date.day)) / 86_400_000
  return days > 0 && days < 62 ? date : null
}

/** "Created: 2019-03-20", "Last modified by Ines: ...": when the page was made or changed, not when something happened. */
const OF_THE_PAGE = light(
  /^[\s*_>|-]*(?:(?:page |document |doc )?(?:created|modified|updated|(?:last|latest) (?:modified|modification|updated?|edit(?:ed)?|changed?|revis(?:ed|ion)|reviewed)|written|review date|version)|erstellt|geändert|zuletzt (?:geändert|bearbeitet|aktualisiert)|создан\p{L}*|обновлен\p{L}*|изменен\p{L}*|créée?|modifiée?|mise à jour|creado|actualizado|criado|atualizado|creato|aggiornato|aangemaakt|bijgewerkt|skapad|uppdaterad|utworzono|zaktualizowano|作成日?|更新日?|最終更新日?|报告日期|報告日期?|公開日|撰[写寫]日期|填[报報]日期|创建(?:时间|日期)?|更新(?:时间|日期)?|작성일자?|보고일자?|보고서 작성일|(?:report|publication) date|date of (?:the )?report|berichtsdatum|erstellungsdatum|дата (?:отч[её]та|составления|публикации)|date (?:du rapport|de rédaction|de publication)|fecha (?:del informe|de elaboración|de publicación)|data (?:do relatório|de elaboração|de publicação|del rapporto|di redazione|raportu|sporządzenia)|datum (?:rapport|verslag)|rapportdatum)(?: (?:on|at|am|by|le|el|em|il|op|den)(?: [^:：\n]{1,40})?)?[\s*_]*[:：]/iu,
)

/** "Back to normal since 28 August": from then on all was well. */
const UNTIL_NOW = light(
  /(?<!\p{L})(?:back to (?:full |the )?\p{L}+|fully? (?:restored|operational|functional)|(?:normal|fixed|resolved|stable|healthy)(?: again)?) since [^.;,\n]{0,30}/giu,
)

/** "This document was generated from the logs, 2026-06-19": the same as a sentence. */
const MADE = light(
  /^[\s*_>|-]*(?:документ (?:создан|составлен|подготовлен)|dokument (?:wurde )?(?:erstellt|utworzono|skapat)|document (?:généré|créé|rédigé|opgesteld)|documento (?:creado|generado|criado|gerado|creato)|(?:this )?document (?:was )?(?:created|generated|written))(?!\p{L})/iu,
)

function firstOf(pieces: Piece[], anchor: CalendarDate | null, order: DateOrder | null): CalendarDate | null {
  let stamped: CalendarDate | null = null
  for (const piece of pieces) {
    // "Status: draft · Updated: 2026-09-06" are two facts
    const lines = piece.text.split(/\n|\s[·•|]\s/u).filter((line) => !OF_THE_PAGE.test(line) && !MADE.test(line))
    const date = firstDate(lines.join('\n').replace(UNTIL_NOW, ' '), anchor, order)
    if (date && !isStamp(piece.text)) return date
    stamped ??= date
  }
  return stamped
}

/** A line with a date and no word: when the page was written, unless no other date is told. */
function isStamp(text: string): boolean {
  const hit = findDates(text)[0]
  return (
    hit !== undefined &&
    text.length <= 60 &&
    !/\p{L}{3}/u.test(text.slice(0, hit.index) + text.slice(hit.index + hit.length))
  )
}

function distinctDates(pieces: Piece[], anchor: CalendarDate | null, order: DateOrder | null): number {
  const dates = pieces.flatMap((piece) =>
    findDates(piece.text.slice(0, 2000), order).flatMap((hit) => completeDate(hit, anchor) ?? []),
  )
  return new Set(dates.map(isoDate)).size
}

/** A section of which nothing is told, such as "## Owner: maya". */
function isBareSection({ blocks }: Section): boolean {
  return !blocks.some((block) => block.kind === 'paragraph' && block.piece.text.length > 40)
}

/** Whether all that the timeline dates was over by `date`: then the report is of that day, not the incident. */
function isAfterTimeline(date: CalendarDate, sections: Section[], order: DateOrder | null): boolean {
  const stamp = isoDate(date)
  const days = sectionsOf(sections, 'timeline').flatMap((section) =>
    [...(section.heading ? [section.heading.piece] : []), ...section.blocks.flatMap(leadingPieces)].flatMap((piece) =>
      findDates(piece.text.slice(0, 120), order).flatMap((hit) =>
        hit.day === null ? [] : (completeDate(hit, date) ?? []),
      ),
    ),
  )
  return days.length > 0 && days.every((day) => isoDate(day) < stamp)
}

/** What may hold the date of an entry: a line, or the first cell of each row. */
function leadingPieces(block: Block): Piece[] {
  if (block.kind === 'table') return [block.header, ...block.rows].flatMap((row) => row.slice(0, 1))
  return block.kind === 'item' || block.kind === 'paragraph' ? [block.piece] : []
}

function firstTimelineDate(
  sections: Section[],
  order: DateOrder | null,
  anchor: CalendarDate | null,
): CalendarDate | null {
  for (const section of sectionsOf(sections, 'timeline')) {
    const headed = section.key === 'timeline' || !section.heading ? null : section.heading
    const shown = section.blocks.filter((block) => block.kind !== 'html').slice(0, 5)
    for (const block of headed ? [headed, ...shown] : shown) {
      const text =
        block.kind === 'table'
          ? [...block.header, ...(block.rows[0] ?? [])].map((cell) => cell.text).join(' ')
          : 'piece' in block
            ? block.piece.text
            : ''
      const date = firstDate(text, anchor, order) ?? (block.kind === 'table' ? shortYear(text) : null)
      if (date) return date
    }
  }
  return null
}

/** The first complete date in `piece`, with its place. */
export function pieceOfDate(
  piece: Piece,
  anchor: CalendarDate | null,
  order: DateOrder | null = null,
): { date: CalendarDate; piece: Piece } | null {
  for (const hit of findDates(piece.text.slice(0, 500), order)) {
    const date = completeDate(hit, anchor)
    if (date) return { date, piece: cut(piece, hit.index, hit.index + hit.length) }
  }
  return null
}
