import type { Draft, IncidentStatus, UpdateState } from '@/lib/schema/draft'
import type { SourceContext } from '@/lib/schema/source'
import type { Span } from '@/lib/schema/text'
import {
  addressOf,
  coverageOfJson,
  findMitigated,
  hostOf,
  inOrderOfTime,
  listUnused,
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
import { type AccountText, findAccount, type LogAccount, readLogAccount } from './log-account'
import type { SourcePart, SplitHint } from './split-source'
import { draftOfLog, type LogUpdate } from './status-log'
import { asMarkdown, hasMarkup } from './update-markup'
import { stateNamed } from './update-state'
import { zoneNamed } from './zones'

/** Lists of incidents in the data of a Statuspage, by name. */
const LISTS = ['incidents', 'scheduled_maintenances']
/** Members that other tools put such data into. */
const WRAPPERS = ['data', 'result', 'response', 'body']
/** Maintenance has states of its own. */
const MAINTENANCE: Record<string, UpdateState> = {
  scheduled: 'update',
  in_progress: 'update',
  verifying: 'monitoring',
  completed: 'resolved',
}
const STATUS: Record<string, IncidentStatus> = {
  investigating: 'investigating',
  identified: 'identified',
  monitoring: 'monitoring',
  verifying: 'monitoring',
  resolved: 'resolved',
  completed: 'resolved',
  postmortem: 'resolved',
}

/** One incident of a Statuspage: it has updates, or a name with a status or an impact. */
function isIncident(node: JsonNode | undefined): node is JsonNode {
  const members = membersOf(node)
  // without a name it is one as well, while its updates tell something
  if (members.get('incident_updates')?.type === 'array') return members.has('name') || members.has('created_at')
  return (
    textOf(members.get('name')) !== null &&
    (members.has('impact') || members.has('shortlink')) &&
    members.get('status')?.type === 'string' &&
    (members.has('created_at') || members.has('started_at'))
  )
}

/**
 * The incidents in the data of a Statuspage (`{page, incidents}`, `{incident}`, a list): one part each, with who publishes
 * them. Null when the text is no such data. A part begins and ends with its braces.
 */
export function splitStatuspage(text: string, hint: SplitHint): SourcePart[] | null {
  if (!/"(?:incident_updates|incidents?|impact|shortlink)"/.test(text)) return null
  const json = withoutScript(text)
  if (!/^[\uFEFF\s]{0,1000}[[{]/.test(json)) return null
  const parts = pagesOf(readJsonTree(json)).flatMap((page): SourcePart[] => {
    const members = membersOf(page)
    const found = page.type === 'array' ? itemsOf(page) : LISTS.flatMap((name) => itemsOf(members.get(name)))
    const incidents = [...found, ...(members.has('incident') ? [members.get('incident')] : [])].filter(isIncident)
    const context = { ...hint.context, ...contextOf(members.get('page'), hint) }
    return incidents.map((node, index) => ({
      start: node.offset,
      end: node.offset + node.length,
      key: textOf(membersOf(node).get('id')) ?? String(index),
      context,
    }))
  })
  return parts.length === 0 ? null : parts.sort((a, b) => a.start - b.start)
}

/** The data of a page, or of several pages in a list, also within what another tool has put around it ("data"). */
function pagesOf(tree: JsonNode | null): JsonNode[] {
  if (!tree) return []
  const holdsIncidents = (node: JsonNode) => LISTS.some((name) => membersOf(node).get(name)?.type === 'array')
  if (itemsOf(tree).some(holdsIncidents)) return itemsOf(tree).filter(holdsIncidents)
  const within = WRAPPERS.flatMap((name) => membersOf(tree).get(name) ?? [])
  return holdsIncidents(tree) ? [tree] : [tree, ...within.filter(holdsIncidents)]
}

function contextOf(page: JsonNode | undefined, hint: SplitHint): SourceContext {
  const members = membersOf(page)
  const url = addressOf(members.get('url'))
  const address = /^https?:/i.test(hint.filename ?? '') ? hint.filename : null
  const id = textOf(members.get('id')) ?? hostOf(url) ?? hostOf(address)
  const zone = textOf(members.get('time_zone'))
  return {
    format: 'statuspage-api',
    ...(id ? { publisher: { id, name: textOf(members.get('name')), url } } : {}),
    ...(zone ? { zone: zone === 'Etc/UTC' ? 'UTC' : zone } : {}),
  }
}

/** Whether the text is one incident as the data of a Statuspage has it. */
export function isStatuspageIncident(text: string): boolean {
  return text.includes('"name"') && isIncident(readJsonTree(text) ?? undefined)
}

/**
 * Reads one incident of a Statuspage: the braces of one item of `incidents`. Its own stamps bound the impact; the updates are
 * the public lane; a postmortem among them is read as one. Null when the text is no such incident.
 */
export function parseStatuspageIncident(text: string, context: SourceContext): Draft | null {
  const tree = readJsonTree(text)
  if (!tree || !isIncident(tree)) return null
  const members = membersOf(tree)
  const { used, take } = takeTexts()
  const updateNodes = itemsOf(members.get('incident_updates'))
  const updates = inOrderOfTime(updateNodes.flatMap((node) => readUpdate(node, take) ?? []))
  const status = (textOf(members.get('status')) ?? '').toLowerCase()
  const maintenance = status in MAINTENANCE || textOf(members.get('impact')) === 'maintenance'
  const account = readAccount(text, members, updates)
  if (account) take(account.node)
  const title = take(members.get('name'))
  const affected = readComponents([...itemsOf(members.get('components')), ...updateNodes.flatMap(componentsOf)], take)
  const rest = listUnused(tree, used)
  const id = textOf(members.get('id'))
  const url = addressOf(members.get('shortlink')) ?? addressOf(members.get('url'))
  const publisher = context.publisher?.id ?? textOf(members.get('page_id')) ?? hostOf(url) ?? 'unknown'
  const impact = members.get('impact')
  const severity = textOf(impact)
  const stamps = maintenance ? readWork(updates) : readStamps(members, updates, status)
  return draftOfLog({
    format: 'statuspage-api',
    title,
    updates,
    ...stamps,
    affected,
    severity: impact && severity && !maintenance ? { text: severity, span: spanOfNode(impact) } : null,
    status: STATUS[status] ?? 'unknown',
    zone:
      zoneNamed(context.zone ?? '') ?? readStamp(members.get('started_at') ?? members.get('created_at'))?.zone ?? null,
    tags: maintenance ? ['maintenance'] : [],
    externalId: id ? `statuspage:${publisher}/${id}` : null,
    url,
    account: account?.read ?? null,
    accountFirst: false,
    rest,
    coverage: coverageOfJson(used, rest, account?.node ?? null, Object.values(account?.read.spans ?? {})),
  })
}

function readUpdate(node: JsonNode, take: Take): LogUpdate | null {
  const members = membersOf(node)
  const body = members.get('body')
  const status = (textOf(members.get('status')) ?? 'update').toLowerCase()
  const stamp = readStamp(members.get('display_at')) ?? readStamp(members.get('created_at'))
  if (!stamp && textOf(body) === null && !members.has('status')) return null
  take(body)
  const components = itemsOf(members.get('affected_components')).flatMap((component) => {
    const { name, before, after } = readChange(component)
    return name && before && after && before !== after ? [`${name}: ${before} → ${after}`] : []
  })
  return {
    at: stamp?.at ?? null,
    timeText: stamp?.text ?? textOf(members.get('display_at') ?? members.get('created_at')),
    timeSpan: stamp?.span ?? null,
    state: MAINTENANCE[status] ?? stateNamed(status) ?? 'update',
    stateText: labelOf(status),
    markdown: asMarkdown(textOf(body) ?? ''),
    components,
    span: spanOfNode(body ?? node),
  }
}

function readChange(component: JsonNode) {
  const members = membersOf(component)
  const word = (name: string) => textOf(members.get(name))?.replaceAll('_', ' ') ?? null
  return { name: textOf(members.get('name')), before: word('old_status'), after: word('new_status') }
}

/** "in_progress" as people read it. */
function labelOf(status: string): string {
  const words = status.replaceAll('_', ' ').trim()
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

function componentsOf(update: JsonNode): JsonNode[] {
  return itemsOf(membersOf(update).get('affected_components'))
}

/** Ids of Statuspage (twelve digits and consonants), ULIDs and UUIDs stand where a rebuilt history has lost the name. */
const OPAQUE = /^(?:[0-9bcdfghjklmnpqrstvwxyz]{12}|[0-9A-HJKMNP-TV-Z]{26}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** The names of components, each once; a component may be an object with a name or the name itself. */
function readComponents(nodes: readonly JsonNode[], take: Take) {
  const found = new Map<string, { text: string; span: Span }>()
  for (const node of nodes) {
    const name = node.type === 'string' ? node : membersOf(node).get('name')
    if (OPAQUE.test(textOf(name) ?? '')) continue
    const taken = take(name)
    if (taken && !found.has(taken.text)) found.set(taken.text, taken)
  }
  return [...found.values()]
}

function readStamps(members: Map<string, JsonNode>, updates: readonly LogUpdate[], status: string) {
  const monitoring = readStamp(members.get('monitoring_at'))
  const resolved = updates.find(({ state, at }) => state === 'resolved' && at)
  const over = STATUS[status] === 'resolved' && resolved?.at
  return {
    startedAt: readStamp(members.get('started_at')),
    mitigatedAt: monitoring ?? findMitigated(updates),
    resolvedAt:
      readStamp(members.get('resolved_at')) ??
      (over && resolved ? { at: over, span: resolved.timeSpan ?? resolved.span } : null),
  }
}

/** Planned work lasts from the update that begins it to the one that ends it; what was only planned has not happened. */
function readWork(updates: readonly LogUpdate[]) {
  const stampOf = (update: LogUpdate | undefined) =>
    update?.at ? { at: update.at, span: update.timeSpan ?? update.span } : null
  return {
    startedAt: stampOf(updates.find(({ stateText }) => stateText === 'In progress')),
    mitigatedAt: null,
    resolvedAt: stampOf(updates.findLast(({ state }) => state === 'resolved')),
  }
}

/** The postmortem, else an update that is one, else the last update when it tells why. */
function readAccount(
  source: string,
  members: Map<string, JsonNode>,
  updates: readonly LogUpdate[],
): { read: LogAccount; node: JsonNode } | null {
  const postmortem = members.get('postmortem_body')
  const bodies = itemsOf(members.get('incident_updates')).map((node) => membersOf(node).get('body'))
  const bodyOf = (update: LogUpdate | undefined) => update && bodies.find((body) => body?.offset === update.span[0])
  const stated = bodyOf(updates.findLast(({ state }) => state === 'postmortem'))
  const told = textOf(postmortem)
  const node = told !== null ? postmortem : (stated ?? bodyOf(findAccount(updates) ?? undefined))
  if (!node) return null
  const value = String(node.value)
  const apart = node === postmortem && !(stated && textOf(stated)?.trim() === value.trim())
  const account: AccountText = hasMarkup(value)
    ? // converted text has lost its places
      { markdown: asMarkdown(value), place: () => spanOfNode(node), apart }
    : { markdown: value, place: placesIn(source, node), apart }
  return { read: readLogAccount(account, readStamp(members.get('started_at'))?.at ?? updates[0]?.at ?? null), node }
}
