import type { SkillStep } from '@/lib/schema/draft'
import type { EventKind } from './thread-events'
import { ROOT } from './thread-cues'
import { ESCALATION, INLINE_COMMAND, OLD_AND_NEW } from './thread-skill-cues'
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

type Outcome = { helped: Said[][]; unhelpful: Said[][]; afterwards: Said[][]; effect: Said | null }

function findOutcome(said: readonly Said[]): Outcome {
  const helped: { action: Said[]; effect: Said }[] = []
  const unhelpful: Said[][] = []
  let pending: Said[][] = []
  for (const one of said) {
    const effect = outcomeOf(one)
    const last = pending.at(-1)
    if (isAction(one) && last && carriesOut(one, last)) last.push(one)
    else if (isAction(one)) pending.push([one])
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

/** Sentences after which what is done is no longer what was decided. */
const SOON = 3

/** What was decided is done a little later: one step. */
function carriesOut(one: Said, action: readonly Said[]): boolean {
  const last = action.at(-1)
  return last?.kind === 'decision' && one.kind === 'action' && one.order - last.order <= SOON
}

/** A sentence below an action in its message that says no more than what it does. */
function explains(one: Said, action: readonly Said[]): boolean {
  const last = action.at(-1)
  const beside = last?.message === one.message && last.order === one.order - 1
  const shows = one.kind === 'evidence' && one.code.length > 0
  return beside && last.code.length === 0 && one.kind !== 'promise' && (shows || stepKind(one) === 'other')
}

/** What a sentence says of how things are now: nothing, when it speaks of what should be or asks. */
export function outcomeOf({ kind }: Said): 'better' | 'same' | null {
  if (kind === 'effect' || kind === 'resolution' || kind === 'alert-end') return 'better'
  return kind === 'no-effect' ? 'same' : null
}

/** Whether somebody does something about it, has just done it, or decides that it is done now. */
export function isAction({ kind, text, code }: Said): boolean {
  return kind === 'action' || (kind === 'decision' && (code.length > 0 || !/[?？]$/u.test(text)))
}

type StepKind = 'branch' | 'escalation' | 'outcome' | 'cause' | 'result' | 'check' | 'other'

const STEP_KINDS: Partial<Record<EventKind, StepKind>> = {
  effect: 'outcome',
  resolution: 'outcome',
  'no-effect': 'outcome',
  'alert-end': 'outcome',
  'ruled-out': 'result',
  cause: 'cause',
  evidence: 'check',
  command: 'check',
  change: 'check',
  hypothesis: 'check',
}

/** What to do in another case, in whatever words. */
const IN_CASE = /^\(?(?:if|had (?:it|one|we|this)|in case|wenn|falls|если|si|se|jeśli|als|om)(?!\p{L})/u

function stepKind({ kind, lower, text }: Said): StepKind {
  const other = kind === 'advice' || IN_CASE.test(lower)
  if (other) return ESCALATION.test(lower) ? 'escalation' : 'branch'
  if (kind === 'ruled-out' && INLINE_COMMAND.test(text)) return 'check'
  return STEP_KINDS[kind] ?? 'other'
}

/** The likeliest cause that is told before things were well; else what calls itself the root cause, else the first one. `effect`: where things were well. */
function findCause(people: readonly Said[], effect: number): Said | null {
  const told = people.filter(({ kind }) => kind === 'cause')
  const early = told.filter(({ order }) => order < effect)
  const likeliest = early.toSorted((a, b) => b.causal - a.causal)[0]
  const found = likeliest ?? told.find(({ lower }) => ROOT.test(lower)) ?? told[0] ?? null
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

/** Kinds of what is seen: with a figure it belongs to what was looked at. */
const TOLD: ReadonlySet<EventKind> = new Set<EventKind>(['report', 'impact'])
/** Kinds that tell what it is or is not. */
const ANSWERS: ReadonlySet<StepKind> = new Set(['check', 'cause', 'result'])

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
    const read = stepKind(one)
    const kind = one === cause && read === 'other' ? 'cause' : read
    if (taken.has(one)) continue
    const last = steps.at(-1)
    const beside = last?.last.message === one.message && last.last.order >= one.order - 2
    const pointed = pointedAt(one, people)
    if (pointed.order >= one.order && ONLY_NAMED.test(one.lower)) continue
    // "That's what did it": the sentence that it speaks of is the step.
    if (pointed.order < one.order && one.order < effect && !taken.has(pointed)) {
      if (last?.last === pointed) extend(last, one)
      else steps.push({ line: stepOf([pointed, one]), last: one, question: false })
    } else if (last && beside && (kind === 'branch' || kind === 'escalation') && one.order < effect) extend(last, one)
    else if (kind === 'escalation') escalation.push(stepOf([one]))
    else if (kind === 'branch' && last) extend(last, one)
    else if (one.order > effect) continue
    else if (last?.question && ANSWERS.has(kind) && !one.text.endsWith('?') && last.last.message !== one.message) {
      extend(last, one)
      last.question = false
    } else if (
      last &&
      beside &&
      (kind === 'cause' || kind === 'result' || (TOLD.has(one.kind) && /`|\d/.test(one.text)))
    )
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
