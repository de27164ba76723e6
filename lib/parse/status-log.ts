import type {
  Coverage,
  Doubt,
  DocumentDraft,
  Draft,
  Format,
  IncidentStatus,
  Phase,
  UpdateState,
  WindowDraft,
} from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { detectLanguage } from './language'
import type { LogAccount } from './log-account'
import { oneLine, plain } from './piece'
import { findReferences } from './references'
import { incidentSlug } from './slugs'
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
  const doubts = putWindow(incident, spans, log)
  for (const { text, span } of log.affected) {
    if (incident.impact.affected.includes(text)) continue
    spans[`impact.affected.${incident.impact.affected.length}`] = span
    incident.impact.affected.push(text)
  }
  const first = incident.windows[0]?.startedAt ?? incident.windows[0]?.declaredAt ?? log.updates[0]?.at ?? null
  const zone = account?.zone ?? log.zone
  incident.on = zone && first ? dateIn(zone, first) : null
  incident.zone = zone && first ? offsetAt(zone, first) : null
  const document: DocumentDraft = {
    kind: 'incident',
    // the beginning tells the language; statistics of all of it would cost more than reading the incident
    lang: detectLanguage(
      `${title}\n${log.updates
        .map(({ markdown }) => markdown)
        .join('\n')
        .slice(0, 700)}`,
    ),
    title,
    slug: incidentSlug(incident.on, title),
    tags: log.tags,
    authors: [],
    body,
    dropped: [],
    spans,
    incident,
    // the places are in the body, not in the source
    references: findReferences(body).map(({ span: _span, ...reference }) => reference),
    patterns: [],
    externalId: log.externalId,
    url: log.url,
    ...(doubts.length > 0 ? { doubts } : {}),
    coverage: log.coverage,
  }
  return { format: log.format, documents: [document], problems: account?.problems ?? [] }
}

/** Characters beyond which an update is an account: it stands in the body, and the log has its opening only. */
const LONG = 1800

/** The first paragraph that says something; headings and labels do not. */
function openingOf(markdown: string): string {
  const paragraphs = markdown.split(/\n\s*\n/)
  return (
    paragraphs.find((part) => /\p{L}[^\n]{20,}[.!?。！？]/u.test(part) && part.length <= LONG) ??
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

const STAMPS = ['startedAt', 'detectedAt', 'declaredAt', 'mitigatedAt', 'resolvedAt'] as const

/** The stretch of impact as the page's data bounds it; where an account says otherwise, one of the two is doubted. */
function putWindow(
  incident: NonNullable<DocumentDraft['incident']>,
  spans: DocumentDraft['spans'],
  log: StatusLog,
): Doubt[] {
  const told = log.account?.incident.windows ?? []
  for (const path of Object.keys(spans)) if (path.startsWith('windows.')) delete spans[path]
  const page = windowOfPage(log)
  const useTold = log.accountFirst && told.length > 0 && fits(told, log)
  if (!useTold && !page) return []
  incident.windows = useTold
    ? told.map((window) => ({ ...window }))
    : page
      ? [{ ...page, detectedAt: told.length === 1 && told[0] ? within(told[0].detectedAt, page) : null }]
      : []
  const first = incident.windows[0]
  const last = incident.windows.at(-1)
  if (!first || !last) return []
  if (useTold) {
    first.startedAt ??= log.startedAt?.at ?? null
    if (incident.windows.length === 1) first.declaredAt ??= within(page?.declaredAt ?? null, first)
    last.resolvedAt ??= log.resolvedAt?.at ?? null
  }
  for (const stamp of STAMPS) {
    const place = useTold
      ? log.account?.spans[`windows.0.${stamp}`]
      : stamp === 'detectedAt' || stamp === 'declaredAt'
        ? undefined
        : log[stamp]?.span
    if (place && first[stamp]) spans[`windows.0.${stamp}`] = place
  }
  log.affected.forEach(({ text, span }) => {
    if (first.affected.includes(text)) return
    spans[`windows.0.affected.${first.affected.length}`] = span
    first.affected.push(text)
  })
  return useTold ? [] : listDoubts(told, first, log)
}

/** What the page's own stamps and updates say; null without any of them. */
function windowOfPage(log: StatusLog): WindowDraft | null {
  const spoken = log.updates.find(({ state, at }) => at && state !== 'resolved' && state !== 'postmortem')?.at ?? null
  const window: WindowDraft = {
    label: null,
    startedAt: log.startedAt?.at ?? null,
    detectedAt: null,
    declaredAt: null,
    mitigatedAt: log.mitigatedAt?.at ?? null,
    resolvedAt: log.resolvedAt?.at ?? null,
    affected: [],
    unaffected: [],
    span: null,
  }
  window.declaredAt = within(spoken, window)
  return STAMPS.some((stamp) => window[stamp]) ? window : null
}

/** A stamp that lies outside its window is of something else. */
function within(at: string | null, window: WindowDraft): string | null {
  if (!at) return null
  const time = Date.parse(at)
  if (window.startedAt && time < Date.parse(window.startedAt)) return null
  return window.resolvedAt && time > Date.parse(window.resolvedAt) ? null : at
}

const DAY = 86_400_000

/** An account is of this incident when it begins near the page's first word: at most a month before, a day after. */
function fits(told: readonly WindowDraft[], log: StatusLog): boolean {
  const start = told[0]?.startedAt ?? told[0]?.detectedAt ?? told[0]?.resolvedAt
  const page = log.startedAt?.at ?? log.updates[0]?.at
  if (!start || !page) return start !== undefined
  const early = Date.parse(page) - Date.parse(start)
  return early < 31 * DAY && early > -DAY
}

function listDoubts(told: readonly WindowDraft[], page: WindowDraft, log: StatusLog): Doubt[] {
  return (['startedAt', 'resolvedAt'] as const).flatMap((stamp) => {
    const said = stamp === 'startedAt' ? told[0]?.startedAt : told.at(-1)?.resolvedAt
    const kept = page[stamp]
    if (!said || !kept || Math.abs(Date.parse(said) - Date.parse(kept)) < 60_000) return []
    const window = stamp === 'startedAt' ? 0 : told.length - 1
    const what = stamp === 'startedAt' ? 'began' : 'was over'
    const reason = `The written account says that it ${what} at ${said}, the status page's data at ${kept}.`
    return [{ path: `windows.0.${stamp}`, reason, span: log.account?.spans[`windows.${window}.${stamp}`] ?? null }]
  })
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
