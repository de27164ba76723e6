import type { Doubt, IncidentDraft } from '@/lib/schema/draft'
import type { Citations } from '@/lib/schema/thread'
import type { ThreadEvent } from './thread-events'
import { unmarked } from './thread-text'

/** The postmortem while it is made. */
export type Account = { incident: IncidentDraft; citations: Citations; doubts: Doubt[] }

/** Says that `path` is taken from the messages of `events`. */
export function cite({ citations }: Account, path: string, ...events: (ThreadEvent | undefined)[]): void {
  const ids = [...new Set(events.flatMap((event) => (event ? [event.said.message.id] : [])))]
  if (ids.length > 0) citations[path] = [...new Set([...(citations[path] ?? []), ...ids])]
}

/** The last event of one of the kinds. */
export const lastOf = (events: readonly ThreadEvent[], ...kinds: ThreadEvent['kind'][]) =>
  events.findLast(({ kind }) => kinds.includes(kind))

/** One line of what was said; where a message is only code, the first command of it. */
export function wordsOf({ said }: ThreadEvent): string {
  const text = unmarked(said.text)
  const command = said.code[0]?.split('\n').find((line) => line.trim() !== '')
  return text === '' && command ? `\`${command.trim().replace(/`/g, '')}\`` : text
}

/** Sentences of one line; languages that part words by no space part sentences by none. */
export function joined(first: string, second: string): string {
  return /[。！？]$/.test(first) ? `${first}${second}` : `${first} ${second}`
}
