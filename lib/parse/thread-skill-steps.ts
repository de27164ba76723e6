import type { SkillStep } from '@/lib/schema/draft'
import {
  ACTION,
  CAUSE,
  CHECK,
  CONDITION,
  EFFECT,
  ESCALATION,
  FOLLOW_UP,
  INLINE_COMMAND,
  MAYBE,
  NO_EFFECT,
  OLD_AND_NEW,
  RULED_OUT,
  WOULD,
} from './thread-skill-cues'
import { lineOf, type Said } from './thread-skill-sentences'

/** A line of a skill: its words, the code below it, the messages that it is taken from, in their order. */
export type SkillLine = SkillStep & { messages: string[] }

export type SkillSteps = {
  diagnosis: SkillLine[]
  /** What was followed by an improvement, and the improvement. */
  resolution: SkillLine[]
  /** How many steps at the end of the resolution were taken when things were well already. */
  afterwards: number
  unhelpful: SkillLine[]
  escalation: SkillLine[]
  /** Who did what helped, in order. */
  fixed: Said[]
  cause: Said | null
  /** The first statement that it got better for good. */
  effect: Said | null
}

/** Characters of a sentence within which its verb is looked for: "we scaled the workers", not "the release that raised the limit". */
const VERB_REACH = 32

/**
 * What was looked at, what helped and what did not, as a conversation tells it: an action counts as helpful when the next word on
 * how things are is that they are better, as unhelpful when it is that they are not, or when they get worse again with nothing
 * else done. What nobody says anything on afterwards is left out.
 */
export function sortSteps(said: readonly Said[]): SkillSteps {
  const people = said.filter(({ message }) => !message.bot)
  const outcome = findOutcome(said)
  const effectOrder = outcome.effect?.order ?? Infinity
  const cause = findCause(people, effectOrder)
  const taken = new Set([...outcome.helped, ...outcome.unhelpful, ...outcome.afterwards].flat())
  const resolution = outcome.helped.map(stepOf)
  if (outcome.effect && !taken.has(outcome.effect)) resolution.push(stepOf([outcome.effect]))
  const later = outcome.afterwards.map(stepOf)
  return {
    ...readDiagnosis(people, taken, effectOrder),
    resolution: [...resolution, ...later],
    afterwards: later.length,
    unhelpful: outcome.unhelpful.map(stepOf),
    fixed: outcome.helped.flat(),
    cause,
    effect: outcome.effect,
  }
}

type Outcome = { helped: Said[][]; unhelpful: Said[][]; afterwards: Said[][]; effect: Said | null }

function findOutcome(said: readonly Said[]): Outcome {
  const helped: { action: Said[]; effect: Said }[] = []
  const unhelpful: Said[][] = []
  let pending: Said[][] = []
  let promising: string | null = null
  for (const one of said) {
    if (/^(?:follow-?ups?|action items?|todos?|next steps?)\b/i.test(one.text)) promising = one.message.id
    if (promising === one.message.id) continue
    const effect = outcomeOf(one)
    const last = pending.at(-1)
    if (isAction(one)) pending.push([one])
    else if (last && effect === null && explains(one, last)) last.push(one)
    if (effect === 'better') {
      helped.push(...pending.map((action) => ({ action, effect: one })))
      pending = []
    } else if (effect === 'same') {
      // Nothing was done since it got better: what seemed to help did not.
      const undone = pending.length > 0 ? null : helped.at(-1)?.effect
      if (undone)
        while (helped.at(-1)?.effect === undone) unhelpful.push(...helped.splice(-1).map(({ action }) => action))
      unhelpful.push(...pending)
      pending = []
    }
  }
  const changes = pending.filter((action) => action.some(({ code, text }) => code.length > 0 || OLD_AND_NEW.test(text)))
  return {
    helped: helped.map(({ action }) => action),
    unhelpful,
    afterwards: helped.length > 0 ? changes : [],
    effect: helped.at(-1)?.effect ?? null,
  }
}

/** A sentence below an action in its message that says no more than what it does. */
function explains(one: Said, action: Said[]): boolean {
  const last = action.at(-1)
  return (
    last?.message === one.message && last.order === one.order - 1 && last.code.length === 0 && kindOf(one) === 'other'
  )
}

function outcomeOf({ text, message }: Said): 'better' | 'same' | null {
  if (text.endsWith('?') || CONDITION.test(lineOf(text))) return null
  const worse = NO_EFFECT.exec(text)
  if (worse && !message.bot && !WOULD.test(text.slice(0, worse.index))) return 'same'
  const better = EFFECT.exec(text)
  if (!better) return null
  const before = text.slice(0, better.index)
  return WOULD.test(before) || MAYBE.test(before) || /(?:not|n['’]t|nicht|не|pas|no)\s+(?:yet\s+)?$/iu.test(before)
    ? null
    : 'better'
}

function isAction({ text, code, message }: Said): boolean {
  if (message.bot || text.endsWith('?')) return false
  const line = lineOf(text)
  if (CONDITION.test(line)) return false
  const verb = ACTION.exec(line)
  if (!verb) return text === '' && code.length > 0 && code.some(({ text: words }) => CHANGING.test(words))
  if (verb.index > VERB_REACH) return false
  const before = line.slice(0, verb.index)
  if (CAUSE.test(before) || RULED_OUT.test(line.slice(0, verb.index + verb[0].length)) || MAYBE.test(before))
    return false
  return !(FOLLOW_UP.test(line) && code.length === 0)
}

/** Commands that change something, in a message that is nothing but code. */
const CHANGING =
  /\b(?:restart|rollout undo|rollback|scale|delete|rm |truncate|revert|apply|set |patch|flush|purge|renew|reload|undo|resize|vacuum|kill|upgrade|failover)/i

type Kind = 'branch' | 'escalation' | 'outcome' | 'cause' | 'check' | 'other'

function kindOf(one: Said): Kind {
  const line = lineOf(one.text)
  if (CONDITION.test(line)) return ESCALATION.test(line) ? 'escalation' : 'branch'
  if (outcomeOf(one)) return 'outcome'
  if (RULED_OUT.test(line)) return 'check'
  if (CAUSE.test(one.text)) return 'cause'
  if (CHECK.test(line) || INLINE_COMMAND.test(line)) return 'check'
  return MAYBE.test(line) ? 'cause' : 'other'
}

/** The first cause that somebody is sure of before things were well, else the first one told, else the first one supposed. */
function findCause(people: readonly Said[], effect: number): Said | null {
  const told = people.filter((one) => {
    const line = lineOf(one.text)
    return (
      CAUSE.test(one.text) && !one.text.endsWith('?') && !CONDITION.test(line) && !isRuledOut(line) && !isAction(one)
    )
  })
  const sure = told.filter(({ text }) => !MAYBE.test(text))
  return sure.findLast(({ order }) => order < effect) ?? sure[0] ?? told[0] ?? null
}

function isRuledOut(line: string): boolean {
  const found = RULED_OUT.exec(line)
  return found !== null && found.index < (CAUSE.exec(line)?.index ?? Infinity)
}

/** The steps up to the improvement, and the rules on whom to call, wherever they are told. */
function readDiagnosis(
  people: readonly Said[],
  taken: ReadonlySet<Said>,
  effect: number,
): Pick<SkillSteps, 'diagnosis' | 'escalation'> {
  const steps: { line: SkillLine; last: Said; question: boolean }[] = []
  const escalation: SkillLine[] = []
  for (const one of people) {
    const kind = kindOf(one)
    if (taken.has(one) || (FOLLOW_UP.test(one.text) && kind !== 'escalation' && one.order > effect)) continue
    const last = steps.at(-1)
    const beside = last?.last.message === one.message && last.last.order >= one.order - 2
    if (last && beside && (kind === 'branch' || kind === 'escalation') && one.order < effect) extend(last, one)
    else if (kind === 'escalation') escalation.push(stepOf([one]))
    else if (kind === 'branch' && last && RULED_OUT.test(one.text)) extend(last, one)
    else if (one.order > effect) continue
    else if (last?.question && (kind === 'check' || kind === 'cause') && last.last.message !== one.message) {
      extend(last, one)
      last.question = false
    } else if (last && beside && (kind === 'cause' || (kind === 'other' && /`|\d/.test(one.text)))) extend(last, one)
    else if (kind === 'check' || kind === 'cause')
      steps.push({ line: stepOf([one]), last: one, question: one.text.endsWith('?') })
    else if (kind === 'other' && one.code.length > 0) steps.push({ line: stepOf([one]), last: one, question: false })
  }
  return { diagnosis: steps.map(({ line }) => line), escalation }
}

function extend(step: { line: SkillLine; last: Said }, one: Said): void {
  const more = stepOf([one])
  step.line = {
    text: [step.line.text, more.text].filter(Boolean).join('\n'),
    code: [...step.line.code, ...more.code],
    messages: [...new Set([...step.line.messages, ...more.messages])],
  }
  step.last = one
}

/** Sentences that follow each other as one step. */
export function stepOf(said: readonly Said[]): SkillLine {
  return {
    text: said
      .map(({ text }) => lineOf(text))
      .filter(Boolean)
      .join(' '),
    code: said.flatMap(({ code }) => code),
    messages: [...new Set(said.map(({ message }) => message.id))],
  }
}
