import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSignedBySlack } from './signature'

const secret = 'a signing secret of a test'
const sent = 1_713_526_920
const body = new TextEncoder().encode('token=x&command=%2Fhindsight&text=search+jwks')
const sign = (bytes: Uint8Array, at = sent, key = secret) =>
  `v0=${createHmac('sha256', key).update(`v0:${at}:`).update(bytes).digest('hex')}`
const check = (
  over: { now?: number; timestamp?: string | null; signature?: string | null; bytes?: Uint8Array } = {},
) => {
  const { now = sent, timestamp = String(sent), signature = sign(body), bytes = body } = over
  return isSignedBySlack(bytes, { timestamp, signature }, secret, now * 1000)
}

test('a request that Slack signed is accepted for 299 seconds and refused after 301', () => {
  expect(check()).toBe(true)
  expect(check({ now: sent + 299 })).toBe(true)
  expect(check({ now: sent + 301 })).toBe(false)
  expect(check({ now: sent - 301 })).toBe(false)
})

test('a body that was written anew, a foreign key, and missing or short signatures are refused', () => {
  expect(check({ bytes: new TextEncoder().encode('token=x&command=/hindsight&text=search jwks') })).toBe(false)
  expect(check({ signature: sign(body, sent, 'another secret of a test') })).toBe(false)
  for (const signature of [null, '', 'v0=', sign(body).slice(0, -2), sign(body).slice(3), '💥'.repeat(16)])
    expect(check({ signature })).toBe(false)
  for (const timestamp of [null, '', 'now', '-1', '1e9', `${sent}.5`]) expect(check({ timestamp })).toBe(false)
})
