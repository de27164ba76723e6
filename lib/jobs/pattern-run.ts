import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { Viewer } from '@/lib/schema/viewer'
import { continueRun } from '@/lib/store/pattern-run'
import { takeLease } from './lease'

export const PatternRunSchema = z.object({ patternId: z.string() })

/** Share of the time that a run leaves to readers: it rests as long as a batch took, times this. */
const REST = 0.5
const REST_AT_MOST_MS = 2_000

/** Name of the lease of a pattern's run. */
export const runLease = (patternId: string) => `pattern-run ${patternId}`

/**
 * Looks for a changed pattern in everything stored, batch by batch with rests between, until it is done or `stop` ends it: the
 * next start goes on from there. Does nothing when another process is at it.
 */
export async function runPattern(viewer: Viewer, patternId: string, stop: AbortSignal): Promise<void> {
  const lease = await takeLease(runLease(patternId))
  if (!lease) return
  try {
    while (!stop.aborted && !lease.lost.aborted) {
      const started = performance.now()
      const state = await continueRun(viewer, patternId)
      if (!state || state.finished) return
      const rest = Math.min(REST_AT_MOST_MS, (performance.now() - started) * REST)
      await pause(rest, undefined, { signal: stop }).catch(() => undefined)
    }
  } finally {
    await lease.release()
  }
}
