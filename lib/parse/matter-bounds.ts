import type { IncidentDraft } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { blankWindow } from '@/lib/schema/blank-incident'
import { listValue, textValue } from './front-matter'

const STAMPS = [
  ['startedAt', ['started', 'start', 'start_time', 'started_at', 'began']],
  ['detectedAt', ['detected', 'detected_at', 'detection_time']],
  ['mitigatedAt', ['mitigated', 'mitigated_at', 'repaired', 'repaired_at']],
  ['resolvedAt', ['resolved_when', 'resolved', 'resolved_at', 'end', 'ended', 'end_time', 'ended_at']],
] as const

/** Keys of the front matter under which instants of the incident stand. */
export const STAMP_KEYS: readonly string[] = STAMPS.flatMap(([, keys]) => keys)

/**
 * Instants that the front matter gives in ISO 8601 with an offset ("detected: 2025-09-23T19:50Z") bound the only window, or make
 * it, where the text does not. `head` is the text of the front matter, from the start of the source, in which their places are
 * found. Other writings stay unread: without an offset they are no instants.
 */
export function boundByMatter(
  incident: IncidentDraft,
  spans: Record<string, Span>,
  values: Record<string, unknown>,
  head: string,
): void {
  // a post of cState is dated with the day on which it began, whatever days its text names
  const day = isStatusPost(values) ? /^\d{4}-\d\d-\d\d(?=$|[T ])/.exec(textValue(values, 'date') ?? '')?.[0] : undefined
  if (day) incident.on = day
  // whenever that was
  if (day && textValue(values, 'resolved') === 'true' && incident.status === 'unknown') incident.status = 'resolved'
  if (incident.windows.length > 1) return
  for (const [stamp, keys] of STAMPS) {
    // in a post of cState the date is when the incident began
    const dated = stamp === 'startedAt' && isStatusPost(values) ? ['date'] : []
    const text = textValue(values, ...keys, ...dated)
    if (stamp === 'resolvedAt' && textValue(values, 'resolved') === 'false') continue
    const at = instantOf(text)
    if (!text || !at || incident.windows[0]?.[stamp]) continue
    incident.windows[0] ??= blankWindow()
    incident.windows[0][stamp] = at
    const from = head.indexOf(text)
    if (from >= 0) spans[`windows.0.${stamp}`] = [from, from + text.length]
    if (stamp === 'resolvedAt' && incident.status === 'unknown') incident.status = 'resolved'
  }
}

/** Whether the front matter is that of a status page's post (cState): it says whether and when the incident was resolved. */
export function isStatusPost(values: Record<string, unknown>): boolean {
  return textValue(values, 'resolved', 'resolved_when') !== null && textValue(values, 'section') === 'issue'
}

/** Puts the systems that a status page's post lists as affected where the text names none; gives whether it did. */
export function putAffectedByMatter(
  incident: IncidentDraft,
  spans: Record<string, Span>,
  values: Record<string, unknown>,
  head: string,
): boolean {
  const { affected } = incident.impact
  if (affected.length > 0 || !isStatusPost(values)) return false
  for (const name of listValue(values, 'affected')) {
    const from = head.indexOf(name, head.indexOf('affected'))
    if (from >= 0) spans[`impact.affected.${affected.length}`] = [from, from + name.length]
    affected.push(name)
  }
  return affected.length > 0
}

function instantOf(text: string | null): string | null {
  if (!text || !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text.trim()))
    return null
  const read = new Date(text.trim().replace(' ', 'T'))
  return Number.isNaN(read.getTime()) ? null : read.toISOString().replace(/\.000Z$/, 'Z')
}
