import type { Block } from './blocks'
import { type CalendarDate, completeDate, findDates } from './dates'
import { type Field, fieldOf } from './fields'
import { firstDate } from './moment'
import { cut, type Piece } from './piece'
import { type Section, sectionsOf } from './sections'
import { readSentences } from './sentences'
import { findTimes } from './times'
import { findZone, type Zone } from './zones'

/** `on`: the date of the incident; `reported`: the date that the document gives itself. */
export type Dates = { on: CalendarDate | null; reported: { date: CalendarDate; piece: Piece } | null }

/**
 * The dates of a document: of the incident by its label, else the document's own, else the first in title, lead or timeline.
 * `hint` is a date from outside the text (front matter, an update log). Calendar dates are in the source's zone.
 */
export function readDates(sections: Section[], fields: Field[], title: Piece | null, hint: CalendarDate | null): Dates {
  const labelled = fieldOf(fields, 'date')
  const stated = labelled && pieceOfDate(labelled.value, hint)
  const incidentField = fieldOf(fields, 'incident-date', 'start')
  const named = incidentField && pieceOfDate(incidentField.value, stated?.date ?? hint)
  const lead = sections
    .slice(0, 3)
    .flatMap((section) => [
      ...(section.heading ? [section.heading.piece] : []),
      ...section.blocks.flatMap((block) => (block.kind === 'paragraph' || block.kind === 'item' ? [block.piece] : [])),
    ])
  const anchor = stated?.date ?? hint
  const found = named?.date ?? stated?.date ?? (title && firstDate(title.text, anchor)) ?? firstOf(lead, anchor) ?? hint
  return { on: found ?? firstTimelineDate(sections), reported: stated }
}

function firstOf(pieces: Piece[], anchor: CalendarDate | null): CalendarDate | null {
  for (const piece of pieces.slice(0, 20)) {
    const date = firstDate(piece.text, anchor)
    if (date) return date
  }
  return null
}

function firstTimelineDate(sections: Section[]): CalendarDate | null {
  for (const section of sectionsOf(sections, 'timeline')) {
    for (const block of section.blocks.slice(0, 5)) {
      const text =
        block.kind === 'table'
          ? (block.rows[0] ?? []).map((cell) => cell.text).join(' ')
          : 'piece' in block
            ? block.piece.text
            : ''
      const date = firstDate(text, null)
      if (date) return date
    }
  }
  return null
}

/** The first complete date in `piece`, with its place. */
export function pieceOfDate(piece: Piece, anchor: CalendarDate | null): { date: CalendarDate; piece: Piece } | null {
  for (const hit of findDates(piece.text.slice(0, 500))) {
    const date = completeDate(hit, anchor)
    if (date) return { date, piece: cut(piece, hit.index, hit.index + hit.length) }
  }
  return null
}

const ZONE_STATEMENT =
  /(?<!\p{L})(?:(?:all |the )?(?:times?|timestamps?|dates?)|(?:alle )?(?:zeiten|uhrzeiten|zeitangaben|angaben)|(?:вс[её] )?(?:врем[яе]\p{L}*)|toutes les heures|todas las horas|todos os horários|alle tijden|alla tider)(?!\p{L})[^.\n|]{0,60}$/iu

/** The document's zone: a statement about all times, the timeline's heading, a label, else the first zone behind a time or date. */
export function readZone(sections: Section[], fields: Field[], blocks: Block[]): Zone | null {
  const pieces = blocks.flatMap((block) =>
    block.kind === 'table'
      ? [...block.header, ...block.rows.slice(0, 3).flat()]
      : block.kind === 'code'
        ? []
        : [block.piece],
  )
  for (const piece of pieces) {
    for (const sentence of piece.text.length < 5000 ? readSentences(piece) : []) {
      const hit = findZone(sentence.text)
      if (hit && ZONE_STATEMENT.test(sentence.text.slice(0, hit.index))) return hit.zone
    }
  }
  const labelled = fieldOf(fields, 'zone')
  const candidates = [
    ...(labelled ? [labelled.value] : []),
    ...sectionsOf(sections, 'timeline').flatMap((section) => (section.heading ? [section.heading.piece] : [])),
  ]
  for (const field of fields)
    if (['date', 'incident-date', 'start', 'end', 'duration'].includes(field.key)) candidates.push(field.value)
  for (const piece of candidates) {
    const hit = findZone(piece.text)
    if (hit) return hit.zone
  }
  for (const piece of pieces) {
    const time = /\d/.test(piece.text) ? findTimes(piece.text.slice(0, 20_000)).find((hit) => hit.zone) : undefined
    if (time?.zone) return time.zone
  }
  return null
}
