/** Seconds after which a delivery is tried again: eight tries in all, the last about two days after the first. */
const WAITS = [5, 300, 1_800, 7_200, 18_000, 43_200, 86_400] as const
export const MAX_TRIES = WAITS.length + 1
/** However long a receiver asks to be left alone, and however the dice fall. In seconds. */
const LONGEST = 86_400
/** An endpoint that has not taken anything for so long is switched off. In days. */
export const GIVE_UP_DAYS = 5

/**
 * When a delivery is tried again after its `attempts`th try has failed, counted from 1; null when it was the last one.
 * `random` is from 0 to 1: many that failed at once do not all come back at once. `retryAfter`: seconds that the receiver has asked
 * for; it is not tried before. Shape of the schedule: Standard Webhooks, "Retry schedule".
 */
export function nextTry(attempts: number, now: Date, random: number, retryAfter: number | null = null): Date | null {
  const wait = WAITS[attempts - 1]
  if (wait === undefined) return null
  const jittered = wait * (0.8 + 0.4 * random)
  return new Date(now.getTime() + Math.min(LONGEST, Math.max(jittered, retryAfter ?? 0)) * 1000)
}

/**
 * Seconds of a `Retry-After` header, a number or an HTTP date (RFC 9110, 10.2.3); null without one that can be read, and for a
 * time that has passed.
 */
export function readRetryAfter(header: string | undefined, now: Date): number | null {
  const value = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(value)) return Number(value)
  const at = /^[A-Z][a-z]{2}, /.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) || at <= now.getTime() ? null : Math.ceil((at - now.getTime()) / 1000)
}

/** Whether an endpoint that has failed since then is given up. */
export function isGivenUp(failingSince: Date, now: Date): boolean {
  return now.getTime() - failingSince.getTime() >= GIVE_UP_DAYS * 86_400_000
}
