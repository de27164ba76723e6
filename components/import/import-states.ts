import type { Say } from '@/lib/intl/say'
import type { Tone } from '@/lib/render/tone'
import type { ImportState, ImportView } from '@/lib/schema/import'

const TONES: Record<ImportState, Tone> = {
  waiting: 'neutral',
  running: 'blue',
  finished: 'green',
  cancelled: 'amber',
  failed: 'red',
  undone: 'violet',
}

/** How the state of an import is called, and the tone it has. */
export function stateWords(
  say: Say<'import.importStates'>,
  { state, cancelling }: Pick<ImportView, 'state' | 'cancelling'>,
): { word: string; tone: Tone } {
  if (cancelling) return { word: say('state.cancelling'), tone: 'amber' }
  return { word: say(`state.${state}`), tone: TONES[state] }
}

/** Whether there is more to come. */
export function isOpen({ state }: Pick<ImportView, 'state'>): boolean {
  return state === 'waiting' || state === 'running'
}

/** By whom and how: "Ada in the browser"; the command line has no name of its own. */
export function byWords(say: Say<'import.importStates'>, { by, via }: Pick<ImportView, 'by' | 'via'>): string {
  return via === 'command-line' && by === 'command line' ? say('onCommandLine') : say(`by.${via}`, { by })
}
