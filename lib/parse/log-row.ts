import type { DocumentDraft, Draft, IncidentDraft } from '@/lib/schema/draft'
import type { SourceContext } from '@/lib/schema/source'
import { blankIncident, blankWindow } from '@/lib/schema/blank-incident'
import { completeDate, findDates } from './dates'
import { readDuration } from './durations'
import { labelKey } from './fields'
import { splitList } from './impact'
import { statusOf } from './incident-status'
import { detectLanguage } from './language'
import { light } from './light-expression'
import { readMoment } from './moment'
import { cut, oneLine, type Piece, pieceOf, plain, putList, spanOf } from './piece'
import { isPlaceholder } from './placeholders'
import { findReferences } from './references'
import { exactSectionKey, headingSectionKey } from './section-names'
import { incidentSlug } from './slugs'
import { findTimes } from './times'
import { type Zone, zoneNamed } from './zones'

const CAUSE = light(
  /(?<!\p{L})(?:(?:root )?causes?|reason|ursache|grund|причин\p{L}*|causa|raíz|raiz|motivo|oorzaak|orsak|przyczyna)(?!\p{L})|原因|원인|根因/iu,
)
const NOTHING = /^(?:[-–—?/.]+|n\/?a|tbd|tba|unknown|none|unbekannt|неизвестно|desconocid[oa]|不明|未知)\.?$/i

type Cell = { name: string; piece: Piece }

/**
 * Reads a row of a table that lists incidents, in the light of the names of its columns, which the part inherits. `titleAt`: which
 * of its cells names the incident is told by the first that is no date and no number. Null for anything else.
 */
export function readLogRow(source: string, context: SourceContext): Draft | null {
  const names = context.columns ?? []
  if (!context.date || names.length === 0 || /[\r\n]/.test(source.trim())) return null
  const pieces = cellsOf(source)
  if (pieces.length !== names.length) return null
  const cells = pieces.map((piece, index): Cell => ({ name: plain(names[index] ?? ''), piece }))
  const title = titleOf(cells)
  if (!title) return null
  const incident: IncidentDraft = { ...blankIncident(), on: context.date }
  const spans: DocumentDraft['spans'] = { title: spanOf(title.piece) }
  const zone = zoneNamed(context.zone ?? '')
  for (const cell of cells) if (cell !== title && isValue(cell.piece)) readCell(cell, incident, spans, zone)
  const stated = cells.find(({ name }) => labelKey(name) === 'status')
  incident.status = statusOf(incident, stated ? stated.piece.text : null)
  const name = plain(title.piece.text)
  const document: DocumentDraft = {
    kind: 'incident',
    lang: detectLanguage(pieces.map(({ text }) => plain(text)).join('. ')),
    title: name,
    slug: incidentSlug(context.date, name),
    tags: [],
    authors: [],
    body: cells
      .filter(({ piece }) => piece.text !== '')
      .map((cell) => (cell.name ? `**${cell.name}:** ${oneLine(cell.piece.text)}` : oneLine(cell.piece.text)))
      .join('\n\n'),
    dropped: [],
    spans,
    incident,
    references: findReferences(source),
    patterns: [],
  }
  return { format: 'postmortem', documents: [document], problems: [] }
}

/** What stands between the bars; one behind a backslash or within code belongs to its cell. */
function cellsOf(source: string): Piece[] {
  const cells: Piece[] = []
  let from = 0
  let code = false
  for (let at = 0; at <= source.length; at++) {
    const character = source[at]
    if (character === '`') code = !code && source.indexOf('`', at + 1) >= 0
    if (at < source.length && (character !== '|' || code || source[at - 1] === '\\')) continue
    cells.push(pieceOf(source, from, at))
    from = at + 1
  }
  return cells
}

function isValue({ text }: Piece): boolean {
  return text !== '' && !NOTHING.test(plain(text).trim()) && !isPlaceholder(text)
}

/** The column that the header calls so, else the first that tells something and is no date. */
function titleOf(cells: readonly Cell[]): Cell | null {
  const told = cells.filter(
    ({ piece }) => /\p{L}{2}|[\p{Script=Han}\p{Script=Hangul}]/u.test(piece.text) && !isDated(piece.text),
  )
  const named = told.find(({ name }) => labelKey(name) === 'title' || /^(?:incident|outage|event|what)/i.test(name))
  return named ?? told.find(({ name }) => !isMeasure(name)) ?? null
}

function isDated(text: string): boolean {
  return findDates(text.slice(0, 40)).some(({ day, index }) => day !== null && index < 12)
}

/** Columns of one word each ("P1", "45 min"): none of them names the incident. */
function isMeasure(name: string): boolean {
  const key = labelKey(name)
  return key !== null && key !== 'description' && key !== 'title' && key !== 'impact'
}

function readCell(
  { name, piece }: Cell,
  incident: IncidentDraft,
  spans: DocumentDraft['spans'],
  zone: Zone | null,
): void {
  const key = labelKey(name)
  const text = plain(piece.text)
  if (CAUSE.test(name) || exactSectionKey(name) === 'root-cause') {
    spans[`causes.${incident.causes.length}`] = spanOf(piece)
    incident.causes.push({ role: incident.causes.length === 0 ? 'root' : 'contributing', text, span: spanOf(piece) })
  } else if (key === 'duration') {
    const duration = readDuration(text)
    if (duration) incident.statedDuration = { ...duration, span: spanOf(piece) }
  } else if (key === 'severity') {
    incident.severity ??= text
    spans.severity = spanOf(piece)
  } else if (key === 'affected') {
    putList(incident.impact.affected, spans, 'impact.affected', splitList(cut(piece, 0)))
  } else if (key === 'impact' || headingSectionKey(name) === 'impact') {
    incident.impact.summary ??= text
    spans['impact.summary'] = spanOf(piece)
  } else if (key === 'start' || key === 'end' || key === 'detected' || isDated(piece.text))
    putStamp(key, piece, incident, spans, zone)
}

/** A time of the row, with its own date or that of the row. Without a zone it gives no instant. */
function putStamp(
  key: string | null,
  piece: Piece,
  incident: IncidentDraft,
  spans: DocumentDraft['spans'],
  zone: Zone | null,
): void {
  const [time] = findTimes(piece.text)
  const hit = findDates(piece.text)[0] ?? findDates(incident.on ?? '')[0]
  const date = hit && hit.year !== null ? completeDate(hit, null) : null
  if (!time || !date) return
  const { at } = readMoment(time, date, { date: null, zone, minutes: null })
  if (!at) return
  const stamp = key === 'end' ? 'resolvedAt' : key === 'detected' ? 'detectedAt' : 'startedAt'
  incident.windows[0] ??= blankWindow()
  if (incident.windows[0][stamp]) return
  incident.windows[0][stamp] = at
  spans[`windows.0.${stamp}`] = spanOf(piece)
}
