import type { Phase, Precision } from '@/lib/schema/draft'
import type { MessageDraft, ThreadDraft } from '@/lib/schema/thread'
import { light } from './light-expression'
import { plain } from './piece'
import * as cue from './thread-cues'
import { findNoise } from './thread-noise'
import { isPromise } from './thread-promises'
import { type Said, sentencesOfMessage } from './thread-text'
import { readStatedTime, type StatedTime } from './thread-times'

/** What a sentence of a chat does. */
export type EventKind =
  | 'alert'
  | 'alert-end'
  | 'report'
  | 'impact'
  | 'hypothesis'
  | 'evidence'
  | 'ruled-out'
  | 'command'
  | 'change'
  | 'decision'
  | 'looking'
  | 'declaration'
  | 'communication'
  | 'action'
  | 'no-effect'
  | 'effect'
  | 'resolution'
  | 'cause'
  | 'promise'
  | 'lesson'
  | 'advice'
  | 'talk'

/** A sentence with what it does; `said` holds the words, `stated` the time that they give for it. */
export type ThreadEvent = { kind: EventKind; phase: Phase | null; said: Said; stated: StatedTime | null }

const ALERT_END = light(
  /(?<!\p{L})(?:resolved|recovered|recovery|closed|back to normal|(?:is |check )up|ok(?=[:\]\s]|$)|cleared|behoben|entwarnung|восстановлен\p{L}*|решен\p{L}*|résolu|resuelto|resolvido)(?!\p{L})|復旧/iu,
)
const ALERT_BEGIN = light(
  /(?<!\p{L})(?:firing|triggered|alert(?:ing)?|alarm|critical|warn(?:ing)?|problem|down|error|exception|issue|incident|failed|failing|failure|exceed\p{L}*|anomaly|unhealthy|kritisch|проблема|тревога|alerte|alerta|crítico|above|below|over|p[0-5]|sev-?\d)(?!\p{L})|[><≥≤] ?\d|アラート|警告/iu,
)
const STARTED_TIME: ReadonlySet<EventKind> = new Set(['alert', 'report', 'impact', 'change', 'evidence'])
/** What is only said once the trouble is known: what is seen afterwards is evidence, not the detection. */
const SEARCH: ReadonlySet<EventKind> = new Set(['hypothesis', 'ruled-out', 'cause', 'action'])
const QUESTION = /[?？]\s*$/
/** Share of a conversation behind which a promise is for later, though nobody has said that it got better. */
const LATE = 0.6
/** A remark of as many words, made while the trouble lasts, is about it. */
const WORDS_OF_MATTER = 6
/** A remark of fewer words is talk, even when it has a technical one. */
const LEAST_WORDS = 3

/**
 * What the sentences of a thread do, in order, each with the phase that it stands for in a timeline (null: in none) and the time
 * that it states. Noise is left out. Reads only words: nothing is inferred that no sentence says.
 */
export function eventsOfThread(thread: ThreadDraft): ThreadEvent[] {
  const noise = findNoise(thread.messages)
  const zones = new Map(thread.participants.map(({ name, zone }) => [name, zone]))
  const names = thread.participants.map(({ name }) => name).filter((name) => name.includes(' '))
  const events: ThreadEvent[] = []
  const state: State = {
    calm: false,
    over: false,
    acted: false,
    acknowledged: false,
    identified: false,
    troubled: false,
    searched: Infinity,
    late: false,
  }
  thread.messages.forEach((message, index) => {
    if (noise.has(message.id) || message.kind === 'deleted') return
    const sentences = sentencesOfMessage(message, index, names)
    state.late = state.acted && index >= thread.messages.length * LATE
    if (message.bot) events.push(...alertOf(message, sentences))
    else
      for (const said of sentences) {
        const event = eventOf(said, state, zones.get(message.author ?? '') ?? null)
        if (event) events.push(event)
      }
  })
  withdrawIdleActions(events)
  return events
}

/** How far the conversation is: `calm` once something got better, `over` once somebody said that it is over. */
type State = {
  calm: boolean
  over: boolean
  acted: boolean
  acknowledged: boolean
  identified: boolean
  troubled: boolean
  searched: number
  late: boolean
}

function alertOf(message: MessageDraft, sentences: Said[]): ThreadEvent[] {
  const said = sentences[0]
  if (!said) return []
  const head = message.text.slice(0, 400)
  const first = head.split('\n').find((line) => /\p{L}/u.test(line)) ?? head
  const ends = ALERT_END.test(first) && !/(?<!\p{L})(?:firing|triggered)(?!\p{L})/iu.test(first)
  const kind: EventKind = ends ? 'alert-end' : ALERT_BEGIN.test(head) ? 'alert' : 'change'
  const text = sentences
    .filter(({ text: line }) => !/^https?:\S+$/.test(line))
    .slice(0, 4)
    .map(({ text: line }) => line)
    .join(' ')
  const since = message.at && kind === 'alert' && cue.STARTED.test(text.toLowerCase())
  const stated = since && message.at ? readStatedTime(text, message.at, null) : null
  const phase: Phase = kind === 'alert' ? 'detected' : ends ? 'resolved' : 'note'
  return [{ kind, phase, said: { ...said, text }, stated }]
}

function eventOf(said: Said, state: State, zone: string | null): ThreadEvent | null {
  const lower = plain(said.text).toLowerCase().slice(0, 800)
  const kind = kindOf(lower, said, state)
  const at = said.message.at
  const mayState = at !== null && (STARTED_TIME.has(kind) || kind === 'effect')
  const stated =
    mayState && (cue.STARTED.test(lower) || cue.CHANGE.test(lower)) ? readStatedTime(said.text, at, zone) : null
  const phase = phaseOfKind(kind, lower, said, state)
  if (kind === 'looking') state.acknowledged = true
  if (kind === 'action') state.acted = true
  if (kind === 'report' || kind === 'impact') state.troubled = true
  if (kind === 'cause') state.identified = true
  if (SEARCH.has(kind)) state.searched = Math.min(state.searched, said.index)
  if (kind === 'effect' || kind === 'resolution') state.calm = true
  if (kind === 'resolution') state.over = true
  if (kind === 'no-effect') state.calm = state.over = false
  return { kind, phase, said, stated }
}

function kindOf(lower: string, said: Said, state: State): EventKind {
  if (lower === '') return said.code.length > 0 ? 'command' : 'talk'
  if (cue.ADVICE.test(lower)) return 'advice'
  if (isPromise(said, state.calm || state.late)) return 'promise'
  if (cue.LESSON.test(lower)) return 'lesson'
  if (declares(lower)) return 'declaration'
  if (QUESTION.test(lower) || cue.ASKING.test(lower)) return questionKind(lower)
  const over = saysOver(lower)
  const told = cue.COMMUNICATION.test(lower)
  if (told && (!over || cue.STATUS_PAGE.test(lower))) return 'communication'
  if (cue.NO_EFFECT.test(lower)) return state.acted ? 'no-effect' : cue.RULED_OUT.test(lower) ? 'ruled-out' : 'report'
  const unsure = cue.HYPOTHESIS.test(lower)
  if (cue.CAUSE.test(lower) && (!unsure || cue.ROOT.test(lower))) return 'cause'
  if (cue.RULED_OUT.test(lower)) return 'ruled-out'
  if (cue.NEGATIVE.test(lower)) return 'impact'
  if (over && (state.acted || state.calm || !cue.TROUBLE.test(lower))) return 'resolution'
  if (unsure) return 'hypothesis'
  if ((cue.ACTION.test(lower) || cue.DEED.test(lower)) && !cue.NOT_DONE.test(lower)) return 'action'
  if (cue.EFFECT.test(lower) && (state.acted || (state.troubled && cue.BETTER.test(lower)))) return 'effect'
  if (cue.DECISION.test(lower)) return 'decision'
  return factKind(lower, said, state)
}

/** "Declaring sev2, can you post it?" declares; "should we declare?" and "who declares?" ask. */
function declares(lower: string): boolean {
  const match = cue.DECLARATION.exec(lower)
  if (!match) return false
  const asks =
    /(?<!\p{L})(?:should|shall|can|could|would|do|does|did|has|have|is|are|was|who|anyone|someone|let me know|whether|if)(?!\p{L})/u
  return (
    !asks.test(lower.slice(0, match.index)) && !/^[^,.;:–—]{0,30}\?/u.test(lower.slice(match.index + match[0].length))
  )
}

/** Whether a sentence says that it is over; "until it recovered" and "not back to normal" do not. */
function saysOver(lower: string): boolean {
  const match = cue.RESOLUTION.exec(lower)
  return match !== null && !cue.NOT_OVER.test(lower.slice(0, match.index + match[0].length))
}

/** Whether the time that an event states is that of the beginning, not of a change that went before. */
export function tellsStart({ kind, stated, said }: ThreadEvent): boolean {
  if (stated === null) return false
  const lower = said.text.toLowerCase()
  const began = cue.BEGAN.test(lower)
  if (kind === 'report' || kind === 'impact' || kind === 'alert') return began || !cue.CHANGE.test(lower)
  return kind === 'evidence' && began && !cue.CHANGE.test(lower)
}

/** What a statement is that neither does nor supposes anything: something seen, changed or looked at. */
function factKind(lower: string, said: Said, state: State): EventKind {
  const trouble = cue.TROUBLE.test(lower)
  const understood = state.troubled && !state.identified && cue.REALISED.test(said.message.text)
  if (understood && lower.split(' ').length > LEAST_WORDS && (trouble || cue.TECHNICAL.test(lower))) return 'cause'
  const changed = cue.CHANGE.test(lower) && /\d/.test(lower)
  if (cue.IMPACT.test(lower) && (trouble || /\d/.test(lower))) return 'impact'
  if (changed && !trouble) return 'change'
  if (trouble) return state.calm ? 'evidence' : 'report'
  if (cue.LOOKING.test(lower) && lower.split(' ').length <= 9) return 'looking'
  if (said.code.length > 0) return 'command'
  if (changed) return 'change'
  const length = lower.split(' ').length
  if (state.troubled && !state.over && length >= WORDS_OF_MATTER) return 'evidence'
  return cue.TECHNICAL.test(lower) && length >= LEAST_WORDS ? 'evidence' : 'talk'
}

function questionKind(lower: string): EventKind {
  if (cue.HYPOTHESIS.test(lower)) return 'hypothesis'
  if (
    cue.TROUBLE.test(lower) &&
    /seeing|receiving|getting|else|noticed|jemand|кто|quelqu|alguien|algu[eé]m/u.test(lower)
  )
    return 'report'
  if (cue.TECHNICAL.test(lower) && (cue.TROUBLE.test(lower) || !cue.ASKING.test(lower))) return 'hypothesis'
  return 'talk'
}

function phaseOfKind(kind: EventKind, lower: string, said: Said, state: State): Phase | null {
  switch (kind) {
    case 'report':
    case 'impact':
      return state.calm || state.searched < said.index ? 'note' : 'detected'
    case 'looking':
      if (!state.acknowledged) return 'acknowledged'
      return lower.split(' ').length >= LEAST_WORDS ? 'note' : null
    case 'declaration':
      return 'declared'
    case 'cause':
      return state.over && state.identified ? 'note' : 'identified'
    case 'action':
    case 'effect':
      return 'mitigated'
    case 'resolution':
      return 'resolved'
    case 'hypothesis':
    case 'evidence':
    case 'ruled-out':
    case 'command':
    case 'change':
    case 'decision':
    case 'communication':
    case 'no-effect':
      return 'note'
    default:
      return null
  }
}

/** An action that the next word on it calls useless mitigated nothing: it becomes a note. */
function withdrawIdleActions(events: ThreadEvent[]): void {
  let last: ThreadEvent | null = null
  for (const event of events) {
    if (event.kind === 'action') last = event
    if (event.kind === 'effect' || event.kind === 'resolution') last = null
    if (event.kind === 'no-effect' && last) {
      last.phase = 'note'
      last = null
    }
  }
}

/** How exactly the time of an event is known that its message's own time stands for. */
export function ownPrecision(message: MessageDraft): Precision {
  if (message.at === null) return 'none'
  return message.timeText !== null && !/:\d\d:/.test(message.timeText) ? 'minute' : 'second'
}
