/** Seconds until a call that failed is made again: nine tries in all, the last about three days after the first. */
const WAITS = [30, 120, 600, 1_800, 7_200, 21_600, 86_400, 172_800] as const
export const MAX_CALLS = WAITS.length + 1
/** However long a tracker asks to be left alone. In milliseconds. */
const LONGEST_PAUSE = 6 * 3_600_000
/** The shortest time that a tracker is left alone when it asks to be. In milliseconds. */
const SHORTEST_PAUSE = 1_000

/**
 * When a call is made again after its `attempts`th try has failed, counted from 1; null when it was the last one. `random` is from 0 to 1: many
 * that failed at once do not all come back at once. The first wait is long enough for a search of a tracker to know what was just made there.
 */
export function nextCall(attempts: number, now: Date, random: number): Date | null {
  const wait = WAITS[attempts - 1]
  return wait === undefined ? null : new Date(now.getTime() + wait * (1 + 0.2 * random) * 1000)
}

/** Until when a tracker is left alone that asks to be called again at `until`. */
export function pauseUntil(until: Date, now: Date): Date {
  const wait = Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, until.getTime() - now.getTime()))
  return new Date(now.getTime() + wait)
}
