import type { DocumentDraft } from '@/lib/schema/draft'
import type { ThreadDraft } from '@/lib/schema/thread'

/** What a person reads in a conversation; messages by their number, from 1; times "HH:MM" in UTC. */
export type ThreadTruth = {
  severity: string | null
  status: string
  startedAt?: string
  detectedAt?: string
  declaredAt?: string
  mitigatedAt?: string
  resolvedAt?: string
  events: [message: number, phase: string, at?: string][]
  noise: number[]
  causes: [role: string, words: string][]
  negative: string[]
  actions: [words: string, owner: string | null, status: string | null][]
}

/** Found of how many, with a line for each that is missing, wrong or more than a person reads. */
export type ThreadScore = {
  events: number
  ofEvents: number
  phases: number
  actions: number
  ofActions: number
  owners: number
  lines: number
  unsupported: number
  notes: string[]
}

const bare = (text: string) => text.toLowerCase().replace(/[*_`]/g, '').replace(/\s+/g, ' ').trim()

/** Compares an account of `thread` with what a person reads in it; a line is supported when the words of each of its sentences stand in its messages. */
export function scoreAccount(thread: ThreadDraft, account: DocumentDraft | null, truth: ThreadTruth): ThreadScore {
  const notes: string[] = []
  const { incident, citations = {} } = account ?? {}
  const idOf = (number: number) => thread.messages[number - 1]?.id ?? ''
  const timeline = (incident?.timeline ?? []).map((entry, index) => ({
    ...entry,
    ids: citations[`incident.timeline.${index}`] ?? [],
  }))
  let events = 0
  let phases = 0
  for (const [number, phase, at] of truth.events) {
    const clock = at ?? thread.messages[number - 1]?.at?.slice(11, 16)
    const here = timeline.filter(({ ids, at: time }) => ids.includes(idOf(number)) && time?.slice(11, 16) === clock)
    if (here.length > 0) events++
    if (here.some((entry) => entry.phase === phase)) phases++
    else
      notes.push(`event ${number} ${phase} ${clock ?? ''}: ${here.map((entry) => entry.phase).join(', ') || 'missing'}`)
  }
  for (const { ids, phase, text } of timeline)
    if (!truth.events.some(([number]) => ids.includes(idOf(number)))) notes.push(`more: ${phase} "${text}"`)
  let actions = 0
  let owners = 0
  const items = incident?.actionItems ?? []
  for (const [words, owner, status] of truth.actions) {
    const item = items.find(({ title }) => bare(title).includes(bare(words)))
    if (item) actions++
    else notes.push(`action missing: ${words}`)
    if (item && item.owner === owner && (status === null || item.status === status)) owners++
    else if (item) notes.push(`action ${words}: ${item.owner ?? 'nobody'}, ${item.status ?? ''}`)
  }
  for (const { title } of items)
    if (!truth.actions.some(([words]) => bare(title).includes(bare(words)))) notes.push(`more: action "${title}"`)
  for (const [role, words] of truth.causes)
    if (!incident?.causes.some((cause) => cause.role === role && bare(cause.text).includes(bare(words))))
      notes.push(`cause missing: ${role} ${words}`)
  for (const { role, text } of incident?.causes ?? [])
    if (!truth.causes.some(([own, words]) => own === role && bare(text).includes(bare(words))))
      notes.push(`more: ${role} "${text}"`)
  for (const words of truth.negative)
    if (!incident?.impact.negativeFindings.some((text) => bare(text).includes(bare(words))))
      notes.push(`finding missing: ${words}`)
  const window = incident?.windows[0]
  for (const stamp of ['startedAt', 'detectedAt', 'declaredAt', 'mitigatedAt', 'resolvedAt'] as const)
    if (truth[stamp] && window?.[stamp]?.slice(11, 16) !== truth[stamp])
      notes.push(`${stamp}: ${window?.[stamp]?.slice(11, 16) ?? 'none'}, not ${truth[stamp]}`)
  if (incident && incident.severity !== truth.severity) notes.push(`severity: ${incident.severity ?? 'none'}`)
  if (incident && incident.status !== truth.status) notes.push(`status: ${incident.status}`)
  const lines = linesOf(account)
  const unsupported = lines.filter(([path, text]) => !isSupported(thread, citations[path] ?? [], text))
  for (const [path, text] of unsupported) notes.push(`unsupported ${path}: ${text}`)
  return {
    events,
    ofEvents: truth.events.length,
    phases,
    actions,
    ofActions: truth.actions.length,
    owners,
    lines: lines.length,
    unsupported: unsupported.length,
    notes,
  }
}

/** Every line of an account with the path that its citation has. */
export function linesOf(account: DocumentDraft | null): [path: string, text: string][] {
  const { incident } = account ?? {}
  if (!account || !incident) return []
  const listed = (path: string, texts: string[]) =>
    texts.map((text, index): [string, string] => [`${path}.${index}`, text])
  return [
    ['title', account.title.replace(/…$/, '')],
    ...listed(
      'incident.timeline',
      incident.timeline.map(({ text }) => text),
    ),
    ...listed(
      'incident.causes',
      incident.causes.map(({ text }) => text),
    ),
    ...listed(
      'incident.actionItems',
      incident.actionItems.map(({ title }) => title),
    ),
    ...(incident.impact.summary ? listed('incident.impact', [incident.impact.summary]) : []).map(
      ([, text]): [string, string] => ['incident.impact.summary', text],
    ),
    ...(['affected', 'unaffected', 'negativeFindings'] as const).flatMap((list) =>
      listed(`incident.impact.${list}`, incident.impact[list]),
    ),
    ...listed('incident.lessons', incident.lessons),
  ]
}

function isSupported(thread: ThreadDraft, ids: string[], text: string): boolean {
  const said = bare(thread.messages.flatMap((message) => (ids.includes(message.id) ? [message.text] : [])).join(' '))
  const parts = bare(text).split(/(?<=[.!?…])\s+|\s—\s/)
  return ids.length > 0 && parts.every((part) => said.includes(part))
}
