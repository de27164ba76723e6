import { AppError } from '@/lib/domain/errors'
import { parseSource } from '@/lib/parse/parse-source'
import type { DocumentDraft, IncidentDraft } from '@/lib/schema/draft'
import type { ZoneChoice } from '@/lib/schema/review'
import type { Span } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { placeThread } from '@/lib/store/place-thread'
import { correctDocument, readReviewSource, type Decided } from '@/lib/store/review'

type Timed = { at: string | null; span?: Span | null }

/**
 * Says for all times of a document which clock they are on. Its source is read again with that zone, so that dates are
 * inherited and daylight saving time counts as in any import; nothing but the times that were unknown is taken from it. Throws
 * `bad_input` for what is no zone, `not_found` and `stale` as a correction does.
 */
export async function chooseZone(
  viewer: Viewer,
  { itemId, zone, version }: ZoneChoice,
): Promise<Decided & { document: DocumentDraft }> {
  const { draft, sourceId, text, origin, context } = await readReviewSource(viewer, itemId)
  const readOn = (date: string | null) =>
    parseSource(text, { filename: origin, context: { ...context, zone, ...(date === null ? {} : { date }) } })
  const first = readOn(null)
  // a conversation that does not tell its day: a person has said it
  const isUndated = first.format === 'chat-text' && first.documents.every(({ incident }) => !incident?.on)
  const read = isUndated ? readOn(draft.incident?.on ?? null) : first
  const parsed = read.documents.find(({ slug }) => slug === draft.slug) ?? read.documents[0]
  if (!draft.incident || !parsed?.incident?.zone)
    throw new AppError('bad_input', `“${zone}” is no zone that is known here. Try Europe/Berlin, UTC or +02:00.`)
  const document = { ...draft, incident: withTimesOf(draft.incident, parsed.incident) }
  const decided = await correctDocument(viewer, { itemId, document, version })
  await placeThread(viewer, sourceId, read.documents)
  return { ...decided, document }
}

function withTimesOf(incident: IncidentDraft, parsed: IncidentDraft): IncidentDraft {
  const { zone, zoneText } = parsed
  const placed = incident.windows.some(({ startedAt, detectedAt, resolvedAt }) => startedAt ?? detectedAt ?? resolvedAt)
  return {
    ...incident,
    zone,
    zoneText: incident.zoneText ?? zoneText,
    on: incident.on ?? parsed.on,
    windows: placed ? incident.windows : parsed.windows,
    timeline: incident.timeline.map((entry) => {
      const found = entry.at === null ? atSamePlace(parsed.timeline, entry) : null
      return found?.at ? { ...entry, at: found.at, precision: found.precision } : entry
    }),
    statusUpdates: incident.statusUpdates.map((update) => {
      const found = update.at === null ? atSamePlace(parsed.statusUpdates, update) : null
      return found?.at ? { ...update, at: found.at } : update
    }),
  }
}

function atSamePlace<T extends Timed>(list: readonly T[], { span }: Timed): T | null {
  return list.find((one) => span && one.span && one.span[0] === span[0]) ?? null
}
