import type { EventKind } from './thread-events'
import type { Said } from './thread-text'

/** How far a conversation is: `calm` once something got better, `over` once somebody said that it is over. */
export type Progress = {
  calm: boolean
  over: boolean
  acknowledged: boolean
  identified: boolean
  /** Place of the first message that looks for a cause or acts. */
  searched: number
}

/** What is only said once the trouble is known: what is seen afterwards is evidence, not the detection. */
const SEARCH: ReadonlySet<EventKind> = new Set(['hypothesis', 'ruled-out', 'cause', 'action'])

/** The beginning of a conversation. */
export function atBeginning(): Progress {
  return { calm: false, over: false, acknowledged: false, identified: false, searched: Infinity }
}

/** Takes in that a sentence of `kind` was said. */
export function advance(progress: Progress, kind: EventKind, { index }: Said): void {
  if (kind === 'looking') progress.acknowledged = true
  if (kind === 'cause') progress.identified = true
  if (SEARCH.has(kind)) progress.searched = Math.min(progress.searched, index)
  if (kind === 'effect' || kind === 'resolution') progress.calm = true
  if (kind === 'resolution') progress.over = true
  if (kind === 'no-effect') progress.calm = progress.over = false
}
