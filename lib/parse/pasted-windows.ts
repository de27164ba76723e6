import type { DocumentDraft, IncidentDraft, StatusUpdateDraft, UpdateState } from '@/lib/schema/draft'
import type { Block } from './blocks'
import { type FrontMatter, textValue } from './front-matter'
import { boundByMatter, isStatusPost, putAffectedByMatter } from './matter-bounds'
import { spanOf } from './piece'
import { readStatedBounds } from './stated-bounds'
import type { PastedLog } from './status-updates'

/** The account bounds the impact, else a line that says from when to when, else the log. */
export function putLogWindow(incident: IncidentDraft, spans: DocumentDraft['spans'], { range }: PastedLog): void {
  if (incident.windows.length > 0) return
  const window = windowOfLog(incident.statusUpdates)
  if (range) {
    window.startedAt = range.start.at
    window.resolvedAt = range.end.at
    spans['windows.0.startedAt'] = spanOf(range.piece)
    spans['windows.0.resolvedAt'] = spanOf(range.piece)
  }
  incident.windows.push(window)
}

/** "Incident began at ... and ended at ...": the page's own word goes before what its updates tell. */
export function putStatedBounds(
  incident: IncidentDraft,
  spans: DocumentDraft['spans'],
  content: readonly Block[],
): void {
  const [window, other] = incident.windows
  if (!window || other) return
  for (const block of content.slice(0, 40)) {
    if (block.kind !== 'paragraph') continue
    const bounds = readStatedBounds(block.piece.text)
    if (!bounds) continue
    window.startedAt = bounds.startedAt
    spans['windows.0.startedAt'] = spanOf(block.piece)
    if (bounds.resolvedAt) {
      window.resolvedAt = bounds.resolvedAt
      spans['windows.0.resolvedAt'] = spanOf(block.piece)
    }
    return
  }
}

/** What the front matter of a post says of the incident; gives the names that became fields. */
export function putMatter(
  incident: IncidentDraft,
  spans: DocumentDraft['spans'],
  { values }: FrontMatter,
  head: string,
): string[] {
  const severity = textValue(values, 'severity')
  const told = severity !== null && incident.severity === null
  if (told) incident.severity = severity
  const [window] = incident.windows
  // the post's own word goes before what its updates tell
  if (window && isStatusPost(values)) {
    const page: IncidentDraft = { ...incident, windows: [] }
    boundByMatter(page, spans, values, head)
    window.startedAt = page.windows[0]?.startedAt ?? window.startedAt
    window.resolvedAt = page.windows[0]?.resolvedAt ?? window.resolvedAt
  } else boundByMatter(incident, spans, values, head)
  const listed = putAffectedByMatter(incident, spans, values, head)
  return ['title', ...(told ? ['severity'] : []), ...(listed ? ['affected'] : [])]
}

/** With nothing but the log, its first word is the declaration and "resolved" the end; when it began is unknown. */
function windowOfLog(updates: readonly StatusUpdateDraft[]) {
  const sorted = updates.filter(({ at }) => at).toSorted((a, b) => Date.parse(a.at ?? '') - Date.parse(b.at ?? ''))
  const at = (state: UpdateState) => sorted.find((update) => update.state === state)?.at ?? null
  const first = sorted.find(({ state }) => state !== 'postmortem')
  return {
    label: null,
    startedAt: null as string | null,
    detectedAt: null,
    declaredAt: at('investigating') ?? (first?.state === 'resolved' ? null : (first?.at ?? null)),
    mitigatedAt: at('monitoring'),
    resolvedAt: sorted.findLast(({ state }) => state === 'resolved')?.at ?? null,
    affected: [],
    unaffected: [],
    span: null,
  }
}
