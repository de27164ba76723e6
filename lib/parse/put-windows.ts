import type { IncidentDraft } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { blankWindow } from './blank-incident'
import { pieceOfDate } from './document-time'
import { type Field, fieldOf } from './fields'
import { affectedIn, unaffectedIn } from './impact'
import { type Clock, readMoment } from './moment'
import { cut, type Piece, putList, spanOf } from './piece'
import type { Section } from './sections'
import { readSentences } from './sentences'
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

/** The sentences of one window: from its first entry to the next window, at most to the end of its last paragraph. */
function regionOf(story: StoryPart[], start: number, next: number | null, end: number): Piece[] {
  return story.flatMap(({ paragraph, sentences }) => {
    if (paragraph.end <= start || paragraph.start > end || (next !== null && paragraph.start >= next)) return []
    return sentences.filter((sentence) => sentence.end > start && (next === null || sentence.start < next))
  })
}
