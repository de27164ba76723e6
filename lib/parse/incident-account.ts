import type { ActionItemDraft, IncidentDraft, Problem, StatusUpdateDraft } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { readActionItems } from './action-items'
import type { Block } from './blocks'
import { type CausePiece, readCauses } from './causes'
import { type CalendarDate, completeDate, findDates, isoDate } from './dates'
import { readDuration } from './durations'
import { type Field, fieldOf, readFields } from './fields'
import { affectedIn, readImpact, unaffectedIn } from './impact'
import { type Clock, firstDate, readMoment } from './moment'
import { readNarrative } from './narrative'
import { cut, type Piece, plain, spanOf } from './piece'
import { findRepeatedStep } from './repeated-step'
import { readSections, type Section, sectionsOf, topicOf } from './sections'
import { readSentences } from './sentences'
import { readTimeline, type TimelineEntry } from './timeline'
import { findTimes } from './times'
import { findWindows, type ImpactWindow } from './windows'
import { dateIn, findZone, offsetAt, type Zone } from './zones'

/** What the written account of an incident says, with the place of every value. */
export type IncidentAccount = {
  incident: IncidentDraft
  spans: Record<string, Span>
  problems: Problem[]
  sections: Section[]
  fields: Field[]
  /** Date of the incident in the source's zone. */
  on: string | null
  zone: Zone | null
  anchor: CalendarDate | null
}

/** `blocks` without boilerplate; `title` may hold the only date; `hints` come from elsewhere in the source (an update log). */
export type AccountInput = {
  blocks: Block[]
  title: Piece | null
  hints: { date: CalendarDate | null; zone: Zone | null }
}

/** Reads the account of an incident in running text, lists and tables. Never throws; what is not said stays null or empty. */
export function readIncidentAccount({ blocks, title, hints }: AccountInput): IncidentAccount {
  const sections = readSections(blocks)
  const fields = readFields(blocks)
  const spans: Record<string, Span> = {}
  const problems: Problem[] = []
  const dates = readDates(sections, fields, title, hints.date)
  const zone = readZone(sections, fields, blocks) ?? hints.zone
  if (zone?.kind === 'ambiguous')
    problems.push({
      level: 'warning',
      message: `The time zone "${zone.text}" stands for several offsets; times are kept as written, without instants.`,
    })
  const causes = readCauses(sections)
  const entries = readEntries(sections, causes, { date: dates.on, zone, minutes: null })
  const windows = findWindows(entries)
  const incident: IncidentDraft = {
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
  putWindows(incident, spans, sections, fields, entries, windows, { date: dates.on, zone, minutes: null })
  putTimeline(incident, spans, entries)
  putImpact(incident, spans, sections, fields)
  putActions(incident, spans, sections, dates.on)
  putList(incident.customerActions, spans, 'customerActions', listPieces(sectionsOf(sections, 'customer-actions')))
  putList(incident.lessons, spans, 'lessons', lessonPieces(sections))
  const first = incident.windows[0]?.startedAt ?? incident.windows[0]?.detectedAt ?? null
  const on = (zone && first ? dateIn(zone, first) : null) ?? (dates.on ? isoDate(dates.on) : null)
  const instant = first ?? (dates.on ? `${isoDate(dates.on)}T12:00:00Z` : null)
  incident.zone = zone && instant ? offsetAt(zone, instant) : null
  incident.status = statusOf(incident, fieldOf(fields, 'status')?.value.text ?? null)
  if (!dates.on)
    problems.push({
      level: 'warning',
      message: 'No date was found in the document; times are kept as written, without instants.',
    })
  else if (!zone && entries.some((entry) => entry.moment))
    problems.push({
      level: 'warning',
      message: 'No time zone was found in the document; times are kept as written, without instants.',
    })
  return { incident, spans, problems, sections, fields, on, zone, anchor: dates.on }
}

type Dates = { on: CalendarDate | null; reported: { date: CalendarDate; piece: Piece } | null }

function readDates(sections: Section[], fields: Field[], title: Piece | null, hint: CalendarDate | null): Dates {
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

function pieceOfDate(piece: Piece, anchor: CalendarDate | null): { date: CalendarDate; piece: Piece } | null {
  for (const hit of findDates(piece.text.slice(0, 500))) {
    const date = completeDate(hit, anchor)
    if (date) return { date, piece: cut(piece, hit.index, hit.index + hit.length) }
  }
  return null
}

const ZONE_STATEMENT =
  /(?<!\p{L})(?:(?:all |the )?(?:times?|timestamps?|dates?)|(?:alle )?(?:zeiten|uhrzeiten|zeitangaben|angaben)|(?:вс[её] )?(?:врем[яе]\p{L}*)|toutes les heures|todas las horas|todos os horários|alle tijden|alla tider)(?!\p{L})[^.\n|]{0,60}$/iu

/** The document's zone: a statement about all times, the timeline's heading, a label, else the first zone behind a time or date. */
function readZone(sections: Section[], fields: Field[], blocks: Block[]): Zone | null {
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

/** The structured timeline when there is one, else the moments that the story tells. */
function readEntries(sections: Section[], causes: CausePiece[], clock: Clock): TimelineEntry[] {
  const listed = readTimeline(sections, { ...clock })
  const timed = listed.filter((entry) => entry.moment).length
  const told = timed < 2 ? readStory(sections, clock) : []
  const entries = told.length > timed ? told : listed
  const repeated = findRepeatedStep(sections, entries)
  if (repeated) entries.splice(repeated.index, 0, repeated.entry)
  return latentEntries(causes).concat(entries)
}

/** Most stories stand outside the section on the cause; some reports tell everything there. */
function readStory(sections: Section[], clock: Clock): TimelineEntry[] {
  const told = readNarrative(storyPieces(sections), { ...clock })
  if (told.filter((entry) => entry.moment).length >= 2) return told
  const causes = sectionsOf(sections, 'root-cause').flatMap((section) =>
    section.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.piece] : [])),
  )
  const inCauses = readNarrative(causes, { ...clock })
  return inCauses.length > told.length ? inCauses : told
}

function storyPieces(sections: Section[]): Piece[] {
  const silent = [
    'root-cause',
    'actions',
    'lessons',
    'background',
    'references',
    'customer-actions',
    'contributing',
    'participants',
    'stats',
    'went-well',
    'went-wrong',
    'lucky',
  ]
  return sections
    .filter((section) => !silent.includes(topicOf(section) ?? ''))
    .flatMap((section) =>
      section.blocks.flatMap((block) => (block.kind === 'paragraph' || block.kind === 'item' ? [block.piece] : [])),
    )
}

/** When the fault came into the system, long before it showed: a date as vague as the source gives it, and no instant. */
function latentEntries(causes: CausePiece[]): TimelineEntry[] {
  return causes.flatMap(({ role, piece }) => {
    if (role !== 'latent') return []
    const vague =
      /(?<!\p{L})(?:(?:since|in|back in|seit|im|с|в)\s)?(?:early|mid|late|anfang|mitte|ende|начал[еа]|середин[еы]|конц[еа])[ -]\p{L}+(?:\s\d{4})?/iu.exec(
        piece.text,
      )
    const hit = findDates(piece.text)[0]
    if (!vague && !hit?.vague) return []
    const timePiece = vague
      ? cut(piece, vague.index, vague.index + vague[0].length)
      : hit
        ? cut(piece, hit.index, hit.index + hit.length)
        : null
    return [
      {
        moment: null,
        timePiece,
        piece,
        text: plain(piece.text),
        phase: 'latent' as const,
        others: [],
        lane: 'internal' as const,
      },
    ]
  })
}

type StoryPart = { paragraph: Piece; sentences: Piece[] }

const STAMPS = ['startedAt', 'detectedAt', 'declaredAt', 'mitigatedAt', 'resolvedAt'] as const

function putWindows(
  incident: IncidentDraft,
  spans: Record<string, Span>,
  sections: Section[],
  fields: Field[],
  entries: TimelineEntry[],
  windows: ImpactWindow[],
  clock: Clock,
): void {
  const story =
    windows.length > 0
      ? storyPieces(sections).map((paragraph) => ({ paragraph, sentences: readSentences(paragraph) }))
      : []
  windows.forEach((window, index) => {
    const first = entries[window.first]
    const last = entries[window.last]
    const region =
      first && last
        ? regionOf(
            story,
            first.piece.start,
            entries[windows[index + 1]?.first ?? -1]?.piece.start ?? null,
            last.piece.end,
          )
        : []
    const affected = region.flatMap(affectedIn)
    const unaffected = region.flatMap(unaffectedIn)
    const draft = {
      label: null,
      startedAt: window.startedAt,
      detectedAt: window.detectedAt,
      declaredAt: window.declaredAt,
      mitigatedAt: window.mitigatedAt,
      resolvedAt: window.resolvedAt,
      affected: [] as string[],
      unaffected: [] as string[],
      span: first && last && first.piece.start < last.piece.end ? ([first.piece.start, last.piece.end] as Span) : null,
    }
    putList(draft.affected, spans, `windows.${index}.affected`, affected)
    putList(draft.unaffected, spans, `windows.${index}.unaffected`, unaffected)
    for (const stamp of STAMPS) {
      const place = entries[window.marks[stamp] ?? -1]?.timePiece
      if (place) spans[`windows.${index}.${stamp}`] = spanOf(place)
    }
    incident.windows.push(draft)
  })
  putStatedBounds(incident, spans, fields, clock)
}

/** "Start: 10:02 UTC", "End: 10:15 UTC" bound the only window, or make it. */
function putStatedBounds(incident: IncidentDraft, spans: Record<string, Span>, fields: Field[], clock: Clock): void {
  if (incident.windows.length > 1) return
  for (const [key, stamp] of [
    ['start', 'startedAt'],
    ['detected', 'detectedAt'],
    ['end', 'resolvedAt'],
  ] as const) {
    const field = fieldOf(fields, key)
    const time = field && findTimes(field.value.text.slice(0, 200))[0]
    if (!field || !time) continue
    const date = pieceOfDate(field.value, clock.date)?.date ?? null
    const moment = readMoment(time, date, { ...clock })
    if (!moment.at) continue
    const window = incident.windows[0] ?? {
      label: null,
      startedAt: null,
      detectedAt: null,
      declaredAt: null,
      mitigatedAt: null,
      resolvedAt: null,
      affected: [],
      unaffected: [],
      span: null,
    }
    incident.windows[0] = window
    if (window[stamp] && stamp !== 'startedAt') continue
    window[stamp] = moment.at
    spans[`windows.0.${stamp}`] = spanOf(cut(field.value, time.index, time.index + time.length))
  }
}

/** The sentences of one window: from its first entry to the next window, at most to the end of its last paragraph. */
function regionOf(story: StoryPart[], start: number, next: number | null, end: number): Piece[] {
  return story.flatMap(({ paragraph, sentences }) => {
    if (paragraph.end <= start || paragraph.start > end || (next !== null && paragraph.start >= next)) return []
    return sentences.filter((sentence) => sentence.end > start && (next === null || sentence.start < next))
  })
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
  anchor: CalendarDate | null,
): void {
  readActionItems(sectionsOf(sections, 'actions'), anchor).forEach((item, index) => {
    incident.actionItems.push(item.draft satisfies ActionItemDraft)
    spans[`actionItems.${index}.title`] = spanOf(item.title)
    if (item.status) spans[`actionItems.${index}.status`] = spanOf(item.status)
  })
}

/** Adds the pieces as texts to `list`, with their spans below `path`. */
export function putList(list: string[], spans: Record<string, Span>, path: string, pieces: Piece[]): void {
  for (const piece of pieces) {
    const text = plain(piece.text)
    if (!text) continue
    spans[`${path}.${list.length}`] = spanOf(piece)
    list.push(text)
  }
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

function lessonPieces(sections: Section[]): Piece[] {
  return sectionsOf(sections, 'lessons').flatMap((section) =>
    section.blocks.flatMap((block) =>
      (block.kind === 'item' || block.kind === 'paragraph') &&
      /\p{L}{3}/u.test(block.piece.text) &&
      !/[:：]$/.test(block.piece.text)
        ? [block.piece]
        : [],
    ),
  )
}

function readStatedDuration(fields: Field[], sections: Section[]): IncidentDraft['statedDuration'] {
  const field = fieldOf(fields, 'duration')
  const stated = field && readDuration(field.value.text)
  if (field && stated) return { ...stated, span: spanOf(field.value) }
  for (const section of sections.filter((candidate) => ['summary', 'impact', null].includes(topicOf(candidate)))) {
    for (const block of section.blocks) {
      if (block.kind !== 'paragraph') continue
      const match =
        /(?<!\p{L})(?:last(?:ed|ing)(?: for)?|duration of|for a total of|total (?:outage|downtime|duration)(?: of| was)?|dauerte(?:n)?|dauer von|insgesamt|длил\p{L}*|продолжал\p{L}*|продлил\p{L}*|в течение)\s+(?<duration>[^.;()]{3,50})/iu.exec(
          block.piece.text,
        )
      const duration = match?.groups?.duration ? readDuration(match.groups.duration) : null
      if (match && duration)
        return { ...duration, span: spanOf(cut(block.piece, match.index, match.index + match[0].length)) }
    }
  }
  return null
}

function plainField(field: Field | null): string | null {
  const text = field ? plain(field.value.text) : ''
  return text && text.length <= 40 && /[\p{L}\p{N}]/u.test(text) ? text : null
}

const STATUS_WORDS: [IncidentDraft['status'], RegExp][] = [
  ['investigating', /investigat|untersuch|расслед/iu],
  ['monitoring', /monitor|beobacht|наблюд/iu],
  ['identified', /identif|выявл/iu],
  [
    'resolved',
    /resolved|closed|complete|done|final|behoben|gelöst|geschlossen|abgeschlossen|решен|решён|закрыт|устран|заверш/iu,
  ],
]

/** As the document says; else resolved when its last window has an end; else unknown. */
export function statusOf(
  incident: Pick<IncidentDraft, 'windows' | 'statusUpdates'>,
  stated: string | null,
): IncidentDraft['status'] {
  const said = stated && STATUS_WORDS.find(([, words]) => words.test(stated))?.[0]
  if (said) return said
  const last = newest(incident.statusUpdates)
  if (last && last.state !== 'update') return last.state === 'postmortem' ? 'resolved' : last.state
  return incident.windows.length > 0 && incident.windows.at(-1)?.resolvedAt ? 'resolved' : 'unknown'
}

function newest(updates: StatusUpdateDraft[]): StatusUpdateDraft | null {
  return (
    updates
      .filter((update) => update.at)
      .toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))
      .at(-1) ??
    updates[0] ??
    null
  )
}
