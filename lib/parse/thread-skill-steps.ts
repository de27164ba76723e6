import type { SkillStep } from '@/lib/schema/draft'
import { light } from './light-expression'
import {
  ACTION,
  ADVICE,
  BECAUSE,
  CAUSE,
  DECLARATION,
  STATUS_PAGE,
  EFFECT,
  HYPOTHESIS,
  NO_EFFECT,
  NOT_DONE,
  NOT_OVER,
  RESOLUTION,
  ROOT,
  RULED_OUT,
  SEVERITY,
  TROUBLE,
} from './thread-cues'
import {
  BETTER,
  PUT_RIGHT,
  DONE,
  ESCALATION,
  FOLLOW_UP,
  FOUND,
  INLINE_COMMAND,
  OLD_AND_NEW,
  QUESTION,
  UNCHANGED,
} from './thread-skill-cues'
import { CHANGES, HAPPENS, LEAST_WORDS, runsChange, wordsIn } from './thread-kinds'
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

/**
 * What was looked at, what helped and what did not, as a conversation tells it: an action counts as helpful when the next word on
 * how things are is that they are better, as unhelpful when it is that they are not, or when they get worse again with nothing
 * else done. What nobody says anything on afterwards is left out. `root`: the messages of the cause that the postmortem has, which is
 * taken where nobody names one here.
 */
export function sortSteps(said: readonly Said[], root: readonly string[] = []): SkillSteps {
  const people = said.filter(({ message }) => !message.bot)
  const outcome = findOutcome(said)
  const effectOrder = outcome.effect?.order ?? Infinity
  const named = findCause(people, effectOrder)
  // what is called so once things are well is of something else, unless it is the root cause
  const late = named !== null && named.order >= effectOrder && !ROOT.test(named.lower)
  const cause = late ? (causeIn(people, root) ?? named) : (named ?? causeIn(people, root))
  const taken = new Set([...outcome.helped, ...outcome.unhelpful, ...outcome.afterwards].flat())
  const resolution = outcome.helped.map(stepOf)
  if (outcome.effect && !taken.has(outcome.effect)) resolution.push(stepOf([outcome.effect]))
  const later = outcome.afterwards.map(stepOf)
  return {
    ...readDiagnosis(people, taken, effectOrder, cause),
    resolution: [...resolution, ...later],
    afterwards: later.length,
    unhelpful: outcome.unhelpful.map(stepOf),
    fixed: outcome.helped.flat(),
    cause,
    effect: outcome.effect,
  }
}

// "Todo" is everything in Spanish: it leads into a list only with a colon.
const LIST_OF_WORK = /^(?:follow-?ups?|action items?|next steps?|lessons?)\b|^to-?dos?\s*(?:[:：-]|$)/i

type Outcome = { helped: Said[][]; unhelpful: Said[][]; afterwards: Said[][]; effect: Said | null }

function findOutcome(said: readonly Said[]): Outcome {
  const helped: { action: Said[]; effect: Said }[] = []
  const unhelpful: Said[][] = []
  let pending: Said[][] = []
  let promising: string | null = null
  for (const one of said) {
    if (LIST_OF_WORK.test(one.lower) || LIST_OF_WORK.test(one.lead ?? '')) promising = one.message.id
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

/** What a sentence says of how things are now: nothing, when it speaks of what should be or asks. */
export function outcomeOf({ lower, message }: Said): 'better' | 'same' | null {
  if (lower.endsWith('?') || ADVICE.test(lower)) return null
  const worse = message.bot ? null : (NO_EFFECT.exec(lower) ?? UNCHANGED.exec(lower))
  if (worse && !NOT_OVER.test(lower.slice(0, worse.index))) return 'same'
  // "Not the database, its load is at 12 %" speaks of something else.
  if (RULED_OUT.test(lower)) return null
  const better = RESOLUTION.exec(lower) ?? EFFECT.exec(lower) ?? BETTER.exec(lower)
  if (!better) return null
  const before = lower.slice(0, better.index)
  return NOT_OVER.test(before) || HYPOTHESIS.test(before) || NEGATION.test(before) ? null : 'better'
}

const NEGATION = light(
  /(?<!\p{L})(?:not|nicht|не|pas|no)\s+(?:yet\s+)?$|n['’]t\s+$|(?<!\p{L})(?:can['’]?t|cannot|couldn['’]t|unable to|nicht|не) (?:\p{L}+ ){0,2}$/u,
)

/** Whether a person says that something is being done about it, or was done just now; what is refused or planned is not. */
export function isAction({ text, lower, code, message }: Said): boolean {
  if (message.bot || lower.endsWith('?') || ADVICE.test(lower) || ONLY_SAID.test(lower)) return false
  if (EARLIER.test(lower)) return false
  const done = ACTION.exec(lower) ?? DONE.exec(lower) ?? PUT_RIGHT.exec(lower)
  if (!done) {
    const short = wordsIn(lower) <= LEAST_WORDS
    return (short && code.some(({ text: words }) => CHANGES.test(words))) || (!NOT_DONE.test(lower) && runsChange(text))
  }
  if (HAPPENS.test(lower.slice(done.index))) return false
  const before = lower.slice(0, done.index)
  // "Setting this to SEV-2" helps nobody yet.
  if (SEVERITY.test(lower) && DECLARATION.test(lower)) return false
  if (NOT_DONE.test(before) || CAUSE.test(lower) || BECAUSE.test(before) || TROUBLE.test(before)) return false
  return !(FOLLOW_UP.test(lower) && code.length === 0)
}

/** Done before the trouble that it is told of in. */
const EARLIER = light(
  /(?<!\p{L})(?:overnight|yesterday|last (?:night|evening|week|month)|gestern|heute nacht|вчера|ночью|hier soir|cette nuit|ayer|anoche|ontem)(?!\p{L})/u,
)
/** It is refused, asked for, or was done to something else. */
const ONLY_SAID = light(
  /(?<!\p{L})(?:won['’]?t|wouldn['’]?t|will not)(?!\p{L})|^(?:can|could|should|shall) (?:we|you|i|someone|somebody)(?!\p{L})|(?<!\p{L})(?:but that|but it|aber das|но это|mais c['’]est|pero es)(?!\p{L})/u,
)

type Kind = 'branch' | 'escalation' | 'outcome' | 'cause' | 'result' | 'check' | 'other'

function kindOf(one: Said): Kind {
  const { lower } = one
  if (ADVICE.test(lower)) return ESCALATION.test(lower) ? 'escalation' : 'branch'
  if (outcomeOf(one)) return 'outcome'
  const evident = INLINE_COMMAND.test(one.text) || FOUND.test(lower)
  if (RULED_OUT.test(lower)) return evident ? 'check' : 'result'
  if (CAUSE.test(lower) || SO.test(lower)) return 'cause'
  if (lower.endsWith('?')) return QUESTION.test(lower) ? 'check' : 'other'
  if (evident) return 'check'
  return BECAUSE.test(lower) || HYPOTHESIS.test(lower) ? 'cause' : 'other'
}

/** "The slot is inactive, so postgres keeps all of it": what follows is concluded. */
const SO = light(
  /, so (?!that(?!\p{L})|far|we(?!\p{L})|i(?!\p{L}))\p{L}|^so (?:it|that)['’]?s? (?:is |was )?(?:the|our|a) /u,
)

/**
 * What calls itself the root cause; else the last cause that somebody is sure of before things were well, the first one told,
 * the first one supposed. `effect`: where things were well.
 */
function findCause(people: readonly Said[], effect: number): Said | null {
  const told = people.filter((one) => {
    const { lower } = one
    if (lower.endsWith('?') || ADVICE.test(lower) || isAction(one) || outcomeOf(one) === 'same') return false
    return (CAUSE.test(lower) || SO.test(lower) || BECAUSE.test(lower)) && !RULED_OUT.test(lower)
  })
  const sure = told.filter(({ lower }) => !HYPOTHESIS.test(lower))
  const early = sure.filter(({ order }) => order < effect)
  const found =
    early.findLast(({ lower }) => CAUSE.test(lower) || SO.test(lower)) ??
    sure.find(({ lower }) => ROOT.test(lower)) ??
    early.at(-1) ??
    sure[0] ??
    told[0] ??
    null
  return found ? pointedAt(found, people) : null
}

/** The longest sentence of the messages. */
function causeIn(people: readonly Said[], messages: readonly string[]): Said | null {
  const told = people.filter(({ message, text }) => messages.includes(message.id) && !text.endsWith('?'))
  return told.toSorted((a, b) => b.text.length - a.text.length)[0] ?? null
}

/** The sentence that says what it is, where another one only says that this is the cause. */
function pointedAt(found: Said, people: readonly Said[]): Said {
  const named = ONLY_NAMED.test(found.lower)
  if (!named && !POINTS_BACK.test(found.lower)) return found
  const place = people.indexOf(found)
  const before = people[place - 1]
  const next = people[place + 1]
  if (named && next?.message === found.message) return next
  return before?.message.author === found.message.author ? before : found
}

const ONLY_NAMED =
  /^\W*(?:the )?(?:root[ -]?cause|cause|ursache|причина|causa)(?: racine| ra[íi]z)?\W*$|^原因が(?:判明|特定)[^、,]{0,8}$/u
/** "That's the cause": what it is stands in the sentence before. */
const POINTS_BACK =
  /^(?:(?:so|yes|yep|and|und|et|y|и)[, ]+)?(?:that|this|there|das|это|c['’]est|eso)(?:['’]?s| is| was| ist| war| es| fue)? ?(?:the |our |die |der |la |le |el )?(?:root )?(?:cause|problem|reason|culprit|it|what (?:did|caused|broke) (?:it|this)|ursache|grund|причина|causa)\W*$/u

/** Kinds that tell what it is or is not. */
const ANSWERS: ReadonlySet<Kind> = new Set(['check', 'cause', 'result'])

/** The steps up to the improvement, and the rules on whom to call, wherever they are told. */
function readDiagnosis(
  people: readonly Said[],
  taken: ReadonlySet<Said>,
  effect: number,
  cause: Said | null,
): Pick<SkillSteps, 'diagnosis' | 'escalation'> {
  const steps: { line: SkillLine; last: Said; question: boolean }[] = []
  const escalation: SkillLine[] = []
  for (const one of people) {
    const read = kindOf(one)
    const kind = one === cause && read === 'other' ? 'cause' : read
    if (taken.has(one)) continue
    const last = steps.at(-1)
    const beside = last?.last.message === one.message && last.last.order >= one.order - 2
    const pointed = pointedAt(one, people)
    if (pointed.order >= one.order && ONLY_NAMED.test(one.lower)) continue
    if (STATUS_PAGE.test(one.lower) && !RULED_OUT.test(one.lower) && one.code.length === 0) continue
    // "That's what did it": the sentence that it speaks of is the step.
    if (pointed.order < one.order && one.order < effect && !taken.has(pointed)) {
      if (last?.last === pointed) extend(last, one)
      else steps.push({ line: stepOf([pointed, one]), last: one, question: false })
    } else if (last && beside && (kind === 'branch' || kind === 'escalation') && one.order < effect) extend(last, one)
    else if (kind === 'escalation') escalation.push(stepOf([one]))
    else if (kind === 'branch' && last && RULED_OUT.test(one.text)) extend(last, one)
    else if (one.order > effect) continue
    else if (last?.question && ANSWERS.has(kind) && !one.text.endsWith('?') && last.last.message !== one.message) {
      extend(last, one)
      last.question = false
    } else if (last && beside && (kind === 'cause' || kind === 'result' || (kind === 'other' && /`|\d/.test(one.text))))
      extend(last, one)
    else if (ANSWERS.has(kind)) steps.push({ line: stepOf([one]), last: one, question: one.text.endsWith('?') })
    else if (kind === 'other' && one.code.length > 0 && last?.question && !beside) {
      extend(last, one)
      last.question = false
    } else if (kind === 'other' && one.code.length > 0) steps.push({ line: stepOf([one]), last: one, question: false })
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
