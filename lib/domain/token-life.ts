/** From this share of its life left, a token's holder is told that it ends. */
const TOLD_AT = 0.2

/** The days that a token lasts when nobody says otherwise. */
export const DEFAULT_TOKEN_DAYS = 90

/**
 * Whether a token is near its end: a fifth of its life or less is left.
 * Takes its beginning (null when unknown: then it is not), its end (null for never) and the present.
 */
export function isEnding(from: Date | null, endsAt: Date | null, now: Date): boolean {
  if (from === null || endsAt === null) return false
  const [left, life] = [endsAt.getTime() - now.getTime(), endsAt.getTime() - from.getTime()]
  return left <= life * TOLD_AT
}

/** The earliest of several ends; null, which is never, when none of them has one. */
export function earliestEnd(ends: readonly (Date | null)[]): Date | null {
  const times = ends.flatMap((end) => end?.getTime() ?? [])
  return times.length === 0 ? null : new Date(Math.min(...times))
}
