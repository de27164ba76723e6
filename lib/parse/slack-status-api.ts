import type { Draft, IncidentStatus, UpdateState } from '@/lib/schema/draft'
import type { SourceContext } from '@/lib/schema/source'
import {
  addressOf,
  coverageOfJson,
  findMitigated,
  hostOf,
  inOrderOfTime,
  listUnused,
  readStamp,
  takeTexts,
} from './json-log'
import { itemsOf, type JsonNode, membersOf, placesIn, readJsonTree, spanOfNode, textOf } from './json-tree'
import { findAccount, isSummary, readLogAccount } from './log-account'
import type { SourcePart, SplitHint } from './split-source'
import { draftOfLog, type LogUpdate } from './status-log'
import { asMarkdown, hasMarkup } from './update-markup'
import { stateTold } from './update-state'

const STATUS: Record<string, IncidentStatus> = { resolved: 'resolved', completed: 'resolved', active: 'investigating' }

/** One incident of Slack's status data: a title and notes that each have a date and a text. */
function isSlackIncident(node: JsonNode | undefined): node is JsonNode {
  const members = membersOf(node)
  const notes = members.get('notes')
  if (textOf(members.get('title')) === null || notes?.type !== 'array') return false
  return itemsOf(notes).every((note) => {
    const told = membersOf(note)
    return told.has('date_created') && told.has('body')
  })
}

/**
 * The incidents in Slack's status data, the current ones (`active_incidents`) or the history (a list): one part each. Null
 * when the text is no such data.
 */
export function splitSlackStatus(text: string, hint: SplitHint): SourcePart[] | null {
  if (!/^[\uFEFF\s]{0,1000}[[{]/.test(text) || !text.includes('"notes"') || !text.includes('"date_created"'))
    return null
  const tree = readJsonTree(text)
  const listed = tree?.type === 'array' ? tree : membersOf(tree ?? undefined).get('active_incidents')
  const incidents = itemsOf(listed).filter(isSlackIncident)
  if (incidents.length === 0) return null
  return incidents.map((node, index) => ({
    start: node.offset,
    end: node.offset + node.length,
    key: textOf(membersOf(node).get('id')) ?? String(index),
    context: { ...hint.context, format: 'slack-status-api' },
  }))
}

/** Whether the text is one incident as Slack's status data has it. */
export function isSlackStatusIncident(text: string): boolean {
  return text.includes('"notes"') && isSlackIncident(readJsonTree(text) ?? undefined)
}

type Note = { update: LogUpdate; body: JsonNode; account: boolean }

/**
 * Reads one incident of Slack's status data. Notes are the public lane; a note that tells the incident in retrospect ("Issue
 * Summary") is read as its account, and times that it states in a zone bound the impact better than the notes do. Null when
 * the text is no such incident.
 */
export function parseSlackStatusIncident(text: string, context: SourceContext): Draft | null {
  const tree = readJsonTree(text)
  if (!tree || !isSlackIncident(tree)) return null
  const members = membersOf(tree)
  const { used, take } = takeTexts()
  const status = (textOf(members.get('status')) ?? '').toLowerCase()
  const over = STATUS[status] === 'resolved'
  const notes = readNotes(itemsOf(members.get('notes')), over)
  for (const { body } of notes) take(body)
  const updates = notes.map(({ update }) => update)
  const title = take(members.get('title'))
  const affected = itemsOf(members.get('services')).flatMap((service) => take(service) ?? [])
  const began = readStamp(members.get('date_created'))
  const told = findAccount(updates)
  const summary = notes.find(({ update }) => update === told)
  const account = summary ? readLogAccount(accountTextOf(text, summary.body), began?.at ?? summary.update.at) : null
  const ended = over ? updates.findLast(({ state, at }) => state === 'resolved' && at) : undefined
  const rest = listUnused(tree, used)
  const type = members.get('type')
  const kind = textOf(type)
  const id = textOf(members.get('id'))
  const url = addressOf(members.get('url'))
  const publisher = context.publisher?.id ?? hostOf(url) ?? 'unknown'
  return draftOfLog({
    format: 'slack-status-api',
    title,
    updates,
    startedAt: began && { at: began.at, span: began.span },
    mitigatedAt: findMitigated(updates),
    resolvedAt: ended?.at ? { at: ended.at, span: ended.timeSpan ?? ended.span } : null,
    affected,
    severity: type && kind ? { text: kind, span: spanOfNode(type) } : null,
    status: over ? 'resolved' : (STATUS[status] ?? 'unknown'),
    zone: began?.zone ?? null,
    tags: kind === 'maintenance' ? ['maintenance'] : [],
    externalId: id ? `slack-status:${publisher}/${id}` : null,
    url,
    account,
    accountFirst: true,
    rest,
    coverage: coverageOfJson(used, rest, null, []),
  })
}

function accountTextOf(source: string, body: JsonNode) {
  const value = String(body.value)
  return hasMarkup(value)
    ? { markdown: asMarkdown(value), place: () => spanOfNode(body), apart: false }
    : { markdown: value, place: placesIn(source, body), apart: false }
}

/**
 * Notes in order of time. They have no states: the words tell, and of an incident that is over, the last note before the
 * summary is the one that says so.
 */
function readNotes(nodes: readonly JsonNode[], over: boolean): Note[] {
  const notes = nodes.flatMap((node): Note[] => {
    const members = membersOf(node)
    const body = members.get('body')
    if (!body || textOf(body) === null) return []
    const stamp = readStamp(members.get('date_created'))
    const markdown = asMarkdown(String(body.value))
    const account = isSummary(markdown)
    const state: UpdateState = account ? 'postmortem' : (stateTold(markdown) ?? 'update')
    const update: LogUpdate = {
      at: stamp?.at ?? null,
      timeText: stamp?.text ?? textOf(members.get('date_created')),
      timeSpan: stamp?.span ?? null,
      state,
      stateText: '',
      markdown,
      components: [],
      span: spanOfNode(body),
    }
    return [{ update, body, account }]
  })
  const byUpdate = new Map(notes.map((note) => [note.update, note]))
  const sorted = inOrderOfTime(notes.map(({ update }) => update)).flatMap((update) => byUpdate.get(update) ?? [])
  const last = sorted.findLast(({ account }) => !account)
  if (over && last) last.update.state = 'resolved'
  for (const { update, account } of sorted) {
    if (!over && update.state === 'resolved' && !account) update.state = 'update'
    update.stateText = LABEL[update.state]
  }
  return sorted
}

const LABEL: Record<UpdateState, string> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  postmortem: 'Summary',
  update: 'Update',
}
