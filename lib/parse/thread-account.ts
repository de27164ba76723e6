import type { CauseDraft, DocumentDraft, Doubt, IncidentDraft, TimelineEntryDraft } from '@/lib/schema/draft'
import type { Citations, ThreadDraft } from '@/lib/schema/thread'
import { blankIncident } from './blank-incident'
import { detectLanguage } from './language'
import { light } from './light-expression'
import { findReferences } from './references'
import { incidentSlug } from './slugs'
import { bodyOfAccount } from './thread-account-body'
import { actionsOfThread } from './thread-actions'
import { BECAUSE, HYPOTHESIS, NEGATIVE, REALISED, ROOT, ROUTINE, SEVERITY, UNAFFECTED } from './thread-cues'
import { unmarked } from './thread-text'
import { eventsOfThread, ownPrecision, tellsStart, type ThreadEvent } from './thread-events'

/**
 * Signs that a conversation tells of an incident, each counted as often as said; their sum must reach `ENOUGH`, and both trouble
 * and an answer to it must be there. Set so that an alert or two reports with an action or an end are enough, and a question
 * about yesterday's error is not.
 */
const SIGNS: Partial<Record<ThreadEvent['kind'], { weight: number; most: number }>> = {
  alert: { weight: 2, most: 2 },
  report: { weight: 1.5, most: 2 },
  impact: { weight: 1, most: 1 },
  declaration: { weight: 3, most: 1 },
  action: { weight: 1, most: 2 },
  effect: { weight: 1, most: 1 },
  resolution: { weight: 1, most: 1 },
  cause: { weight: 1, most: 1 },
  'ruled-out': { weight: 0.5, most: 2 },
}
const ENOUGH = 4
const TROUBLE_KINDS: ReadonlySet<ThreadEvent['kind']> = new Set(['alert', 'report', 'impact', 'declaration'])
const ANSWER_KINDS: ReadonlySet<ThreadEvent['kind']> = new Set([
  'action',
  'effect',
  'resolution',
  'cause',
  'declaration',
])
const INCIDENT_CHANNEL = light(
  /(?:^|[-_])(?:inc|incidents?|sev\d?|outage|war-?room|stoerung|störung|vorfall|incidente|авари\p{L}*)(?:$|[-_\d])/iu,
)
/** Longest title, in characters. */
const MAX_TITLE = 100
const ALERT_MARKS = light(
  /^(?:[\p{P}\p{S}\s]*(?:firing(?::\d+)?|triggered|alerting|alarm|alert|critical|warning|warn|error|problem|new issue|incident|resolved|kritisch|проблема|alerte|alerta|no data|p[0-5]|sev-?\d)(?![\p{L}\p{N}])[\s\]):–—-]*)+/iu,
)

/** How much a thread looks like an incident: the sum of its signs, and whether it is enough. */
export function incidentSigns(thread: ThreadDraft, events: readonly ThreadEvent[]): { score: number; enough: boolean } {
  let score = INCIDENT_CHANNEL.test(thread.channel.name ?? '') ? 1 : 0
  for (const [kind, sign] of Object.entries(SIGNS)) {
    const count = events.filter((event) => event.kind === kind).length
    score += Math.min(count, sign.most) * sign.weight
  }
  score -= 2 * events.filter(({ said }) => !said.message.bot && ROUTINE.test(said.text.toLowerCase())).length
  const has = (kinds: ReadonlySet<ThreadEvent['kind']>) => events.some(({ kind }) => kinds.has(kind))
  return { score, enough: score >= ENOUGH && has(TROUBLE_KINDS) && has(ANSWER_KINDS) }
}

/**
 * The postmortem that the messages of `thread` support, null when they tell of no incident. Every line is a sentence of a
 * message, verbatim but for greetings; `citations` name the messages of each. Times are instants in UTC; where a message tells
 * when something happened, the entry stands at that time. `key` names the conversation (null for pasted text). No zone is
 * given to the incident: a chat shows each reader his own.
 */
export function accountOfThread(thread: ThreadDraft, key: string | null): DocumentDraft | null {
  return accountOfEvents(thread, eventsOfThread(thread), key)
}

/** The same for a thread whose `events` were read before. */
export function accountOfEvents(
  thread: ThreadDraft,
  events: readonly ThreadEvent[],
  key: string | null,
): DocumentDraft | null {
  const signs = incidentSigns(thread, events)
  if (!signs.enough) return null
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
  if (signs.score < ENOUGH + 2)
    doubts.push({
      path: 'title',
      reason: `Few messages speak of an incident (${signs.score} points, ${ENOUGH} are needed).`,
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

type Account = { incident: IncidentDraft; citations: Citations; doubts: Doubt[] }

function cite({ citations }: Account, path: string, ...events: (ThreadEvent | undefined)[]): void {
  const ids = [...new Set(events.flatMap((event) => (event ? [event.said.message.id] : [])))]
  if (ids.length > 0) citations[path] = [...new Set([...(citations[path] ?? []), ...ids])]
}

const lastOf = (events: readonly ThreadEvent[], ...kinds: ThreadEvent['kind'][]) =>
  events.findLast(({ kind }) => kinds.includes(kind))

/** One line of what was said; where a message is only code, the first command of it. */
function wordsOf({ said }: ThreadEvent): string {
  const text = unmarked(said.text)
  const command = said.code[0]?.split('\n').find((line) => line.trim() !== '')
  return text === '' && command ? `\`${command.trim().replace(/`/g, '')}\`` : text
}

/** Sentences of one line; languages that part words by no space part sentences by none. */
function joined(first: string, second: string): string {
  return /[。！？]$/.test(first) ? `${first}${second}` : `${first} ${second}`
}

function putTimeline(draft: Account, events: readonly ThreadEvent[]): void {
  type Line = TimelineEntryDraft & { id: string; order: number; doubt: string | null }
  const lines: Line[] = []
  const add = (
    event: ThreadEvent,
    part: Pick<TimelineEntryDraft, 'at' | 'precision' | 'timeText' | 'phase'>,
    doubt: string | null,
  ) => {
    const { message } = event.said
    const text = wordsOf(event)
    if (text === '') return
    // the lines of a message stand together at the end
    let place = lines.length - 1
    while (lines[place]?.id === message.id && !(lines[place]?.phase === part.phase && lines[place]?.at === part.at))
      place--
    const last = lines[place]?.id === message.id ? lines[place] : undefined
    if (last) last.text = last.text.includes(text) ? last.text : joined(last.text, text)
    else lines.push({ ...part, lane: 'internal', text, span: message.span, id: message.id, order: lines.length, doubt })
  }
  for (const event of events) {
    const { phase, stated, said } = event
    if (phase === null) continue
    const { message } = said
    const own = { at: message.at, precision: ownPrecision(message), timeText: message.timeText }
    if (stated) {
      const told = { at: stated.at, precision: stated.precision, timeText: stated.words }
      const begins = tellsStart(event)
      add(event, { ...told, phase: begins ? 'started' : phase }, stated.doubt)
      if (!begins) continue
    }
    add(event, { ...own, phase }, null)
  }
  lines.sort((a, b) => (a.at && b.at ? a.at.localeCompare(b.at) : 0) || a.order - b.order)
  lines.forEach(({ id, order: _, doubt, ...entry }, index) => {
    const path = `incident.timeline.${index}`
    draft.incident.timeline.push(entry)
    draft.citations[path] = [id]
    if (doubt) draft.doubts.push({ path: `${path}.at`, reason: doubt, span: entry.span })
  })
}

function putWindow(draft: Account, events: readonly ThreadEvent[]): void {
  const first = (...kinds: ThreadEvent['kind'][]) => events.find(({ kind }) => kinds.includes(kind))
  const started = draft.incident.timeline.find(({ phase }) => phase === 'started')
  const detected = first('alert', 'report', 'impact')
  const calm = events.findIndex(({ kind }) => kind === 'no-effect')
  const after = events.slice(calm + 1)
  const resolved = after.find(({ kind }) => kind === 'resolution') ?? lastOf(events, 'alert-end')
  const effect = after.find(({ kind }) => kind === 'effect')
  const acted = events.findLast(
    ({ kind, phase, said }) =>
      kind === 'action' && phase === 'mitigated' && said.index <= (resolved?.said.index ?? Infinity),
  )
  const mitigated = effect ?? acted
  const at = (event: ThreadEvent | undefined) => event?.said.message.at ?? null
  const stamps = {
    startedAt: started?.at ?? (detected?.kind === 'alert' ? at(detected) : null),
    detectedAt: at(detected),
    declaredAt: at(first('declaration')),
    mitigatedAt: at(mitigated),
    resolvedAt: at(resolved),
  }
  if (Object.values(stamps).every((stamp) => stamp === null)) return
  const span = detected?.said.message.span ?? null
  draft.incident.windows.push({ label: null, ...stamps, affected: [], unaffected: [], span })
  const path = 'incident.windows.0'
  cite(draft, path, detected, first('declaration'), mitigated, resolved)
  const place = started ? draft.incident.timeline.indexOf(started) : -1
  draft.citations[`${path}.startedAt`] = place >= 0 ? (draft.citations[`incident.timeline.${place}`] ?? []) : []
  if (place < 0) delete draft.citations[`${path}.startedAt`]
  if (place < 0 && detected?.kind === 'alert') cite(draft, `${path}.startedAt`, detected)
  cite(draft, `${path}.detectedAt`, detected)
  cite(draft, `${path}.declaredAt`, first('declaration'))
  cite(draft, `${path}.mitigatedAt`, mitigated)
  cite(draft, `${path}.resolvedAt`, resolved)
  if (!started && stamps.startedAt)
    draft.doubts.push({
      path: `${path}.startedAt`,
      reason: 'Nobody says when it began; the first alert was taken.',
      span,
    })
  if (mitigated && mitigated === acted)
    draft.doubts.push({
      path: `${path}.mitigatedAt`,
      reason: 'It is when somebody acted; nobody says when it took effect.',
    })
}

/** "That's the cause.": the sentence before it says what. */
const POINTS_BACK = light(/^(?:so |and |i think )?(?:that|this|das|dies|это|c['’]est ça|eso|isso|それ)(?!\p{L})/iu)

/** Longest sentence that names only that there is a cause ("root cause", "found it"), in words. */
const BARE_CAUSE = 3

function isBareCause({ said: { text } }: ThreadEvent): boolean {
  return POINTS_BACK.test(text) || text.trim().split(/\s+/).length <= BARE_CAUSE
}

function putCauses(draft: Account, events: readonly ThreadEvent[]): void {
  const told = events.filter(({ kind }) => kind === 'cause')
  const root = told.findLast((event) => ROOT.test(wordsOf(event).toLowerCase())) ?? told.at(-1)
  const reason = root
    ? undefined
    : events.findLast(
        ({ kind, said }) =>
          (kind === 'evidence' || kind === 'report' || kind === 'ruled-out') &&
          BECAUSE.test(said.text.toLowerCase()) &&
          !HYPOTHESIS.test(said.text.toLowerCase()),
      )
  for (const [place, event] of events.entries()) {
    const named = event.kind === 'cause' || event === reason
    if (!named && event.kind !== 'ruled-out') continue
    const role: CauseDraft['role'] = named
      ? event === root || event === reason
        ? 'root'
        : 'contributing'
      : 'false-lead'
    const before = events[place - 1]
    const whole =
      named && isBareCause(event) && before && before.said.index >= event.said.index - 1 ? [before, event] : [event]
    const path = `incident.causes.${draft.incident.causes.length}`
    draft.incident.causes.push({ role, text: whole.map(wordsOf).reduce(joined), span: event.said.message.span })
    cite(draft, path, ...whole)
    if (event === root && REALISED.test(event.said.message.text))
      draft.doubts.push({
        path,
        reason: 'Nobody calls it the cause; its author has just understood something.',
        span: event.said.message.span,
      })
    if (event === reason)
      draft.doubts.push({
        path,
        reason: 'Nobody calls it the cause; it is a sentence that gives a reason.',
        span: event.said.message.span,
      })
  }
}

function putImpact(draft: Account, events: readonly ThreadEvent[]): void {
  const { impact } = draft.incident
  const effects = events.filter(({ kind }) => kind === 'impact')
  const isNegative = (event: ThreadEvent) => NEGATIVE.test(event.said.text.toLowerCase())
  const isSpared = (event: ThreadEvent) => UNAFFECTED.test(event.said.text.toLowerCase())
  const put = (list: 'affected' | 'unaffected' | 'negativeFindings', event: ThreadEvent) => {
    const text = wordsOf(event)
    if (impact[list].includes(text)) return
    cite(draft, `incident.impact.${list}.${impact[list].length}`, event)
    impact[list].push(text)
  }
  const summary =
    effects.find((event) => /^(?:impact|auswirkung|impacto|影響)/iu.test(event.said.text)) ??
    effects.find((event) => !isNegative(event) && !isSpared(event)) ??
    events.find(({ kind }) => kind === 'report')
  if (summary) {
    impact.summary = wordsOf(summary)
    cite(draft, 'incident.impact.summary', summary)
  }
  for (const event of events) {
    if (event.said.message.bot) continue
    if (event.kind === 'impact' && isNegative(event)) put('negativeFindings', event)
    else if (isSpared(event) && ['impact', 'report', 'evidence'].includes(event.kind)) put('unaffected', event)
    else if (event.kind === 'impact') put('affected', event)
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

function titleOf(events: readonly ThreadEvent[], draft: Account): string {
  const alert = events.find(({ kind }) => kind === 'alert')
  const reports = events.filter(({ kind, said }) => (kind === 'report' || kind === 'impact') && !said.message.bot)
  const report = reports.find(({ said }) => said.text.length <= MAX_TITLE && said.text.length > 12) ?? reports[0]
  const alerted = alert ? alertTitle(alert) : ''
  const source = alerted ? alert : (report ?? events.find(({ kind }) => TROUBLE_KINDS.has(kind)))
  if (source) cite(draft, 'title', source)
  const text = alerted || unmarked(source?.said.text ?? '').replace(/[\s.?!:;,]+$/u, '')
  const title = text.charAt(0).toUpperCase() + text.slice(1)
  if (title.length <= MAX_TITLE) return title || 'Incident'
  const cut = title.slice(0, MAX_TITLE)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MAX_TITLE / 2))}…`
}

function alertTitle({ said }: ThreadEvent): string {
  const lines = said.message.text.split('\n').map((line) => unmarked(line).trim())
  return (
    lines
      .map((line) =>
        line
          .replace(/^[^\p{L}\p{N}[]+/u, '')
          .replace(ALERT_MARKS, '')
          .trim(),
      )
      .find((line) => /\p{L}{3}/u.test(line) && !/^https?:/.test(line)) ?? ''
  )
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
