import type { DocumentDraft } from '@/lib/schema/draft'
import { withIncident } from './draft-rows'
import { moveToZone } from './zone-time'

/**
 * Corrects the zone of an incident: the wall clock times stay as the source writes them, so every instant moves with the
 * zone. `zone` is an offset ("-07:00") or null; an unknown zone reads the clock as UTC.
 */
export function withZone(doc: DocumentDraft, zone: string | null): DocumentDraft {
  const { incident } = doc
  if (!incident) return doc
  const from = incident.zone
  const move = (at: string | null) => moveToZone(at, from, zone)
  return withIncident(doc, {
    zone,
    windows: incident.windows.map((window) => ({
      ...window,
      startedAt: move(window.startedAt),
      detectedAt: move(window.detectedAt),
      declaredAt: move(window.declaredAt),
      mitigatedAt: move(window.mitigatedAt),
      resolvedAt: move(window.resolvedAt),
    })),
    timeline: incident.timeline.map((entry) => ({ ...entry, at: move(entry.at) })),
    statusUpdates: incident.statusUpdates.map((update) => ({ ...update, at: move(update.at) })),
  })
}
