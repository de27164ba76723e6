import { setImmediate as turn } from 'node:timers/promises'

/** A turn of the event loop shorter than this did nothing, in milliseconds; and how long one is waited for. */
const QUIET_MS = 0.5
const QUIET_WAIT_MS = 2_000

/**
 * Waits for a turn of the event loop in which next to nothing was done: then what had arrived has been read. Under a load that leaves no
 * such turn it is not waited for long.
 */
export async function quietMoment(): Promise<void> {
  const giveUpAt = performance.now() + QUIET_WAIT_MS
  for (let before = performance.now(); before < giveUpAt; before = performance.now()) {
    await turn()
    if (performance.now() - before < QUIET_MS) return
  }
}
