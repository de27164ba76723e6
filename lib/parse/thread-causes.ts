import type { CauseDraft } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'
import { light, matchesOf } from './light-expression'
import { type Account, cite, joined, wordsOf } from './thread-citations'
import { BECAUSE, DENIAL, HYPOTHESIS, REALISED, ROOT } from './thread-cues'
import type { ThreadEvent } from './thread-events'
import { wordsIn } from './thread-text'

/** "That's the cause.": the sentence before it says what. */
const POINTS_BACK = light(/^(?:so |and |i think )?(?:that|this|das|dies|это|c['’]est ça|eso|isso|それ)(?!\p{L})/iu)

/** Longest sentence that names only that there is a cause ("root cause", "found it"), in words. */
const BARE_CAUSE = 3

function isBareCause({ said: { text } }: ThreadEvent): boolean {
  return POINTS_BACK.test(text) || text.trim().split(/\s+/).length <= BARE_CAUSE
}

/** "Not that then" says of nothing what it is not. In words. */
const BARE_DENIAL = 5
/** Messages after which nobody answers a guess any more. */
const ANSWERED_WITHIN = 4
/** Words that tell what a guess is about. */
const SUBJECT = light(/[\p{L}\p{N}_-]{3,}/gu)
/** Words of any subject. */
const COMMON =
  /^(?:the|one|that|this|and|are|not|was|but|for|you|did|does|have|has|with|from|only|its|der|die|das|und|ist|nicht|что|это|как|que|una|los|les|des)$/
/** Letters of a word that its forms share. */
const STEM = 5
const FINE = light(
  /(?<!\p{L})(?:fine|healthy|ok|normal|clean|idle|works?|in ordnung|läuft|работает|в порядке|bien|va bien)(?!\p{L})/iu,
)

/** Sentences that say of a guess before them that it is not so, with the sentences of the guess. */
function* refutations(events: readonly ThreadEvent[]): Generator<[ThreadEvent, ThreadEvent[]]> {
  let open: { events: ThreadEvent[]; words: Set<string>; index: number }[] = []
  for (const event of events) {
    const { kind, said } = event
    const own = stemsIn(said.text)
    if (kind === 'hypothesis') {
      const last = open.at(-1)
      if (last?.events.at(-1)?.said.message === said.message) last.events.push(event)
      else open.push({ events: [event], words: own, index: said.index })
      continue
    }
    const last = open.at(-1)
    const here = last?.index === said.index
    if (here && kind === 'ruled-out') {
      open.pop()
      yield [event, last.events]
      continue
    }
    // the rest of the message that guesses
    if (here && kind !== 'no-effect') {
      if (last.events.length === 1 && kind === 'evidence') last.events.push(event)
      continue
    }
    open = open.filter(({ index }) => said.index - index <= ANSWERED_WITHIN)
    const denies = last?.index === said.index - 1 && DENIAL.test(said.text)
    const calm = kind === 'evidence' || kind === 'impact' || kind === 'report'
    if (kind !== 'ruled-out' && kind !== 'no-effect' && !(calm && (denies || FINE.test(said.text)))) continue
    const place = denies ? open.length - 1 : open.findLastIndex(({ words }) => [...own].some((word) => words.has(word)))
    const guess = place >= 0 ? open.splice(place, 1)[0] : undefined
    if (guess) yield [event, guess.events]
  }
}

/** The sentences of a guess up to one without an end mark; one that has none is taken whole. */
function spoken(guess: readonly ThreadEvent[]): ThreadEvent[] {
  const open = guess.findIndex(({ said }) => !/[.?!…。？！]$/u.test(said.text))
  return open <= 0 ? [...guess] : guess.slice(0, open)
}

/** Sentences of several messages: what ends without a mark is set off, or what follows would read as one with it. */
function setOff(first: string, second: string): string {
  return /[.?!…。？！:)]$/u.test(first) ? joined(first, second) : `${first} — ${second}`
}

function stemsIn(text: string): Set<string> {
  return new Set(
    matchesOf(text.toLowerCase(), SUBJECT).flatMap(([word]) => (COMMON.test(word) ? [] : word.slice(0, STEM))),
  )
}

/** The sentence before one that names only that this is the cause: it says what. */
function pointedAt(events: readonly ThreadEvent[], place: number): ThreadEvent | null {
  const [event, before] = [events[place], events[place - 1]]
  if (!event || !before || before.said.message.bot || !isBareCause(event)) return null
  return before.said.index >= event.said.index - 1 ? before : null
}

/** The likeliest of the causes that are told before it got better, else of all: what is told later is often of the repair. */
function likeliestOf(told: readonly ThreadEvent[], events: readonly ThreadEvent[]): ThreadEvent | undefined {
  const better = events.find(({ kind }) => kind === 'effect' || kind === 'resolution')?.said.index ?? Infinity
  const early = told.filter(({ said }) => said.index <= better)
  return (early.length > 0 ? early : told).toSorted((a, b) => (b.causal ?? 0) - (a.causal ?? 0))[0]
}

/** Puts in what was called the cause and what was ruled out, in order. */
export function putCauses(draft: Account, events: readonly ThreadEvent[]): void {
  const told = events.filter(({ kind }) => kind === 'cause')
  const root = told.findLast((event) => ROOT.test(wordsOf(event).toLowerCase())) ?? likeliestOf(told, events)
  const reason = root
    ? undefined
    : events.findLast(
        ({ kind, said }) =>
          (kind === 'evidence' || kind === 'report' || kind === 'ruled-out') &&
          BECAUSE.test(said.text.toLowerCase()) &&
          !HYPOTHESIS.test(said.text.toLowerCase()),
      )
  const guesses = new Map(refutations(events))
  for (const [place, event] of events.entries()) {
    const named = event.kind === 'cause' || event === reason
    const guess = guesses.get(event)
    if (!named && event.kind !== 'ruled-out' && !guess) continue
    const role: CauseDraft['role'] = named
      ? event === root || event === reason
        ? 'root'
        : 'contributing'
      : 'false-lead'
    const before = pointedAt(events, place)
    // "that's the root cause" behind a cause says nothing more: they are one
    const next = events[place + 1]
    if (named && next && (next.kind === 'cause' || next === reason) && pointedAt(events, place + 1) === event) continue
    if (event.kind === 'ruled-out' && !guess && wordsIn(event.said.text) <= BARE_DENIAL) continue
    const whole = guess ? [...spoken(guess), event] : named && before ? [before, event] : [event]
    const path = `incident.causes.${draft.incident.causes.length}`
    draft.incident.causes.push({ role, text: whole.map(wordsOf).reduce(setOff), span: event.said.message.span })
    cite(draft, path, ...(guess ?? []), ...whole)
    if (event.presumed)
      draft.doubts.push({
        path,
        reason: sentence`Nobody calls it the cause; its words are most like those of one.`,
        span: event.said.message.span,
      })
    else if (event === root && REALISED.test(event.said.message.text))
      draft.doubts.push({
        path,
        reason: sentence`Nobody calls it the cause; its author has just understood something.`,
        span: event.said.message.span,
      })
    if (event === reason)
      draft.doubts.push({
        path,
        reason: sentence`Nobody calls it the cause; it is a sentence that gives a reason.`,
        span: event.said.message.span,
      })
  }
}
