import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far a request's time stamp may be from now, in seconds: Slack's own advice against requests that are sent again later. */
const MAX_AGE = 300

/** The headers that Slack signs a request with, as they came; null when they are missing. */
export type Signature = { timestamp: string | null; signature: string | null }

/**
 * Whether a request comes from Slack: `body` is the body as it came, byte by byte; `secret` the app's signing secret; `now` in
 * milliseconds. False for missing, short or foreign signatures and for time stamps more than five minutes away; never throws.
 */
export function isSignedBySlack(
  body: Uint8Array,
  { timestamp, signature }: Signature,
  secret: string,
  now: number,
): boolean {
  if (timestamp === null || signature === null || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(Math.floor(now / 1000) - Number(timestamp)) > MAX_AGE) return false
  const expected = Buffer.from(
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`,
  )
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
