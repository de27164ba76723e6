import type { Phase, Precision } from '@/lib/schema/draft'
import type { MessageDraft, ThreadDraft } from '@/lib/schema/thread'
import { light } from './light-expression'
import { plain } from './piece'
import * as cue from './thread-cues'
import { findNoise } from './thread-noise'
import { kindOf, LEAST_WORDS, type State, wordsIn } from './thread-kinds'
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
export type ThreadEvent = {
  kind: EventKind
  phase: Phase | null
  said: Said
  stated: StatedTime | null
  /** Nobody says that it is the cause. */
  presumed?: boolean
}

const ALERT_END = light(
  /(?<!\p{L})(?:resolved|recovered|recovery|closed|back to normal|(?:is |check )up|ok(?=[:\]\s]|$)|cleared|behoben|entwarnung|восстановлен\p{L}*|решен\p{L}*|résolu|resuelto|resolvido)(?!\p{L})|復旧/iu,
)
const ALERT_BEGIN = light(
  /(?<!\p{L})(?:firing|triggered|alert(?:ing)?|alarm|critical|warn(?:ing)?|problem|down|error|exception|issue|incident|failed|failing|failure|exceed\p{L}*|anomaly|unhealthy|kritisch|проблема|тревога|alerte|alerta|crítico|above|below|over|p[0-5]|sev-?\d)(?!\p{L})|[><≥≤] ?\d|threshold|limit|schwellwert|порог|アラート|警告/iu,
)
/** "UploadErrorRateHigh": alerts are named by what is wrong. */
const ALERT_NAME =
  /[a-z](?:High|Low|Down|Full|Fail(?:ed|ing|ure)|Unavailable|Missing|Slow|Lag|Errors?|Stuck|Expir(?:ed|ing)|Exceeded|Critical|CrashLoop\w*|Unhealthy|Burn\w*)(?![a-z])/
const STARTED_TIME: ReadonlySet<EventKind> = new Set(['alert', 'report', 'impact', 'change', 'evidence'])
/** What is only said once the trouble is known: what is seen afterwards is evidence, not the detection. */
const SEARCH: ReadonlySet<EventKind> = new Set(['hypothesis', 'ruled-out', 'cause', 'action'])
/** Share of a conversation behind which a promise is for later, though nobody has said that it got better. */
const LATE = 0.6

/**
 * What the sentences of a thread do, in order, each with the phase that it stands for in a timeline (null: in none) and the time
 * that it states. `clock`: the zone of the times that the messages show, null for UTC. Noise is left out. Reads only words: nothing is inferred that no sentence says.
 */
export function eventsOfThread(thread: ThreadDraft, clock: string | null = null): ThreadEvent[] {
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
    if (message.bot) {
      const alerts = alertOf(message, sentences, clock)
      if (alerts.some(({ kind }) => kind === 'alert')) state.troubled = true
      events.push(...alerts)
    } else
      for (const said of sentences) {
        const event = eventOf(said, state, zones.get(message.author ?? '') ?? null, clock)
        if (event) events.push(event)
      }
  })
  withdrawIdleActions(events)
  openWithReport(events)
  presumeCause(events)
  return events
}

function alertOf(message: MessageDraft, sentences: Said[], clock: string | null): ThreadEvent[] {
  const said = sentences[0]
  if (!said) return []
  const head = message.text.slice(0, 400)
  const first = head.split('\n').find((line) => /\p{L}/u.test(line)) ?? head
  const ends = ALERT_END.test(first) && !/(?<!\p{L})(?:firing|triggered)(?!\p{L})/iu.test(first)
  const kind: EventKind = ends ? 'alert-end' : ALERT_BEGIN.test(head) || ALERT_NAME.test(head) ? 'alert' : 'change'
  const text = sentences
    .filter(({ text: line }) => !/^https?:\S+$/.test(line))
    .slice(0, 4)
    .map(({ text: line }) => line)
    .join(' ')
  const since = message.at && kind === 'alert' && cue.STARTED.test(text.toLowerCase())
  const stated = since && message.at ? readStatedTime(text, message.at, null, clock) : null
  const phase: Phase = kind === 'alert' ? 'detected' : ends ? 'resolved' : 'note'
  return [{ kind, phase, said: { ...said, text }, stated }]
}

function eventOf(said: Said, state: State, zone: string | null, clock: string | null): ThreadEvent | null {
  const lower = plain(said.text).toLowerCase().slice(0, 800)
  const kind = kindOf(lower, said, state)
  const at = said.message.at
  const mayState = at !== null && (STARTED_TIME.has(kind) || kind === 'effect')
  const stated =
    mayState && (cue.STARTED.test(lower) || cue.CHANGE.test(lower)) ? readStatedTime(said.text, at, zone, clock) : null
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

/** Whether the time that an event states is that of the beginning, not of a change that went before. */
export function tellsStart({ kind, stated, said }: ThreadEvent): boolean {
  if (stated === null) return false
  const lower = said.text.toLowerCase()
  const began = cue.BEGAN.test(lower)
  if (kind === 'report' || kind === 'impact' || kind === 'alert') return began || !cue.CHANGE.test(lower)
  return kind === 'evidence' && began && !cue.CHANGE.test(lower)
}

function phaseOfKind(kind: EventKind, lower: string, said: Said, state: State): Phase | null {
  switch (kind) {
    case 'report':
    case 'impact':
      return state.calm || state.searched < said.index ? 'note' : 'detected'
    case 'looking':
      if (!state.acknowledged) return 'acknowledged'
      return wordsIn(lower) >= LEAST_WORDS ? 'note' : null
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

/** Good news, which the trouble only follows. */
const CELEBRATES = /\p{Extended_Pictographic}{2}|[🎉🥳🚀🎊]|:(?:tada|rocket|partying_face|confetti_ball):/u

/** What opens the thread of an incident tells of it, in whatever words, when nothing else has told of it before. */
function openWithReport(events: ThreadEvent[]): void {
  const first = events.find(({ kind }) => kind !== 'talk' && kind !== 'hypothesis')
  const opens = first && first.said.place <= 1 && events.every(({ said }) => said.index >= first.said.index)
  if (opens && CELEBRATES.test(first.said.message.text)) return
  if (!opens || !['evidence', 'change', 'command'].includes(first.kind) || first.said.message.bot) return
  if (!events.some(({ kind }) => kind === 'declaration' || kind === 'action' || kind === 'report')) return
  first.kind = 'report'
  first.phase = 'detected'
}

/** Kinds of what may tell a cause without calling it one. */
const TELLING: ReadonlySet<EventKind> = new Set(['evidence', 'report', 'change', 'impact'])
/** Fewest words of a sentence that tells a cause. */
const TELLING_WORDS = 6

/**
 * Where nobody calls anything the cause: the last thing that was said before the first action after which it got better, when it
 * tells enough. It is only presumed.
 */
function presumeCause(events: ThreadEvent[]): void {
  if (events.some(({ kind }) => kind === 'cause')) return
  const better = events.findIndex(({ kind }) => kind === 'effect' || kind === 'resolution' || kind === 'alert-end')
  const idle = (at: number) => events[at]?.kind === 'action' && events[at]?.phase !== 'mitigated'
  const began = events.findIndex(({ kind }, at) => kind === 'action' && !idle(at) && (better < 0 || at < better))
  if (began < 0) return
  for (let at = began - 1; at > 0; at--) {
    const event = events[at]
    if (!event || event.said.message.bot || idle(at) || event.kind === 'no-effect') continue
    const lower = plain(event.said.text).toLowerCase()
    const tells =
      TELLING.has(event.kind) &&
      wordsIn(lower) >= TELLING_WORDS &&
      !cue.UNAFFECTED.test(lower) &&
      !cue.DENIAL.test(lower)
    if (!tells || event.said.index === 0) continue
    // of a message that tells several things, the one that it tells most of
    const same = events
      .slice(0, began)
      .filter(({ kind, said }) => said.message === event.said.message && TELLING.has(kind))
    const told = same.toSorted((a, b) => b.said.text.length - a.said.text.length)[0] ?? event
    told.kind = 'cause'
    told.phase = 'identified'
    told.presumed = true
    return
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
