import type { ConfidenceReason, DocumentDraft } from '@/lib/schema/draft'
import type { MessageDraft, ThreadDraft } from '@/lib/schema/thread'
import { findContradictions } from './contradictions'
import { sentence } from '@/lib/schema/sentence'

export type SkillConfidence = {
  /** 0 to 1, two decimals. */
  score: number
  reasons: ConfidenceReason[]
}

/**
 * What each reason counts. Those in favour add up to 1: a skill is as sure as its thread is complete. What helped weighs most,
 * because whoever is on call does that; then the alert and the cause, which say whether the skill applies at all. What speaks
 * against it is held by `MOST_AGAINST`: a thread with many loose ends still tells what helped.
 */
const WEIGHTS = {
  effect: 0.25,
  alert: 0.15,
  statedThreshold: 0.08,
  cause: 0.15,
  confirmedCause: 0.1,
  resolutionCode: 0.1,
  diagnosisCode: 0.05,
  twoPeople: 0.05,
  threePeople: 0.1,
  again: 0.1,
  contradiction: -0.1,
  doubt: -0.05,
} as const
const MOST_AGAINST = -0.2

/**
 * How far a skill that was made of a thread can be trusted: the sum of its reasons' weights, held between 0 and 1 and rounded to
 * two decimals. Takes the skill with its citations, doubts and contradictions, the thread that it cites, and the postmortem
 * of the same thread, where its cause stands (null: none was made). The formula is ours; every summand is told.
 */
export function confidenceOfSkill(
  document: DocumentDraft,
  thread: ThreadDraft,
  account: DocumentDraft | null,
): SkillConfidence {
  const reasons = [
    ...reasonsOfFields(document, thread),
    ...reasonsOfCause(thread, account),
    ...reasonsOfPeople(document, thread),
    ...reasonsAgainst(document),
  ]
  const sum = reasons.reduce((total, { weight }) => total + weight, 0)
  return { score: Math.round(Math.min(1, Math.max(0, sum)) * 100) / 100, reasons }
}

/**
 * The skill with what its thread contradicts itself in, with its confidence, and with the reasons of it. Spans of the
 * contradictions point at the messages that say it, as far as they are found.
 */
export function judgeThreadSkill(
  document: DocumentDraft,
  thread: ThreadDraft,
  account: DocumentDraft | null,
): DocumentDraft {
  const { skill } = document
  if (!skill) return document
  // A threshold that somebody states is compared like those of the symptoms.
  const stated = skill.triggers.map(({ metric, op, value, unit }) => `${metric} ${op} ${value}${unit ?? ''}`)
  const text = [document.body, ...stated].join('\n\n')
  const compared = { ...skill, symptoms: [...skill.symptoms, ...stated] }
  const contradictions = findContradictions(compared, text).map(({ spans, ...rest }) => ({
    ...rest,
    spans: spans.flatMap(([start, end]) => placeOf(text.slice(start, end), thread)),
  }))
  const judged = { ...document, skill: { ...skill, contradictions } }
  const { score, reasons } = confidenceOfSkill(judged, thread, account)
  return { ...judged, skill: { ...judged.skill, confidence: score, confidenceReasons: reasons } }
}

function placeOf(words: string, { messages }: ThreadDraft): MessageDraft['span'][] {
  const said = messages.find(({ text }) => text.includes(words))
  return said ? [said.span] : []
}

function reasonsOfFields({ skill, citations = {} }: DocumentDraft, { messages }: ThreadDraft): ConfidenceReason[] {
  if (!skill) return []
  const programs = new Set(messages.filter(({ bot }) => bot).map(({ id }) => id))
  const alerted = skill.triggers.some((_, index) =>
    citations[`skill.triggers.${index}`]?.some((id) => programs.has(id)),
  )
  const quoted = (list: typeof skill.resolution) => list.some(({ text, code }) => code.length > 0 || text.includes('`'))
  const reasons: ConfidenceReason[] = []
  if (skill.resolution.length > 0)
    put(reasons, sentence`What was done was followed by a stated improvement.`, WEIGHTS.effect)
  if (alerted) put(reasons, sentence`An alert names its threshold.`, WEIGHTS.alert)
  else if (skill.triggers.length > 0) put(reasons, sentence`Somebody states a threshold.`, WEIGHTS.statedThreshold)
  if (quoted(skill.resolution)) put(reasons, sentence`The resolution quotes its commands.`, WEIGHTS.resolutionCode)
  if (quoted(skill.diagnosis))
    put(reasons, sentence`The diagnosis quotes commands or log lines.`, WEIGHTS.diagnosisCode)
  if ((skill.recurrence?.occurrence ?? 0) > 1 || skill.recurrence?.firstOn)
    put(reasons, sentence`It has happened before.`, WEIGHTS.again)
  return reasons
}

/** Roles of what is a cause, and no false lead. */
const CAUSES: ReadonlySet<string> = new Set(['root', 'trigger', 'contributing'])

function reasonsOfCause({ messages }: ThreadDraft, account: DocumentDraft | null): ConfidenceReason[] {
  const reasons: ConfidenceReason[] = []
  const causes = account?.incident?.causes ?? []
  const cited = new Set(
    causes.flatMap(({ role }, index) =>
      CAUSES.has(role) ? (account?.citations?.[`incident.causes.${index}`] ?? []) : [],
    ),
  )
  if (!causes.some(({ role }) => CAUSES.has(role))) return reasons
  put(reasons, sentence`Somebody states the cause.`, WEIGHTS.cause)
  const authors = new Set(messages.flatMap(({ id, author, bot }) => (cited.has(id) && author && !bot ? [author] : [])))
  if (authors.size > 1) put(reasons, sentence`More than one person states the cause.`, WEIGHTS.confirmedCause)
  return reasons
}

/** People, not programs, whose messages the steps are taken from. */
function reasonsOfPeople({ citations = {} }: DocumentDraft, { messages }: ThreadDraft): ConfidenceReason[] {
  const cited = new Set(
    Object.entries(citations).flatMap(([path, ids]) => (/^skill\.(?:diagnosis|resolution)\./.test(path) ? ids : [])),
  )
  const people = new Set(messages.flatMap(({ id, bot, author }) => (cited.has(id) && !bot && author ? [author] : [])))
  if (people.size < 2) return []
  const text = sentence`${people.size} people contributed to its steps.`
  return [{ text, weight: people.size > 2 ? WEIGHTS.threePeople : WEIGHTS.twoPeople }]
}

function reasonsAgainst({ skill, doubts = [] }: DocumentDraft): ConfidenceReason[] {
  const reasons: ConfidenceReason[] = []
  const against = (count: number, text: string, weight: number) => {
    const sum = Math.max(MOST_AGAINST, Math.round(count * weight * 100) / 100)
    if (count > 0) put(reasons, text, sum)
  }
  const contradictions = skill?.contradictions.length ?? 0
  against(
    contradictions,
    contradictions === 1
      ? sentence`The thread contradicts itself once.`
      : sentence`${contradictions} statements of the thread contradict others.`,
    WEIGHTS.contradiction,
  )
  against(
    doubts.length,
    doubts.length === 1 ? sentence`One field is doubtful.` : sentence`${doubts.length} fields are doubtful.`,
    WEIGHTS.doubt,
  )
  return reasons
}

function put(reasons: ConfidenceReason[], text: string, weight: number): void {
  reasons.push({ text, weight })
}
