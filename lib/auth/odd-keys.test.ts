// Keys as providers and caches should not publish them, and do.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JWK } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeClock, KeyProvider, makeSigningKey, type TokenOptions } from '@/tests/factories/key-provider'
import { makeVerifier, verifyAccessToken, type Verifier } from './access-token'

let clock: FakeClock
let provider: KeyProvider
let log: string[]

beforeEach(async () => {
  clock = new FakeClock('2026-04-19T11:00:00Z')
  provider = await KeyProvider.start(clock)
  log = []
})
afterEach(() => provider.stop())

const verifierOf = (): Verifier =>
  makeVerifier({ issuer: provider.issuer, audience: 'hindsight', tolerance: 0 }, (message) => log.push(message))

async function trySigned(verifier: Verifier, options: TokenOptions): Promise<string> {
  try {
    await verifyAccessToken(verifier, await provider.sign(options), clock.now())
    return 'accepted'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

test('D2: a key id that is given to another key heals within 30 seconds, and the key of before is refused', async () => {
  const [old, next] = [await makeSigningKey('same'), await makeSigningKey('same')]
  provider.published = [old]
  const verifier = verifierOf()
  expect(await trySigned(verifier, { key: old })).toBe('accepted')
  clock.after(3)
  provider.published = [next]
  const seen: string[] = []
  for (let second = 3; second < 30; second += 9) {
    seen.push(await trySigned(verifier, { key: next }))
    clock.after(9)
  }
  expect(seen).toEqual(['unauthenticated', 'accepted', 'accepted'])
  expect(await trySigned(verifier, { key: old })).toBe('unauthenticated')
  expect(log).toEqual(['signing keys changed'])
  // And back.
  clock.after(11)
  provider.published = [old]
  expect(await trySigned(verifier, { key: old })).toBe('accepted')
})

test('D4: 200 tokens with broken signatures cost one fetch in ten seconds', async () => {
  const [key, other] = [await makeSigningKey('same'), await makeSigningKey('same')]
  provider.published = [key]
  const verifier = verifierOf()
  await trySigned(verifier, { key })
  clock.after(11)
  provider.asked = 0
  const answers = await Promise.all(Array.from({ length: 200 }, () => trySigned(verifier, { key: other })))
  expect(new Set(answers)).toEqual(new Set(['unauthenticated']))
  expect(provider.asked).toBe(1)
  expect(await trySigned(verifier, { key })).toBe('accepted')
})

test('two keys under one id are both accepted, and the same key twice', async () => {
  const [one, other] = [await makeSigningKey('same'), await makeSigningKey('same')]
  provider.published = [one, other, one]
  const verifier = verifierOf()
  expect(await trySigned(verifier, { key: one })).toBe('accepted')
  expect(await trySigned(verifier, { key: other })).toBe('accepted')
  expect(await trySigned(verifier, { key: await makeSigningKey('same') })).toBe('unauthenticated')
})

const ODD: unknown[] = [
  null,
  'x',
  [],
  7,
  {},
  { kid: 'z' },
  { kty: null },
  { kty: 'EC', kid: 5 },
  { kty: 'EC', kid: null },
]

test('an entry that is no key does not take the others away', async () => {
  const key = await makeSigningKey('good')
  provider.published = [key]
  provider.extra = ODD as JWK[]
  expect(await trySigned(verifierOf(), { key })).toBe('accepted')
})

test('a public key that is said to sign as well verifies', async () => {
  const key = await makeSigningKey('good')
  provider.extra = [{ ...key.jwk, key_ops: ['sign', 'verify'] }]
  expect(await trySigned(verifierOf(), { key })).toBe('accepted')
})

test('D5: a set without a key is no answer: those of before stay for an hour', async () => {
  const key = await makeSigningKey('good')
  provider.published = [key]
  const verifier = verifierOf()
  await trySigned(verifier, { key })
  provider.published = []
  clock.after(301)
  await trySigned(verifier, { key })
  await verifier.keys.settled()
  expect(log).toEqual(['signing keys cannot be fetched'])
  clock.after(3200)
  expect(await trySigned(verifier, { key })).toBe('accepted')
  await verifier.keys.settled()
  clock.after(100)
  expect(await trySigned(verifier, { key })).toBe('unavailable')
})

/** Two caches that are asked in turn and say nothing of themselves: one has the keys of before the rotation. */
async function startBalancer(sets: readonly JWK[][]): Promise<{ server: Server; asked: () => number }> {
  let asked = 0
  const server = createServer((request, response) => {
    response.setHeader('Date', clock.now().toUTCString())
    if (request.url !== '/.well-known/openid-configuration') {
      return void response.end(JSON.stringify({ keys: sets[asked++ % sets.length] }))
    }
    response.end(JSON.stringify({ issuer: provider.issuer, jwks_uri: `${provider.issuer}/jwks` }))
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  provider.issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  return { server, asked: () => asked }
}

test('D3: of two caches that answer in turn, the stale one brings no old key back', async () => {
  const [old, next] = [await makeSigningKey('old'), await makeSigningKey('next')]
  const { server, asked } = await startBalancer([[old.jwk], [next.jwk]])
  try {
    const verifier = verifierOf()
    expect(await trySigned(verifier, { key: old })).toBe('accepted')
    clock.after(11)
    expect(await trySigned(verifier, { key: next })).toBe('accepted')
    for (let minute = 0; minute < 120; minute++) {
      clock.after(60)
      expect(await trySigned(verifier, { key: next })).toBe('accepted')
      await verifier.keys.settled()
    }
    expect(log).toContain('earlier signing keys are served again, asked past a copy')
    // Each time that the keys are fetched, which is every five minutes, both are asked at most.
    expect(asked()).toBeLessThanOrEqual(2 * 26)
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
})
