import type { Coverage, DocumentDraft, Draft, Format, IncidentStatus, Phase, UpdateState } from '@/lib/schema/draft'
import type { Lang, Span } from '@/lib/schema/text'
import { detectLanguage } from './language'
import { light } from './light-expression'
import type { LogAccount } from './log-account'
import { oneLine, plain } from './piece'
import { findReferences } from './references'
import { incidentSlug } from './slugs'
import { putLogWindows } from './log-windows'
import { leadingState } from './update-state'
import { dateIn, offsetAt, type Zone } from './zones'

/** One update that a status page has published. `span` is the place of its whole text in the source. */
export type LogUpdate = {
  at: string | null
  timeText: string | null
  timeSpan: Span | null
  state: UpdateState
  /** The state as the page names it, for the body ("In progress"). */
  stateText: string
  markdown: string
  /** What the page says of its components with this update, one line each. */
  components: string[]
  span: Span
}

type Stamp = { at: string; span: Span }
/** An incident as a status page's data tells it; what the page does not say is null. */
export type StatusLog = {
  format: Format
  title: { text: string; span: Span } | null
  /** In order of time. */
  updates: LogUpdate[]
  startedAt: Stamp | null
  mitigatedAt: Stamp | null
  resolvedAt: Stamp | null
  affected: { text: string; span: Span }[]
  severity: { text: string; span: Span } | null
  status: IncidentStatus
  /** The day, for a log whose times have no zone. */
  on?: string | null
  zone: Zone | null
  tags: string[]
  externalId: string | null
  url: string | null
  account: LogAccount | null
  /** Whether the account's times go before those of the page's data. */
  accountFirst: boolean
  /** What stands above the updates, as Markdown. */
  lead?: string
  /** What else the data says in words, with the name that it has there. */
  rest: readonly { key: string; text: string }[]
  coverage: Coverage
}

export const PHASE_OF_STATE: Record<UpdateState, Phase> = {
  investigating: 'acknowledged',
  identified: 'identified',
  monitoring: 'mitigated',
  resolved: 'resolved',
  postmortem: 'follow-up',
  update: 'note',
}

/** The draft of an incident that a status page's data tells: the updates are the public lane, the account the internal one. */
export function draftOfLog(log: StatusLog): Draft {
  const { account } = log
  const title = log.title ? plain(log.title.text) : 'Untitled incident'
  const body = writeLogBody(log)
  const spans: DocumentDraft['spans'] = { ...account?.spans }
  const incident: NonNullable<DocumentDraft['incident']> = {
    on: null,
    reportedOn: account?.incident.reportedOn ?? null,
    zone: null,
    zoneText: account?.incident.zoneText ?? log.zone?.text ?? null,
    statedDuration: account?.incident.statedDuration ?? null,
    severity: log.severity?.text ?? null,
    status: log.status,
    windows: [],
    timeline: [...(account?.incident.timeline ?? [])],
    statusUpdates: [],
    causes: account?.incident.causes ?? [],
    impact: account?.incident.impact ?? {
      summary: null,
      affected: [],
      unaffected: [],
      negativeFindings: [],
      residual: [],
    },
    actionItems: account?.incident.actionItems ?? [],
    customerActions: account?.incident.customerActions ?? [],
    lessons: account?.incident.lessons ?? [],
  }
  if (log.title) spans.title = log.title.span
  if (log.severity) spans.severity = log.severity.span
  for (const update of log.updates) addUpdate(incident, spans, update)
  const doubts = putLogWindows(incident, spans, log)
  for (const { text, span } of log.affected) {
    if (incident.impact.affected.includes(text)) continue
    spans[`impact.affected.${incident.impact.affected.length}`] = span
    incident.impact.affected.push(text)
  }
  const first = incident.windows[0]?.startedAt ?? incident.windows[0]?.declaredAt ?? log.updates[0]?.at ?? null
  const zone = account?.zone ?? log.zone
  incident.on = zone && first ? dateIn(zone, first) : (log.on ?? null)
  incident.zone = zone && first ? offsetAt(zone, first) : null
  const document: DocumentDraft = {
    kind: 'incident',
    // the beginning tells the language; statistics of all of it would cost more than reading the incident
    lang: languageOf(`${title}\n${log.updates.map(({ markdown }) => markdown).join('\n')}`.slice(0, 1500)),
    title,
    slug: incidentSlug(incident.on, title),
    tags: log.tags,
    authors: [],
    body,
    dropped: [],
    spans,
    incident,
    // the places are in the body, not in the source
    references: /:\/\/|\[\[|@/.test(body) ? findReferences(body).map(({ span: _span, ...reference }) => reference) : [],
    patterns: [],
    externalId: log.externalId,
    url: log.url,
    ...(doubts.length > 0 ? { doubts } : {}),
    coverage: log.coverage,
  }
  return { format: log.format, documents: [document], problems: account?.problems ?? [] }
}

const ENGLISH = new Set('the and this that are has have been was were with for our we will to of'.split(' '))

/** Most status pages are English, which its small words give away; statistics, which take longer, decide on the others. */
const LETTERS = light(/\p{L}+/gu)

function languageOf(text: string): Lang {
  const words = text.toLowerCase().match(LETTERS) ?? []
  const english = words.filter((word) => ENGLISH.has(word))
  const sure = english.length >= words.length * 0.15 && new Set(english).size >= 3 && english.includes('the')
  return sure ? 'en' : detectLanguage(text)
}

/** Characters beyond which an update is an account: it stands in the body, and the log has its opening only. */
const LONG = 1800

/** The first paragraph that says something; headings and labels do not. */
function openingOf(markdown: string): string {
  const paragraphs = markdown.split(/\n\s*\n/)
  return (
    paragraphs.find((part) => part.length <= LONG && /\p{L}[^\n]{20,}[.!?。！？]/u.test(part)) ??
    markdown.slice(0, LONG)
  )
}

function addUpdate(
  incident: NonNullable<DocumentDraft['incident']>,
  spans: DocumentDraft['spans'],
  update: LogUpdate,
): void {
  const { at, timeText, state, span } = update
  const told = update.markdown.length > LONG ? openingOf(update.markdown) : update.markdown
  const text = plain(told.slice(leadingState(told)?.length ?? 0)) || plain(told) || update.stateText
  if (update.timeSpan) {
    spans[`statusUpdates.${incident.statusUpdates.length}.at`] = update.timeSpan
    spans[`timeline.${incident.timeline.length}.at`] = update.timeSpan
  }
  incident.statusUpdates.push({ at, state, text, timeText, span })
  const precision = at === null ? 'none' : /:\d{2}:\d{2}/.test(timeText ?? '') ? 'second' : 'minute'
  incident.timeline.push({ at, precision, timeText, phase: PHASE_OF_STATE[state], lane: 'public', text, span })
}

/** The account, when it stands apart from the updates, and every update with its state and time, in order of time. */
function writeLogBody(log: StatusLog): string {
  const updates = log.updates.map(({ stateText, timeText, markdown, components }) => {
    const head = [`**${stateText}**`, ...(timeText ? [timeText] : [])].join(' · ')
    return [head, markdown, components.map((line) => `- ${line}`).join('\n')].filter(Boolean).join('\n\n')
  })
  const apart = log.account?.apart ?? null
  const rest = log.rest.map(({ key, text }) => `- ${key.replaceAll('_', ' ')}: ${oneLine(text)}`).join('\n')
  const above = [apart, log.lead].filter((part) => part !== null && part !== undefined && part !== '')
  const parts = [
    ...above,
    ...(apart ? ['## Status updates'] : []),
    ...updates,
    ...(rest ? ['## Other details', rest] : []),
  ]
  return parts.join('\n\n')
}
