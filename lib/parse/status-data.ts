import type { Draft, IncidentStatus, UpdateState } from '@/lib/schema/draft'
import type { SourceContext } from '@/lib/schema/source'
import type { Span } from '@/lib/schema/text'
import {
  addressOf,
  coverageOfJson,
  findMitigated,
  hostOf,
  inOrderOfTime,
  type JsonStamp,
  listUnused,
  readLocal,
  readStamp,
  takeTexts,
  type Take,
} from './json-log'
import {
  itemsOf,
  type JsonNode,
  membersOf,
  placesIn,
  readJsonTree,
  spanOfNode,
  textOf,
  withoutScript,
} from './json-tree'
import { findAccount, readLogAccount } from './log-account'
import type { SourcePart, SplitHint } from './split-source'
import { draftOfLog, type LogUpdate } from './status-log'
import { asMarkdown, hasMarkup } from './update-markup'
import { stateNamed, stateTold } from './update-state'

/** Names that tools give the members of an incident and of its updates; the first that is there counts. */
const TITLE = ['name', 'title', 'external_desc', 'subject']
const UPDATES = [
  'updates',
  'status_updates',
  'incident_updates',
  'incidentUpdates',
  'statusUpdates',
  'timeline',
  'most_recent_update',
]
const TEXT = ['message', 'text', 'body', 'content', 'description', 'markdown', 'messageHtml']
const POSTED = [
  'when',
  'published_at',
  'publishedAt',
  'display_at',
  'started',
  'date',
  'created_at',
  'createdAt',
  'created',
  'created_date',
  'createdDate',
  'occurred_at',
  'timestamp',
  'time',
]
const STATE = ['human_status', 'incident_status', 'status', 'state']
const BEGAN = ['begin', 'began_at', 'started_at', 'startedAt', 'started', 'starts_at']
/** Only a trouble is solved; other things end too. */
const SOLVED = /^(?:resolved|solved)_?(?:at|date|on|time)$/i
const ENDED = [
  'end',
  'ended_at',
  'resolved_at',
  'resolvedAt',
  'resolved',
  'ends_at',
  'solved_at',
  'solved_date',
  'resolved_date',
]
const SEVERITY = ['severity', 'impact', 'current_worst_impact', 'status_impact']
const AFFECTED = ['affected_products', 'components', 'affected_components', 'affectedComponents', 'services']
/** Members that hold the list of incidents, or the only one. */
const LISTS = ['incidents', 'status_page_incidents', 'notices', 'ongoing_incidents', 'scheduled_maintenances', 'data']
const ONE = ['incident', 'status_page_incident', 'notice']

/** The addresses that such data gives its incidents; which tool wrote it is not said in it. */
const MAINTENANCE = /maintenance|planned|scheduled/i

function first(members: Map<string, JsonNode>, names: readonly string[]): JsonNode | undefined {
  for (const name of names) {
    const node = members.get(name)
    if (node && node.type !== 'null') return node
  }
  return undefined
}

function updatesOf(members: Map<string, JsonNode>): JsonNode[] {
  for (const name of UPDATES) {
    const node = members.get(name)
    const items = node?.type === 'object' ? [node] : itemsOf(node)
    if (items.length > 0) return items
  }
  return []
}

/** Whether an update, or an incident without any, has a text with the time that it was published. */
function isTold(node: JsonNode): boolean {
  const members = membersOf(node)
  const posted = first(members, POSTED)
  return textOf(first(members, TEXT)) !== null && (readStamp(posted) ?? readLocal(posted)) !== null
}

/** A title, and updates that each have a text with the time that it was published. */
function isIncident(node: JsonNode | undefined): node is JsonNode {
  const members = membersOf(node)
  if (!node || textOf(first(members, TITLE)) === null) return false
  const updates = updatesOf(members)
  return updates.length > 0 ? updates.every(isTold) : isTold(node) && isTrouble(members)
}

/** Without updates, what is told is an incident when it was resolved, or stands where only a trouble does. */
function isTrouble(members: Map<string, JsonNode>): boolean {
  const solved = [...members.keys()].some((name) => SOLVED.test(name))
  const state = textOf(first(members, STATE)) ?? ''
  return solved || /^(?:investigating|identified|monitoring|watching|resolved|fixed)$/i.test(state)
}

/** Names that such data has: without one of them its tree is not worth reading. */
const NAMES =
  /"(?:(?:status_|incident_|incident|status)?updates|timeline|most_recent_update|incidents|notices|(?:resolved|solved)_?(?:at|date))"\s*:/i

/** The incidents of a list, of the members that hold them, and of pages in a list. */
function incidentsIn(node: JsonNode | undefined, depth = 0): JsonNode[] {
  if (depth > 0 && isIncident(node)) return [node]
  if (depth > 3) return []
  if (node?.type === 'array') return itemsOf(node).flatMap((item) => incidentsIn(item, depth + 1))
  const members = membersOf(node)
  return [...LISTS, ...ONE].flatMap((name) => incidentsIn(members.get(name), depth + 1))
}

/**
 * The incidents in the data of a status page that names its members otherwise than Statuspage does: Google Cloud and Workspace,
 * incident.io, Instatus, Sorry and the like. One part each; null when the text is no such data.
 */
export function splitStatusData(text: string, hint: SplitHint): SourcePart[] | null {
  if (!NAMES.test(text)) return null
  const json = withoutScript(text)
  if (!/^[\uFEFF\s]{0,1000}[[{]/.test(json)) return null
  const incidents = incidentsIn(readJsonTree(json) ?? undefined)
  if (incidents.length === 0) return null
  const address = /^https?:/i.test(hint.filename ?? '') ? hint.filename : null
  const id = hostOf(address)
  return incidents
    .map((node, index) => ({
      start: node.offset,
      end: node.offset + node.length,
      key: textOf(membersOf(node).get('id')) ?? String(index),
      context: {
        ...hint.context,
        format: 'statuspage-api' as const,
        ...(id ? { publisher: { id, name: null, url: address } } : {}),
      },
    }))
    .sort((a, b) => a.start - b.start)
}

/** Whether the text is one incident of such data. */
export function isStatusDataIncident(text: string): boolean {
  return isIncident(readJsonTree(text) ?? undefined)
}

/**
 * Reads one incident of such data. Its own stamps bound the impact; the updates are the public lane. Null when the text is no
 * such incident.
 */
export function parseStatusDataIncident(text: string, context: SourceContext): Draft | null {
  const tree = readJsonTree(text)
  if (!tree || !isIncident(tree)) return null
  const members = membersOf(tree)
  const { used, take } = takeTexts()
  const ended = readStamp(first(members, ENDED))
  const listed = updatesOf(members)
  // one that has no updates is told once, by its own text
  const nodes = listed.length > 0 ? listed : [tree]
  const updates = inOrder(nodes.flatMap((node) => readUpdate(node, ended, node !== tree) ?? []))
  for (const node of nodes) take(first(membersOf(node), TEXT))
  // the newest update once more
  take(membersOf(members.get('most_recent_update')).get('text'))
  const title = take(first(members, TITLE))
  const affected = readAffected(members, take)
  const told = findAccount(updates)
  const account = told ? accountOf(text, nodes, told) : null
  const rest = listUnused(tree, used)
  const severity = first(members, SEVERITY)
  const id = textOf(members.get('id'))
  const url = addressOf(members.get('url')) ?? addressOf(members.get('link'))
  const began = readStamp(first(members, BEGAN))
  const over = ended ?? endOf(updates)
  const last = updates.findLast(({ state }) => state !== 'update')?.state
  const maintenance = MAINTENANCE.test(
    `${textOf(members.get('type')) ?? ''} ${textOf(members.get('report_type')) ?? ''}`,
  )
  return draftOfLog({
    format: 'statuspage-api',
    title,
    updates,
    startedAt: began && { at: began.at, span: began.span },
    mitigatedAt: findMitigated(updates),
    resolvedAt: over && { at: over.at, span: over.span },
    affected,
    severity:
      severity && textOf(severity) !== null ? { text: String(severity.value), span: spanOfNode(severity) } : null,
    status: over || stateNamed(ownState(members)) === 'resolved' ? 'resolved' : statusOf(last),
    on: dayOf(first(members, BEGAN)) ?? dayOf(first(members, POSTED)) ?? dayOf(first(membersOf(nodes[0]), POSTED)),
    zone: began?.zone ?? readStamp(first(membersOf(nodes[0]), POSTED))?.zone ?? null,
    tags: maintenance ? ['maintenance'] : [],
    externalId: id ? `status-data:${context.publisher?.id ?? hostOf(url) ?? 'unknown'}/${id}` : null,
    url,
    account: account?.read ?? null,
    accountFirst: false,
    rest,
    coverage: coverageOfJson(used, rest, account?.node ?? null, Object.values(account?.read.spans ?? {})),
  })
}

/** The state that the incident itself is said to be in. */
function ownState(members: Map<string, JsonNode>): string {
  return (textOf(first(members, STATE)) ?? '').replace(/[_-]+/g, ' ')
}

/** The day of a time without a zone: it is the page's own. */
function dayOf(node: JsonNode | undefined): string | null {
  return readLocal(node)?.text.slice(0, 10) ?? null
}

/** Times without a zone are no instants, but their order is as plain. */
function inOrder(updates: readonly LogUpdate[]): LogUpdate[] {
  if (updates.some(({ at }) => at)) return inOrderOfTime(updates)
  return updates.toSorted((a, b) => ((a.timeText ?? '') < (b.timeText ?? '') ? -1 : 1))
}

function statusOf(state: UpdateState | undefined): IncidentStatus {
  if (state === 'postmortem') return 'resolved'
  return state === undefined || state === 'update' ? 'unknown' : state
}

function endOf(updates: readonly LogUpdate[]): { at: string; span: Span } | null {
  const last = updates.findLast(({ state, at }) => state === 'resolved' && at)
  return last?.at ? { at: last.at, span: last.timeSpan ?? last.span } : null
}

/** `own` is false for the text of an incident without updates: its state is that of today. */
function readUpdate(node: JsonNode, ended: JsonStamp | null, own: boolean): LogUpdate | null {
  const members = membersOf(node)
  const body = first(members, TEXT)
  const posted = first(members, POSTED)
  const stamp = readStamp(posted)
  const time = stamp ?? readLocal(posted)
  if (!body || !time) return null
  const markdown = asMarkdown(String(body.value))
  const state = stateOf(own ? textOf(first(members, STATE)) : null, markdown, stamp, ended)
  return {
    at: stamp?.at ?? null,
    timeText: time.text,
    timeSpan: time.span,
    state,
    stateText: LABEL[state],
    markdown,
    components: [],
    span: spanOfNode(body),
  }
}

/** A state that the tool names; else what the words tell, and "resolved" only where the incident has an end by then. */
function stateOf(name: string | null, markdown: string, stamp: JsonStamp | null, ended: JsonStamp | null): UpdateState {
  const words = (name ?? '').replace(/[_-]+/g, ' ')
  if (/^available$/i.test(words)) return ended ? 'resolved' : 'update'
  const named = stateNamed(words)
  // "outage" and its like say how bad it is, not how far the work has come
  if (named && !/outage|active|open|operational|information|maintenance/i.test(words)) return named
  const told = stateTold(markdown) ?? 'update'
  const early = !ended || !stamp || Date.parse(stamp.at) + 60_000 < Date.parse(ended.at)
  return told === 'resolved' && early ? 'update' : told
}

function readAffected(members: Map<string, JsonNode>, take: Take) {
  const found = new Map<string, { text: string; span: Span }>()
  for (const node of AFFECTED.flatMap((name) => itemsOf(members.get(name)))) {
    const told = membersOf(node)
    const taken = take(node.type === 'string' ? node : (told.get('title') ?? told.get('name')))
    if (taken && !found.has(taken.text)) found.set(taken.text, taken)
  }
  const service = found.size === 0 ? take(members.get('service_name')) : null
  return service ? [service] : [...found.values()]
}

function accountOf(source: string, nodes: readonly JsonNode[], told: LogUpdate) {
  const node = nodes.map((update) => first(membersOf(update), TEXT)).find((body) => body?.offset === told.span[0])
  if (!node) return null
  const value = String(node.value)
  const account = hasMarkup(value)
    ? { markdown: asMarkdown(value), place: () => spanOfNode(node), apart: false }
    : { markdown: value, place: placesIn(source, node), apart: false }
  return { read: readLogAccount(account, told.at), node }
}

const LABEL: Record<UpdateState, string> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  postmortem: 'Postmortem',
  update: 'Update',
}
