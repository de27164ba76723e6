import type { Doubt, IncidentDraft, Problem } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { sentence } from '@/lib/schema/sentence'
import { findActionItems } from './action-items'
import type { Block } from './blocks'
import { type CausePiece, readCauses } from './causes'
import { type CalendarDate, type DateAnchor, isoDate } from './dates'
import { readDocumentClock } from './document-time'
import { readDuration } from './durations'
import { type Field, fieldOf, readFields } from './fields'
import { readImpact } from './impact'
import { statusOf } from './incident-status'
import { light } from './light-expression'
import { cut, type Piece, plain, putList, spanOf } from './piece'
import { isPlaceholder } from './placeholders'
import { putWindows } from './put-windows'
import { readSections, type Section, sectionsOf, topicOf } from './sections'
import { readEntries } from './story'
import type { TimelineEntry } from './timeline'
import { findWindows } from './windows'
import { dateIn, offsetAt, type Zone } from './zones'

/** What the written account of an incident says, with the place of every value. */
export type IncidentAccount = {
  incident: IncidentDraft
  spans: Record<string, Span>
  problems: Problem[]
  doubts: Doubt[]
  fields: Field[]
  /** Date of the incident in the source's zone. */
  on: string | null
}

/** `blocks` without boilerplate; `title` may hold the only date; `hints` come from elsewhere in the source (an update log). */
export type AccountInput = {
  blocks: Block[]
  title: Piece | null
  hints: { date: CalendarDate | null; sure?: boolean; title?: string | null; zone: Zone | null }
}

/** Reads the account of an incident in running text, lists and tables. Never throws; what is not said stays null or empty. */
export function readIncidentAccount({ blocks, title, hints }: AccountInput): IncidentAccount {
  const sections = readSections(blocks, { labels: true })
  const fields = readFields(factBlocks(sections))
  const spans: Record<string, Span> = {}
  const problems: Problem[] = []
  const { dates, clock } = readDocumentClock({ sections, fields, blocks, title, hints })
  const { zone } = clock
  if (zone?.kind === 'ambiguous')
    problems.push({
      level: 'warning',
      message: `The time zone "${zone.text}" stands for several offsets; times are kept as written, without instants.`,
    })
  const causes = readCauses(sections)
  const entries = readEntries(sections, causes, { ...clock })
  const windows = findWindows(entries)
  const incident: IncidentDraft = {
    on: null,
    reportedOn: dates.reported ? isoDate(dates.reported.date) : null,
    zone: null,
    zoneText: zone?.text ?? null,
    statedDuration: readStatedDuration(fields, sections),
    severity: plainField(fieldOf(fields, 'severity')),
    status: 'unknown',
    windows: [],
    timeline: [],
    statusUpdates: [],
    causes: causes.map(({ role, piece }) => ({ role, text: plain(piece.text), span: spanOf(piece) })),
    impact: { summary: null, affected: [], unaffected: [], negativeFindings: [], residual: [] },
    actionItems: [],
    customerActions: [],
    lessons: [],
  }
  if (dates.reported) spans.reportedOn = spanOf(dates.reported.piece)
  const severity = fieldOf(fields, 'severity')
  if (severity) spans.severity = spanOf(severity.value)
  putWindows(incident, spans, sections, fields, entries, windows, { ...clock })
  putTimeline(incident, spans, entries)
  putImpact(incident, spans, sections, fields)
  const doubts = putActions(incident, spans, sections, dates.on && { ...dates.on, order: clock.order ?? null })
  putList(incident.customerActions, spans, 'customerActions', listPieces(sectionsOf(sections, 'customer-actions')))
  putList(incident.lessons, spans, 'lessons', lessonPieces(sections))
  const first = incident.windows[0]?.startedAt ?? incident.windows[0]?.detectedAt ?? null
  const seen = zone && first ? dateIn(zone, first) : null
  const stated = dates.on ? isoDate(dates.on) : null
  // found weeks after it began, or warned of weeks before: the day that the document states is the one it began on
  const late = seen && stated && !incident.windows[0]?.startedAt && (stated < seen || dates.labelled)
  const on = late ? stated : (seen ?? stated)
  const instant = first ?? (dates.on ? `${isoDate(dates.on)}T12:00:00Z` : null)
  incident.on = on
  incident.zone = zone && instant ? offsetAt(zone, instant) : null
  incident.status = statusOf(incident, fieldOf(fields, 'status')?.value.text ?? null)
  if (!dates.on)
    problems.push({
      level: 'warning',
      message: 'No date was found in the document; times are kept as written, without instants.',
    })
  else if (entries.some((entry) => entry.moment && !entry.moment.zone))
    problems.push({
      level: 'warning',
      message: 'No time zone was found in the document; times are kept as written, without instants.',
    })
  return {
    incident,
    spans,
    problems,
    doubts: [...listTimeDoubts(entries), ...doubts, ...causeDoubts(incident, causes)],
    fields,
    on,
  }
}

/** A root cause that only a turn of phrase in running text gives away. */
function causeDoubts(incident: IncidentDraft, causes: CausePiece[]): Doubt[] {
  return incident.causes.flatMap(({ role, span }, index) =>
    role === 'root' && causes[index]?.told
      ? [
          {
            path: `causes.${index}.role`,
            reason: sentence`The root cause was found in running text, not in a section about causes.`,
            span,
          },
        ]
      : [],
  )
}

/** Why an entry's instant may be another or is missing; each reason once, with the first entry that it holds for. */
function listTimeDoubts(entries: TimelineEntry[]): Doubt[] {
  const told = new Set<string>()
  return entries.flatMap(({ moment, timePiece, piece }, index) => {
    const reason = moment?.doubt
    if (!reason || told.has(reason)) return []
    told.add(reason)
    return [{ path: `timeline.${index}.at`, reason, span: spanOf(timePiece ?? piece) }]
  })
}

/** "Status: done" below an action item or a lesson says nothing about the incident. */
function factBlocks(sections: Section[]): Block[] {
  const apart = ['actions', 'lessons', 'went-well', 'went-wrong', 'lucky', 'references', 'customer-actions']
  return sections.flatMap((section) => [
    ...(section.heading && section.heading.level <= 8 ? [section.heading] : []),
    ...(apart.includes(topicOf(section) ?? '') ? [] : section.blocks),
  ])
}

function putTimeline(incident: IncidentDraft, spans: Record<string, Span>, entries: TimelineEntry[]): void {
  entries.forEach((entry, index) => {
    incident.timeline.push({
      at: entry.moment?.at ?? null,
      precision: entry.moment?.precision ?? (entry.timePiece ? 'approximate' : 'none'),
      timeText: entry.timePiece ? plain(entry.timePiece.text) : null,
      phase: entry.phase,
      lane: entry.lane,
      text: entry.text,
      span: spanOf(entry.piece),
    })
    if (entry.timePiece) spans[`timeline.${index}.at`] = spanOf(entry.timePiece)
  })
}

function putImpact(incident: IncidentDraft, spans: Record<string, Span>, sections: Section[], fields: Field[]): void {
  const impact = readImpact(sections, fieldOf(fields, 'impact')?.value ?? null)
  if (impact.summary) {
    incident.impact.summary = plain(impact.summary.text)
    spans['impact.summary'] = spanOf(impact.summary)
  }
  const named = fieldOf(fields, 'affected')
  putList(incident.impact.affected, spans, 'impact.affected', [...impact.affected, ...(named ? [named.value] : [])])
  putList(incident.impact.unaffected, spans, 'impact.unaffected', impact.unaffected)
  putList(incident.impact.negativeFindings, spans, 'impact.negativeFindings', impact.negativeFindings)
  putList(incident.impact.residual, spans, 'impact.residual', impact.residual)
}

function putActions(
  incident: IncidentDraft,
  spans: Record<string, Span>,
  sections: Section[],
  anchor: DateAnchor | null,
): Doubt[] {
  return findActionItems(sections, anchor).flatMap((item, index) => {
    incident.actionItems.push(item.draft)
    spans[`actionItems.${index}.title`] = spanOf(item.title)
    if (item.status) spans[`actionItems.${index}.status`] = spanOf(item.status)
    return item.doubts.map(([field, reason]) => ({
      path: `actionItems.${index}.${field}`,
      reason,
      span: spanOf(item.title),
    }))
  })
}

/** The items of a section's lists; without a list, its paragraphs. */
function listPieces(sections: Section[]): Piece[] {
  return sections.flatMap((section) => {
    const items = section.blocks.flatMap((block) => (block.kind === 'item' ? [block.piece] : []))
    return items.length > 0
      ? items.map(withoutTie)
      : section.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.piece] : []))
  })
}

/** "open a private window, or" without the word that only ties it to the next item. */
function withoutTie(piece: Piece): Piece {
  const tie = /[,;]?\s+(?:and|or|und|oder|и|или)$|[,;]$/iu.exec(piece.text.slice(-12))
  return tie ? cut(piece, 0, piece.text.length - tie[0].length) : piece
}

const WORD = light(/\p{L}{3}|[\p{Script=Han}\p{Script=Hangul}]{2}/u)

function lessonPieces(sections: Section[]): Piece[] {
  // what went well and what did not, below "Lessons learned", is what was learned; standing apart it tells how it went
  const told = sections.filter(
    (section) =>
      topicOf(section) === 'lessons' ||
      (section.within.includes('lessons') && ['went-well', 'went-wrong', 'lucky'].includes(section.key ?? '')),
  )
  return told.flatMap((section) =>
    section.blocks.flatMap((block) =>
      (block.kind === 'item' || block.kind === 'paragraph') &&
      WORD.test(block.piece.text) &&
      !isPlaceholder(block.piece.text) &&
      !/[:：]$/.test(block.piece.text)
        ? [block.piece]
        : [],
    ),
  )
}

const LASTED = light(
  /(?<!\p{L})(?:last(?:ed|ing)(?: for)?|duration of|for a total of|total (?:outage|downtime|duration)(?: of| was)?|dauerte(?:n)?|dauer von|insgesamt|длил\p{L}*|продолжал\p{L}*|продлил\p{L}*|в течение|a duré|ont duré|durée de|pendant|dur(?:ó|aron|ou|aram)|durante|con una duración de|com duração de|(?:è|sono) durat[oaie]|durata di|per un totale di|duurde(?:n)?|varade(?: i)?|pågick(?: i)?|trwał\p{L}*(?: przez)?)\s+(?<duration>[^.;()]{3,50})|(?:持续了?|歷時|历时|共计|合計|継続時間は|影響時間は|총)\s*(?<asian>[^。;()]{2,20})/iu,
)

function readStatedDuration(fields: Field[], sections: Section[]): IncidentDraft['statedDuration'] {
  const field = fieldOf(fields, 'duration')
  const stated = field && readDuration(field.value.text)
  if (field && stated) return { ...stated, span: spanOf(field.value) }
  for (const section of sections.filter((candidate) => ['summary', 'impact', null].includes(topicOf(candidate)))) {
    for (const block of section.blocks) {
      if (block.kind !== 'paragraph') continue
      const match = LASTED.exec(block.piece.text)
      const told = match?.groups?.duration ?? match?.groups?.asian
      const duration = told ? readDuration(told) : null
      if (match && duration)
        return { ...duration, span: spanOf(cut(block.piece, match.index, match.index + match[0].length)) }
    }
  }
  return null
}

function plainField(field: Field | null): string | null {
  const text = field ? plain(field.value.text).replace(/\s*[.;。]$/u, '') : ''
  return text && text.length <= 40 && /[\p{L}\p{N}]/u.test(text) ? text : null
}
