import { sentence } from '@/lib/schema/sentence'
import type { Block } from './blocks'
import { type Field, fieldOf } from './fields'
import { light } from './light-expression'
import type { Piece } from './piece'
import { readSentences } from './sentences'
import { type Section, sectionsOf } from './sections'
import { findTimes } from './times'
import { findZone, type Zone } from './zones'

/** The zone of a document's times; `doubt` says why it may be another. */
export type DocumentZone = { zone: Zone; doubt: string | null }

const ALL =
  'all|all the|alle|sämtliche|все|всё|toutes les|tous les|todas las|todos los|todas as|todos os|tutti gli|tutte le|alla|wszystkie'
const TIMES =
  'times?|timestamps?|dates?|zeiten|uhrzeiten|zeitangaben|zeitstempel|angaben|врем[яе]\\p{L}*|heures|horaires|horas|horarios|horários|orari|ore|tijden|tijdstippen|tider|klockslag|czasy|godziny'
/** A sentence about the times of the whole document, up to the place of the zone's name. */
const STATEMENT = light(
  new RegExp(
    `(?:(?:^|[(\\[:.;])[\\s*_>]*(?:note that |note: )?(?:(?:${ALL})\\s)?|(?<!\\p{L})(?:${ALL})\\s)(?:${TIMES})(?!\\p{L})[^.\\n|]{0,60}$|(?:時刻|日時|時間|时间|시간|시각|以下|下記|下述|以上|이하|아래)[^。\\n|]{0,20}$`,
    'iu',
  ),
)

/**
 * The zone that a document's times are in: what it says about all times, the heading of its timeline, a label, else the zone
 * behind the times themselves, when they agree. Null when the document gives none.
 */
export function readZone(sections: Section[], fields: Field[], blocks: Block[]): DocumentZone | null {
  const pieces = blocks.flatMap((block) =>
    block.kind === 'table'
      ? [...block.header, ...block.rows.slice(0, 3).flat()]
      : block.kind === 'code'
        ? []
        : [block.piece],
  )
  const stated = readStatement(pieces)
  if (stated) return { zone: stated, doubt: null }
  const labelled = fieldOf(fields, 'zone')
  const headings = sectionsOf(sections, 'timeline').flatMap((section) =>
    section.heading ? [section.heading.piece] : [],
  )
  const dated = fields.filter(({ key }) => ['date', 'incident-date', 'start', 'end', 'duration'].includes(key))
  for (const piece of [...(labelled ? [labelled.value] : []), ...headings, ...dated.map(({ value }) => value)]) {
    const hit = findZone(piece.text)
    if (hit) return { zone: hit.zone, doubt: null }
  }
  return readSpokenZone(sections, pieces)
}

function readStatement(pieces: Piece[]): Zone | null {
  for (const piece of pieces) {
    if (piece.text.length >= 5000 || !findZone(piece.text)) continue
    for (const sentence of readSentences(piece)) {
      const hit = findZone(sentence.text)
      if (!hit) continue
      const before = sentence.text.slice(0, hit.index)
      const behind = sentence.text.slice(hit.index + hit.zone.text.length)
      if (STATEMENT.test(before) || (hit.zone.kind === 'region' && isBare(before) && isBare(behind))) return hit.zone
    }
  }
  return null
}

/** Nothing but marks: "Horários de Brasília." says in what zone the document is. */
function isBare(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text)
}

/** The zone behind times: of the timeline when its times agree, else of the text, which is less sure. */
function readSpokenZone(sections: Section[], pieces: Piece[]): DocumentZone | null {
  const inTimeline = sectionsOf(sections, 'timeline').flatMap(({ heading, blocks }) => {
    // what a machine printed below "### 13:51" has the clock of the machine, and the heading that of the writer
    const printed = heading !== null && findTimes(heading.piece.text).length > 0
    return blocks.flatMap((block) =>
      block.kind === 'table'
        ? block.rows.flat()
        : block.kind === 'code' && (printed || block.indent > 0)
          ? []
          : [block.piece],
    )
  })
  const listed = zonesBehindTimes(inTimeline)
  if (listed.length > 0) {
    const [zone] = listed
    const agree = new Set(listed.map((one) => one.text)).size === 1
    const doubt = sentence`The timeline names several time zones, and none with this time.`
    return zone ? { zone, doubt: agree ? null : doubt } : null
  }
  const [zone] = zonesBehindTimes(pieces)
  if (!zone) return null
  return {
    zone,
    doubt: sentence`The time zone "${zone.text}" is written elsewhere in the document, not with this time.`,
  }
}

function zonesBehindTimes(pieces: Piece[]): Zone[] {
  return pieces.flatMap((piece) => {
    const text = withoutAddresses(piece.text.slice(0, 20_000))
    if (!/\d(?:Z(?![\p{L}\p{N}])|\s?[+−-]\d{2}:?\d{2}(?!\d))/u.test(text) && !findZone(text)) return []
    return findTimes(text).flatMap((hit) => hit.zone ?? [])
  })
}

/** The time within an address is one of a machine. */
function withoutAddresses(text: string): string {
  return text.includes('://') ? text.replace(/(?<!\p{L})https?:\/\/[^\s)>\]"']+/gu, ' ') : text
}
