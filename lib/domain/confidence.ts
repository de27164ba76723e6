import { daysBetween } from './durations'

/**
 * Days after which a skill that nobody has verified again counts as stale. A quarter: on-call rotations, releases and
 * dashboards turn over within one, so older steps are more likely to be wrong than right at 3 a.m.
 */
export const STALE_AFTER_DAYS = 90

/** Whether a skill was never verified, or not for longer than `STALE_AFTER_DAYS`. `lastVerified` is a date at 00:00 UTC. */
export function isStale(lastVerified: Date | null, now: Date): boolean {
  return lastVerified === null || daysBetween(lastVerified, now) > STALE_AFTER_DAYS
}
