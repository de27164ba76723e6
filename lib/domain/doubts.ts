import type { DocumentDraft, Doubt } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'

const NO_ZONE = sentence`These times have no zone: say once for all of them which clock they are on.`

/** Whether a document gives clock times of a known day that cannot be placed for want of a zone. */
export function lacksZone({ incident }: DocumentDraft): boolean {
  if (!incident || incident.zone !== null || incident.on === null) return false
  return [...incident.timeline, ...incident.statusUpdates].some(
    ({ at, timeText }) => at === null && /\d{1,2}\s?[:.h時点시]\s?\d{2}/u.test(timeText ?? ''),
  )
}

/** What is to be reviewed in a draft: what its parser was not sure of, and a zone that is missing. One doubt per field. */
export function listDoubts(draft: DocumentDraft): Doubt[] {
  const missing: Doubt[] = lacksZone(draft) ? [{ path: 'zone', reason: NO_ZONE, span: null }] : []
  const byPath = new Map([...missing, ...(draft.doubts ?? []).toReversed()].map((doubt) => [doubt.path, doubt]))
  return [...byPath.values()].reverse()
}
