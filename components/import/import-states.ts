import type { Tone } from '@/lib/render/tone'
import type { ImportState, ImportView } from '@/lib/schema/import'

const WORDS: Record<ImportState, { word: string; tone: Tone }> = {
  waiting: { word: 'waiting', tone: 'neutral' },
  running: { word: 'running', tone: 'blue' },
  finished: { word: 'finished', tone: 'green' },
  cancelled: { word: 'cancelled', tone: 'amber' },
  failed: { word: 'failed', tone: 'red' },
  undone: { word: 'undone', tone: 'violet' },
}

/** How the state of an import is called, and the tone it has. */
export function stateWords({ state, cancelling }: Pick<ImportView, 'state' | 'cancelling'>): {
  word: string
  tone: Tone
} {
  return cancelling ? { word: 'cancelling', tone: 'amber' } : WORDS[state]
}

/** Whether there is more to come. */
export function isOpen({ state }: Pick<ImportView, 'state'>): boolean {
  return state === 'waiting' || state === 'running'
}

const VIA_WORDS: Record<ImportView['via'], string> = {
  browser: 'in the browser',
  'command-line': 'on the command line',
  api: 'over the API',
  demo: 'as sample data',
}

/** By whom and how: "Ada in the browser"; the command line has no name of its own. */
export function byWords({ by, via }: Pick<ImportView, 'by' | 'via'>): string {
  return via === 'command-line' && by === 'command line' ? VIA_WORDS[via] : `by ${by} ${VIA_WORDS[via]}`
}
