import type { IncidentDraft } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { textValue } from './front-matter'

const STAMPS = [
  ['startedAt', ['started', 'start', 'start_time', 'started_at', 'began']],
  ['detectedAt', ['detected', 'detected_at', 'detection_time']],
  ['mitigatedAt', ['mitigated', 'mitigated_at', 'repaired', 'repaired_at']],
  ['resolvedAt', ['resolved', 'resolved_at', 'end', 'ended', 'end_time', 'ended_at']],
] as const

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
  if (incident.windows.length > 1) return
  for (const [stamp, keys] of STAMPS) {
    const text = textValue(values, ...keys)
    const at = instantOf(text)
    if (!text || !at || incident.windows[0]?.[stamp]) continue
    incident.windows[0] ??= {
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
    incident.windows[0][stamp] = at
    const from = head.indexOf(text)
    if (from >= 0) spans[`windows.0.${stamp}`] = [from, from + text.length]
    if (stamp === 'resolvedAt' && incident.status === 'unknown') incident.status = 'resolved'
  }
}

function instantOf(text: string | null): string | null {
  if (!text || !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text.trim()))
    return null
  const read = new Date(text.trim().replace(' ', 'T'))
  return Number.isNaN(read.getTime()) ? null : read.toISOString().replace(/\.000Z$/, 'Z')
}
