import { CHANGES, runsChange } from './thread-commands'
import { NO_EFFECT } from './thread-cues'
import type { EventKind } from './thread-events'
import { readPromise } from './thread-promises'
import type { Said } from './thread-text'

/** Whose work a promise is: the author's, that of whom it names or asks, nobody's yet; `done`: it is told as finished. */
export type Pledge = 'mine' | 'given' | 'open' | 'done'

/** Labels of the labelled conversations that stand for a kind of another name. */
const KINDS: Readonly<Record<string, EventKind>> = {
  // told by a person, an alert is a report like any other
  alert: 'report',
  'alert-end': 'effect',
  question: 'talk',
}
/** Kinds of what helps: what is told to have changed nothing is none of them. */
const DONE: ReadonlySet<EventKind> = new Set<EventKind>(['action', 'effect', 'resolution'])
const PLEDGE = /^promise-(?<whose>mine|given|open|done)$/
const PLAIN: ReadonlySet<string> = new Set<EventKind>([
  'report',
  'impact',
  'hypothesis',
  'evidence',
  'ruled-out',
  'command',
  'change',
  'decision',
  'looking',
  'declaration',
  'communication',
  'action',
  'no-effect',
  'effect',
  'resolution',
  'cause',
  'takes',
  'lesson',
  'advice',
])

/** What a label of a labelled conversation means for a thread's event; one that nobody knows is talk. A command below "on it" is what is done. */
export function meaningOf(label: string, said: Said): { kind: EventKind; pledge?: Pledge } {
  const whose = PLEDGE.exec(label)?.groups?.whose
  if (whose === 'mine' || whose === 'given' || whose === 'open' || whose === 'done') {
    // "cutting the TTL to 1h:" above the new setting is done, not promised
    const shown = said.code.length > 0 && readPromise(said) === null
    return shown ? { kind: 'action' } : { kind: 'promise', pledge: whose }
  }
  const kind = KINDS[label] ?? (isKind(label) ? label : 'talk')
  if (DONE.has(kind) && NO_EFFECT.test(said.text.toLowerCase())) return { kind: 'no-effect' }
  if (kind === 'command' && runsChange(said.text)) return { kind: 'action' }
  if (said.code.length > 0 && (kind === 'looking' || kind === 'talk'))
    return { kind: said.code.some((block) => CHANGES.test(block)) ? 'action' : 'command' }
  return { kind }
}

function isKind(label: string): label is EventKind {
  return PLAIN.has(label)
}
