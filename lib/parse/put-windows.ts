import type { IncidentDraft } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { blankWindow } from '@/lib/schema/blank-incident'
import { OF_REPORT, pieceOfDate } from './document-time'
import { type Field, type FieldKey, fieldOf } from './fields'
import { affectedIn, unaffectedIn } from './impact'
import { type Clock, readMoment } from './moment'
import { cut, type Piece, putList, spanOf } from './piece'
import { type Section, topicOf } from './sections'
import type { SectionKey } from './section-names'
import { readSentences } from './sentences'
import { readStatedRange, readToldRange, readToldStart } from './stated-range'
import { storyPieces } from './story'
import type { TimelineEntry } from './timeline'
import { findTimes } from './times'
import type { ImpactWindow } from './windows'

type StoryPart = { paragraph: Piece; sentences: Piece[] }

const STAMPS = ['startedAt', 'detectedAt', 'declaredAt', 'mitigatedAt', 'resolvedAt'] as const

/** Writes the impact windows into the draft, each with what its own sentences say was and was not affected. */
export function putWindows(
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
  putStatedRange(incident, spans, sections, fields, clock)
}

/** "Start: 10:02 UTC", "End: 10:15 UTC" bound the only window, or make it. */
function putStatedBounds(incident: IncidentDraft, spans: Record<string, Span>, fields: Field[], clock: Clock): void {
  if (incident.windows.length > 1) return
  for (const [key, stamp] of [
    ['start', 'startedAt'],
    ['detected', 'detectedAt'],
    ['end', 'resolvedAt'],
  ] as const) {
    // "date of the incident" with a time of day is when it began
    const field = fieldOf(fields, key) ?? (key === 'start' ? fieldOf(fields, 'incident-date') : null)
    const time = field && findTimes(field.value.text.slice(0, 200))[0]
    if (!field || !time) continue
    const date = pieceOfDate(field.value, clock.date, clock.order ?? null)?.date ?? null
    const moment = readMoment(time, date, { ...clock })
    if (!moment.at) continue
    const window = incident.windows[0] ?? blankWindow()
    incident.windows[0] = window
    if (window[stamp] && stamp !== 'startedAt') continue
    window[stamp] = moment.at
    spans[`windows.0.${stamp}`] = spanOf(cut(field.value, time.index, time.index + time.length))
  }
}

/** "Period: 18:50 UTC to 19:20", else a sentence of the lead or the summary, gives what the timeline leaves open. */
function putStatedRange(
  incident: IncidentDraft,
  spans: Record<string, Span>,
  sections: Section[],
  fields: Field[],
  clock: Clock,
): void {
  const window = incident.windows[0]
  if (incident.windows.length > 1 || (window?.startedAt && window.resolvedAt)) return
  const labelled = fields
    .filter(({ key, label }) => RANGE_KEYS.has(key) && !(key === 'date' && OF_REPORT.test(label.text)))
    .map(({ value }) => readStatedRange(value, clock))
    .find((range) => range !== null)
  const range = labelled ?? toldIn(sections, (piece) => readToldRange(piece, clock))
  if (!range?.start.at || !range.end.at) {
    putToldStart(incident, spans, sections, clock)
    return
  }
  const filled = window ?? blankWindow()
  const { at: start } = range.start
  const { at: end } = range.end
  // another stretch than the one that the timeline tells
  if ([filled.startedAt, filled.detectedAt, filled.mitigatedAt].some((at) => at !== null && at > end)) return
  incident.windows[0] = filled
  if (!filled.startedAt && STAMPS.every((stamp) => (filled[stamp] ?? start) >= start)) {
    filled.startedAt = start
    spans['windows.0.startedAt'] = spanOf(range.startPiece)
  }
  if (!filled.resolvedAt) {
    filled.resolvedAt = end
    spans['windows.0.resolvedAt'] = spanOf(range.endPiece)
  }
}

const RANGE_KEYS = new Set<FieldKey>(['period', 'incident-date', 'duration', 'date', 'start'])
/** How many paragraphs from the top may say when the trouble was. */
const TOLD_WITHIN = 12

/** "Starting on 3 May at 10:57 PT, servers could not ...": before all that the window knows. */
function putToldStart(incident: IncidentDraft, spans: Record<string, Span>, sections: Section[], clock: Clock): void {
  const window = incident.windows[0]
  if (window?.startedAt) return
  const start = toldIn(sections, (piece) => readToldStart(piece, clock))
  const known = window ? STAMPS.flatMap((stamp) => window[stamp] ?? []) : []
  if (!start || known.some((at) => at < start.at)) return
  incident.windows[0] = { ...(window ?? blankWindow()), startedAt: start.at }
  spans['windows.0.startedAt'] = spanOf(start.place)
}

/** What `read` makes of the first paragraph of lead, summary or impact that says it. */
function toldIn<Told>(sections: Section[], read: (piece: Piece) => Told | null): Told | null {
  const told = sections
    .filter((section) => TELLS_WHEN.has(topicOf(section)))
    .flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'paragraph' || block.kind === 'item' ? [block.piece] : [])),
    )
  for (const piece of told.slice(0, TOLD_WITHIN)) {
    const found = read(piece)
    if (found) return found
  }
  return null
}

const TELLS_WHEN = new Set<SectionKey | null>([null, 'summary', 'impact', 'details'])

/** The sentences of one window: from its first entry to the next window, at most to the end of its last paragraph. */
function regionOf(story: StoryPart[], start: number, next: number | null, end: number): Piece[] {
  return story.flatMap(({ paragraph, sentences }) => {
    if (paragraph.end <= start || paragraph.start > end || (next !== null && paragraph.start >= next)) return []
    return sentences.filter((sentence) => sentence.end > start && (next === null || sentence.start < next))
  })
}
