import type { DocumentDraft, IncidentDraft } from '@/lib/schema/draft'
import type { Citations, ThreadDraft } from '@/lib/schema/thread'
import { blankIncident } from '@/lib/schema/blank-incident'
import { sentence } from '@/lib/schema/sentence'
import { detectLanguage } from './language'
import { findReferences } from './references'
import { incidentSlug } from './slugs'
import { bodyOfAccount } from './thread-account-body'
import { actionsOfThread } from './thread-actions'
import { putCauses } from './thread-causes'
import { type Account, cite, lastOf, wordsOf } from './thread-citations'
import { SEVERITY } from './thread-cues'
import { readThread, type ThreadEvent, type ThreadReading } from './thread-events'
import { putImpact } from './thread-impact'
import { isIncident } from './thread-signs'
import { putTimeline, putWindow } from './thread-timeline'
import { titleOf } from './thread-title'

/** A conversation of a lower probability may be about something else. */
const SURE = 0.9

/**
 * The postmortem that the messages of `thread` support, null when they tell of no incident. Every line is a sentence of a
 * message, verbatim but for greetings; `citations` name the messages of each. Times are instants in UTC; where a message tells
 * when something happened, the entry stands at that time. `key` names the conversation (null for pasted text). No zone is
 * given to the incident: a chat shows each reader his own.
 */
export function accountOfThread(thread: ThreadDraft, key: string | null): DocumentDraft | null {
  return accountOfReading(thread, readThread(thread), key)
}

/** The same for a thread that was read before. */
export function accountOfReading(
  thread: ThreadDraft,
  reading: ThreadReading,
  key: string | null,
): DocumentDraft | null {
  if (!isIncident(thread, reading)) return null
  const { events, incident: probability } = reading
  const draft: Account = { incident: blankIncident(), citations: {}, doubts: [] }
  putTimeline(draft, events)
  putWindow(draft, events)
  putCauses(draft, events)
  putImpact(draft, events)
  putActions(draft, events, thread)
  putTexts(
    draft,
    'lessons',
    events.filter(({ kind }) => kind === 'lesson'),
  )
  const { incident, citations, doubts } = draft
  const heading = titleOf(events, draft)
  const start = incident.windows[0]?.startedAt ?? incident.windows[0]?.detectedAt ?? null
  incident.on = start?.slice(0, 10) ?? null
  incident.severity = severityOf(events, draft)
  incident.status = incident.windows[0]?.resolvedAt ? 'resolved' : statusOf(events)
  if (incident.status === 'resolved') cite(draft, 'incident.status', lastOf(events, 'resolution', 'alert-end'))
  if (probability < SURE)
    doubts.push({
      path: 'title',
      reason: sentence`Its words make it an incident with a probability of ${Math.floor(probability * 100)} %.`,
    })
  const names = [
    ...new Set(events.filter(({ said }) => !said.message.bot).map(({ said }) => said.message.author ?? '')),
  ]
  return {
    kind: 'incident',
    lang: detectLanguage(events.map(({ said }) => said.text).join('\n')),
    title: heading,
    slug: incidentSlug(incident.on, heading),
    tags: [],
    authors: names.filter(Boolean),
    body: bodyOfAccount(thread, incident, citations),
    dropped: [],
    spans: {},
    incident,
    references: referencesOf(thread),
    patterns: [],
    ...(key === null ? {} : { externalId: `${key}/incident` }),
    coverage: coverageOf(thread, citations),
    doubts,
    citations,
  }
}

function putActions(draft: Account, events: readonly ThreadEvent[], thread: ThreadDraft): void {
  for (const { draft: item, messages, doubts } of actionsOfThread(events, thread.participants)) {
    const path = `incident.actionItems.${draft.incident.actionItems.length}`
    draft.incident.actionItems.push(item)
    draft.citations[path] = messages
    for (const [field, reason] of doubts) draft.doubts.push({ path: `${path}.${field}`, reason, span: item.span })
  }
}

function putTexts(draft: Account, list: 'lessons', events: readonly ThreadEvent[]): void {
  for (const event of events) {
    cite(draft, `incident.${list}.${draft.incident[list].length}`, event)
    draft.incident[list].push(wordsOf(event))
  }
}

function severityOf(events: readonly ThreadEvent[], draft: Account): string | null {
  for (const event of events.filter(({ kind }) => kind === 'declaration').toReversed()) {
    const { sev, priority } = SEVERITY.exec(event.said.text)?.groups ?? {}
    if (!sev && !priority) continue
    cite(draft, 'incident.severity', event)
    return sev ? `SEV${sev}` : `P${priority}`
  }
  return null
}

function statusOf(events: readonly ThreadEvent[]): IncidentDraft['status'] {
  const has = (kind: ThreadEvent['kind']) => events.some((event) => event.kind === kind)
  if (has('resolution')) return 'resolved'
  if (has('effect')) return 'monitoring'
  return has('cause') ? 'identified' : 'unknown'
}

function referencesOf({ messages }: ThreadDraft): DocumentDraft['references'] {
  const seen = new Set<string>()
  return messages
    .flatMap(({ text, span }) => findReferences(text.slice(0, 12_000)).map((one) => ({ ...one, span })))
    .filter(({ target, kind }) => kind !== 'mention' && !seen.has(target) && seen.add(target))
}

/** The share of what was written in the messages that a line of the account cites. */
function coverageOf(thread: ThreadDraft, citations: Citations): { fields: number; kept: number } {
  const cited = new Set(Object.values(citations).flat())
  let all = 0
  let read = 0
  for (const { id, text } of thread.messages) {
    all += text.length
    if (cited.has(id)) read += text.length
  }
  const share = all === 0 ? 0 : read / all
  return { fields: share, kept: share }
}
