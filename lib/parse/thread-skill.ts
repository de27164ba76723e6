import type { DocumentDraft, ReferenceDraft, SkillDraft, SkillSourceDraft, SkillStep } from '@/lib/schema/draft'
import type { Citations, MessageDraft, ThreadDraft } from '@/lib/schema/thread'
import { sentence } from '@/lib/schema/sentence'
import { readDuration } from './durations'
import { detectLanguage } from './language'
import { findReferences } from './references'
import { slugOf } from './slugs'
import type { ThreadEvent } from './thread-events'
import { skillBody } from './thread-skill-body'
import { AGAIN } from './thread-skill-cues'
import { findAlerts, findRecurrence, findSymptoms, findTriggers, titleOf, type Recurrence } from './thread-skill-facts'
import { causeLine, lineOf, readSaid, type Said } from './thread-skill-sentences'
import { sortSteps, type SkillLine, type SkillSteps } from './thread-skill-steps'

/** Kinds of messages that somebody wrote. */
const WRITTEN = new Set(['message', 'broadcast', 'deleted'])
/** A sentence that says how long it took. */
const TOOK =
  /(?:resolved|fixed|mitigated|over) (?:in|within|after)|lasted|in total|overall|down for|outage of|gedauert|behoben (?:in|nach)|длил|заняло|устран\p{L}+ за|duré|durado|duró/iu

/**
 * The skill that a conversation about an incident supports, without a model: what it looks like, what was looked at, what
 * helped. Every line is made of words of the messages that `citations` names for it (`skill.diagnosis.0`); words are only left
 * out. `events` are what its sentences do; `account` is the postmortem of the same conversation, whose action items and references it shares; `key` names the
 * conversation wherever it comes from. Gives null when nobody found anything out, or nothing that was done helped. Version
 * and category stay unknown: nobody in a conversation gives them. The confidence is computed later, from the whole.
 */
export function skillOfThread(
  thread: ThreadDraft,
  events: readonly ThreadEvent[],
  account: DocumentDraft,
  key: string | null,
): DocumentDraft | null {
  const said = readSaid(events)
  const steps = sortSteps(said, rootOf(account))
  if (steps.diagnosis.length === 0 || steps.fixed.length === 0) return null
  const alerts = findAlerts(said)
  const symptoms = findSymptoms(said, alerts, steps, reportOf(account))
  const { title, messages } = titleOf(alerts, symptoms, steps.cause)
  if (!title) return null
  const on = dayOf(thread.messages[0])
  const cited: Citations = { title: messages }
  const recurrence = findRecurrence(said, steps.cause, on)
  const skill: SkillDraft = {
    ...describe(cited, alerts[0] ?? symptoms[0] ?? null, steps.cause),
    category: null,
    version: null,
    confidence: null,
    lastVerified: dayOf(thread.messages.at(-1)) ?? on,
    owners: ownersOf(thread, steps.fixed),
    triggers: cite(cited, 'triggers', findTriggers(said), ({ trigger }) => trigger),
    symptoms: cite(cited, 'symptoms', symptoms, ({ text }) => text),
    diagnosis: cite(cited, 'diagnosis', steps.diagnosis, step),
    resolution: cite(cited, 'resolution', steps.resolution, step),
    budgets: budgetsOf(thread, steps),
    escalation: cite(cited, 'escalation', steps.escalation, ({ text }) => text),
    recurrence: recurrence?.recurrence ?? null,
    actionItems: account.incident?.actionItems ?? [],
    sources: sourcesOf(thread, recurrence),
    contradictions: [],
  }
  citeRest(cited, skill, account, recurrence, thread)
  const lang = detectLanguage(said.map(({ text }) => text).join('\n'))
  const again = recurrence ? said.find(({ text, message }) => !message.bot && AGAIN.test(text)) : undefined
  return {
    kind: 'skill',
    lang,
    title,
    slug: slugOf(title),
    tags: [],
    authors: [],
    body: skillBody(
      { title, lang, again: again ? lineOf(again.text) : null },
      skill,
      steps.unhelpful,
      durationOf(said),
    ),
    dropped: [],
    spans: spansOf(cited, thread),
    skill,
    references: referencesOf(said, account, skill),
    patterns: [],
    ...(key === null ? {} : { externalId: `${key}/skill` }),
    ...doubtsOf(steps),
    citations: cited,
  }
}

function step({ text, code }: SkillLine): SkillStep {
  return { text, code }
}

/** The values of a list, with the messages of each in `cited`. */
function cite<T extends { messages: string[] }, V>(
  cited: Citations,
  field: string,
  list: readonly T[],
  read: (one: T) => V,
): V[] {
  return list.map((one, index) => {
    cited[`skill.${field}.${index}`] = one.messages
    return read(one)
  })
}

function describe(cited: Citations, symptom: SkillLine | null, cause: Said | null): Pick<SkillDraft, 'description'> {
  const lines = [symptom?.text ?? '', cause ? causeLine(cause.text) : ''].filter(Boolean)
  const messages = [...(symptom?.messages ?? []), ...(cause ? [cause.message.id] : [])]
  if (messages.length > 0) cited['skill.description'] = [...new Set(messages)]
  const ended = lines.map((line) => (/[.!?。！？]$/.test(line) ? line : `${line}.`))
  return { description: ended.length > 0 ? [...new Set(ended)].join(' ') : null }
}

function citeRest(
  cited: Citations,
  skill: SkillDraft,
  account: DocumentDraft,
  recurrence: Recurrence | null,
  { messages }: ThreadDraft,
): void {
  skill.actionItems.forEach((_, index) => {
    const ids = account.citations?.[`incident.actionItems.${index}`]
    if (ids) cited[`skill.actionItems.${index}`] = ids
  })
  if (recurrence) cited['skill.recurrence'] = recurrence.messages
  const ends = [...new Set([messages[0], messages.at(-1)].flatMap((message) => message?.id ?? []))]
  skill.sources.forEach((source, index) => {
    cited[`skill.sources.${index}`] = source.inCorpus ? ends : (recurrence?.messages ?? ends)
  })
}

/** Messages of the cause that the postmortem has. */
function rootOf({ incident, citations = {} }: DocumentDraft): string[] {
  const place = incident?.causes.findIndex(({ role }) => role === 'root') ?? -1
  return citations[`incident.causes.${place}`] ?? []
}

/** Messages that report it first. */
function reportOf({ citations = {} }: DocumentDraft): string[] {
  return citations['incident.windows.0.detectedAt'] ?? citations['incident.timeline.0'] ?? []
}

/** Date in UTC. */
function dayOf(message: MessageDraft | undefined): string | null {
  return message?.at?.slice(0, 10) ?? null
}

function ownersOf({ participants }: ThreadDraft, fixed: readonly Said[]): string[] {
  const names = fixed.flatMap(({ message }) => {
    const person = participants.find(
      ({ id, name }) => (id !== null && id === message.authorId) || name === message.author,
    )
    return person?.handle ?? person?.name ?? message.author ?? []
  })
  return [...new Set(names)]
}

/** Whole minutes from the first message to the cause, and from the cause to the improvement, where their times are known. */
function budgetsOf({ messages }: ThreadDraft, { cause, effect }: SkillSteps): SkillDraft['budgets'] {
  const minutes = (from: string | null | undefined, to: string | null | undefined) => {
    const between = from && to ? Math.round((Date.parse(to) - Date.parse(from)) / 60_000) : 0
    return between > 0 ? between : null
  }
  const found = cause && effect && cause.order < effect.order ? cause.message.at : null
  return {
    diagnosis: minutes(messages.find(({ at }) => at !== null)?.at, found),
    resolution: minutes(found, effect?.message.at),
  }
}

function sourcesOf(
  { channel, messages, participants }: ThreadDraft,
  recurrence: Recurrence | null,
): SkillSourceDraft[] {
  const written = messages.filter(({ kind }) => WRITTEN.has(kind))
  const people = participants.filter(({ bot }) => !bot).map(({ name }) => name)
  const authors = written.flatMap(({ bot, author }) => (bot || author === null ? [] : [author]))
  const times = written.flatMap(({ at }) => at ?? [])
  const here: SkillSourceDraft = {
    channel: channel.name ?? channel.id,
    on: dayOf(messages[0]),
    from: times[0] ?? null,
    to: times.at(-1) ?? null,
    participants: [...new Set(people.length > 0 ? people : authors)],
    messages: written.length,
    inCorpus: true,
  }
  if (!recurrence?.earlier) return [here]
  const none = { from: null, to: null, participants: [], messages: null }
  // Where the earlier thread was, nobody says.
  return [here, { channel: null, on: recurrence.earlier, ...none, inCorpus: false }]
}

function referencesOf(said: readonly Said[], account: DocumentDraft, skill: SkillDraft): ReferenceDraft[] {
  const owners = skill.owners.map((owner): ReferenceDraft => {
    return { target: `people/${slugOf(owner)}`, kind: 'mention', note: null }
  })
  const linked = findReferences(said.map(({ text }) => text).join('\n')).filter(({ kind }) => kind === 'wikilink')
  const all = [
    ...account.references.filter(({ target }) => target.startsWith('threads/')),
    ...linked.map(({ span: _, ...reference }) => ({ ...reference, note: null })),
    ...owners,
  ]
  return [...new Map(all.map((reference) => [reference.target, reference])).values()]
}

/** The first message of each field stands for where it was read. */
function spansOf(cited: Citations, { messages }: ThreadDraft): DocumentDraft['spans'] {
  const byId = new Map(messages.map(({ id, span }) => [id, span]))
  return Object.fromEntries(
    Object.entries(cited).flatMap(([path, ids]) => {
      const span = byId.get(ids[0] ?? '')
      return span ? [[path.replace(/^skill\./, ''), span]] : []
    }),
  )
}

function durationOf(said: readonly Said[]): string | null {
  const stated = said.find(({ text, message }) => !message.bot && TOOK.test(text) && readDuration(text) !== null)
  return stated ? lineOf(stated.text) : null
}

function doubtsOf({ resolution, afterwards, cause }: SkillSteps): Pick<DocumentDraft, 'doubts'> {
  const doubts = resolution.slice(resolution.length - afterwards).map((_, index) => ({
    path: `resolution.${resolution.length - afterwards + index}`,
    reason: sentence`It was done when things were well already: nothing in the thread shows what it helped.`,
  }))
  if (!cause) doubts.push({ path: 'description', reason: sentence`Nobody in the thread says what the cause was.` })
  return doubts.length > 0 ? { doubts } : {}
}
