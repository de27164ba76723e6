import type { Phase, Precision } from '@/lib/schema/draft'
import type { MessageDraft, ThreadDraft } from '@/lib/schema/thread'
import { plain } from './piece'
import * as cue from './thread-cues'
import { learnedThreads, readConversation } from './thread-model'
import { meaningOf, type Pledge } from './thread-labels'
import { advance, atBeginning, type Progress } from './thread-progress'
import { type AlertKind, sentencesOfThread } from './thread-sentences'
import { LEAST_WORDS, type Said, wordsIn } from './thread-text'
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
  | 'takes'
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
  /** How likely it tells the cause. */
  causal?: number
  /** Of a promise: whose work it is. */
  pledge?: Pledge
}

const STARTED_TIME: ReadonlySet<EventKind> = new Set(['alert', 'report', 'impact', 'change', 'evidence'])
/** What a thread tells: what its sentences do, in order, and how likely it is about an incident. */
export type ThreadReading = { events: ThreadEvent[]; incident: number }

/**
 * Reads a thread: what its sentences do, in order, each with the phase that it stands for in a timeline (null: in none) and the time
 * that it states. `clock`: the zone of the times that the messages show, null for UTC. Reads only words: nothing is inferred that no sentence says.
 */
export function readThread(thread: ThreadDraft, clock: string | null = null): ThreadReading {
  const all = sentencesOfThread(thread)
  const { labels, incident } = readConversation(all, thread.messages.length, learnedThreads())
  const zones = new Map(thread.participants.map(({ name, zone }) => [name, zone]))
  const progress = atBeginning()
  const events = all.map(({ said, alert }, at): ThreadEvent => {
    if (alert) return alertEvent(said, alert, clock)
    const { kind, pledge } = meaningOf(labels[at]?.label ?? 'talk', said)
    const event = eventOf(said, kind, progress, zones.get(said.message.author ?? '') ?? null, clock)
    const causal = labels[at]?.causal ?? 0
    return pledge ? { ...event, causal, pledge } : { ...event, causal }
  })
  withdrawIdleActions(events)
  presumeCause(events)
  return { events, incident }
}

function alertEvent(said: Said, kind: AlertKind, clock: string | null): ThreadEvent {
  const { message, text } = said
  const since = message.at && kind === 'alert' && cue.STARTED.test(text.toLowerCase())
  const stated = since && message.at ? readStatedTime(text, message.at, null, clock) : null
  const phase: Phase = kind === 'alert' ? 'detected' : kind === 'alert-end' ? 'resolved' : 'note'
  return { kind, phase, said, stated }
}

function eventOf(
  said: Said,
  kind: EventKind,
  progress: Progress,
  zone: string | null,
  clock: string | null,
): ThreadEvent {
  const lower = plain(said.text).toLowerCase().slice(0, 800)
  const at = said.message.at
  const mayState = at !== null && (STARTED_TIME.has(kind) || kind === 'effect')
  const stated =
    mayState && (cue.STARTED.test(lower) || cue.CHANGE.test(lower)) ? readStatedTime(said.text, at, zone, clock) : null
  const phase = phaseOfKind(kind, lower, said, progress)
  advance(progress, kind, said)
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

function phaseOfKind(kind: EventKind, lower: string, said: Said, progress: Progress): Phase | null {
  switch (kind) {
    case 'report':
    case 'impact':
      return progress.calm || progress.searched < said.index ? 'note' : 'detected'
    case 'looking':
      if (!progress.acknowledged) return 'acknowledged'
      return wordsIn(lower) >= LEAST_WORDS ? 'note' : null
    case 'declaration':
      return 'declared'
    case 'cause':
      return progress.over && progress.identified ? 'note' : 'identified'
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

/** From this probability on, a sentence that nobody calls the cause may be presumed to tell it. */
const PRESUMED = 0.2

/** Where nobody calls anything the cause: what most likely tells it, of what was said before it got better. It is only presumed. */
function presumeCause(events: ThreadEvent[]): void {
  if (events.some(({ kind }) => kind === 'cause')) return
  const better = events.findIndex(({ kind }) => kind === 'effect' || kind === 'resolution' || kind === 'alert-end')
  const likely = events.map(({ kind, causal = 0 }, at) =>
    TELLING.has(kind) && (better < 0 || at < better) ? causal : 0,
  )
  const most = Math.max(...likely)
  const event = events[likely.indexOf(most)]
  if (!event || most < PRESUMED) return
  event.kind = 'cause'
  event.phase = 'identified'
  event.presumed = true
}

/** Kinds of what may tell a cause without calling it one. */
const TELLING: ReadonlySet<EventKind> = new Set(['evidence', 'report', 'change', 'ruled-out', 'impact'])

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
