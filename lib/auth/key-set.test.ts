import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CachingProxy, FakeClock, KeyProvider, makeSigningKey, type TokenOptions } from '@/tests/factories/key-provider'
import { makeVerifier, verifyAccessToken, type Verifier } from './access-token'

let clock: FakeClock
let provider: KeyProvider
let proxy: CachingProxy | undefined
let log: string[]

beforeEach(async () => {
  clock = new FakeClock('2026-04-19T11:00:00Z')
  provider = await KeyProvider.start(clock)
  proxy = undefined
  log = []
})

afterEach(async () => {
  await proxy?.stop()
  await provider.stop()
})

const verifierOf = (): Verifier =>
  makeVerifier({ issuer: provider.issuer, audience: 'hindsight', tolerance: 0 }, (message, fields) =>
    log.push([message, ...Object.values(fields)].join(' ')),
  )

/** `accepted`, or the code and message of the refusal. */
async function tryToken(verifier: Verifier, jwt: string): Promise<string> {
  try {
    await verifyAccessToken(verifier, jwt, clock.now())
    return 'accepted'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

const trySigned = async (verifier: Verifier, options: TokenOptions) => tryToken(verifier, await provider.sign(options))

test('D1: a key published 10 minutes before it signs fails none of 10,000 verifications', async () => {
  const [old, next] = [await makeSigningKey('march'), await makeSigningKey('april')]
  provider.published = [old]
  const verifier = verifierOf()
  const results = new Map<string, number>()
  // Twenty minutes in 10,000 steps: the next key appears after five, signs after fifteen, the old one goes after eighteen.
  const step = (20 * 60) / 10_000
  const jwts = { old: '', next: '' }
  for (let count = 0; count < 10_000; count++) {
    const minute = (count * step) / 60
    if (minute >= 5) provider.published = [old, next]
    if (minute >= 18) provider.published = [next]
    if (count % 500 === 0) {
      jwts.old = await provider.sign({ key: old })
      jwts.next = await provider.sign({ key: next })
    }
    const answer = await tryToken(verifier, minute >= 15 ? jwts.next : jwts.old)
    results.set(answer, (results.get(answer) ?? 0) + 1)
    clock.after(step)
  }
  expect([...results]).toEqual([['accepted', 10_000]])
  // Once in five minutes, and each time without a token that had to wait for it.
  expect(provider.asked).toBeLessThanOrEqual(5)
})

test('D2: after a surprise rotation the new key is accepted within 30 seconds, the old one no more, without a restart', async () => {
  const [old, next] = [await makeSigningKey('old'), await makeSigningKey('new')]
  provider.published = [old]
  const verifier = verifierOf()
  expect(await trySigned(verifier, { key: old })).toBe('accepted')
  clock.after(2)
  provider.published = [next]
  // The keys were fetched two seconds ago and are not asked for again yet.
  expect(await trySigned(verifier, { key: next })).toBe('unknown_key')
  const seen: string[] = []
  for (let second = 0; second < 30; second += 5) {
    clock.after(5)
    seen.push(await trySigned(verifier, { key: next }))
  }
  expect(seen).toEqual(['unknown_key', 'accepted', 'accepted', 'accepted', 'accepted', 'accepted'])
  expect(await trySigned(verifier, { key: old })).toBe('unknown_key')
  expect(log.join('\n')).toMatch(/signing keys changed \S+ "new"/)
})

test('D2: a rotation that is first seen later than ten seconds after the last fetch refuses nobody', async () => {
  const [old, next] = [await makeSigningKey('old'), await makeSigningKey('new')]
  provider.published = [old]
  const verifier = verifierOf()
  await trySigned(verifier, { key: old })
  clock.after(11)
  provider.published = [next]
  expect(await trySigned(verifier, { key: next })).toBe('accepted')
})

test('D2: after hours without a token the first one is not taken for a key that was withdrawn meanwhile, nor any that comes with it', async () => {
  const [old, next] = [await makeSigningKey('old'), await makeSigningKey('new')]
  provider.published = [old]
  const verifier = verifierOf()
  expect(await trySigned(verifier, { key: old })).toBe('accepted')
  provider.published = [next]
  clock.after(58 * 60)
  const jwt = await provider.sign({ key: old })
  provider.asked = 0
  const atOnce = await Promise.all([1, 2, 3].map(() => tryToken(verifier, jwt)))
  expect(atOnce).toEqual(['unknown_key', 'unknown_key', 'unknown_key'])
  expect(provider.asked).toBe(1)
})

test('D5: after idleness a provider that does not answer is waited for once, and its keys stay in use', async () => {
  const key = await makeSigningKey('only')
  provider.published = [key]
  const verifier = verifierOf()
  expect(await trySigned(verifier, { key })).toBe('accepted')
  provider.away = true
  clock.after(58 * 60)
  expect(await trySigned(verifier, { key })).toBe('accepted')
  const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(() => new Promise(() => undefined))
  clock.after(11)
  // Its answer never comes: nobody waits for it.
  expect(await trySigned(verifier, { key })).toBe('accepted')
  expect(fetched).toHaveBeenCalledTimes(1)
  fetched.mockRestore()
})

test('D3: a new key behind a stale copy is found also by a token that comes while the keys are being fetched anew', async () => {
  const [first, second] = [await makeSigningKey('first'), await makeSigningKey('second')]
  provider.published = [first]
  proxy = await CachingProxy.start(clock, provider)
  proxy.readsQuery = true
  const verifier = verifierOf()
  expect(await trySigned(verifier, { key: first })).toBe('accepted')
  clock.after(6 * 60)
  provider.published = [first, second]
  const [known, unknown] = [await provider.sign({ key: first }), await provider.sign({ key: second })]
  const both = await Promise.all([tryToken(verifier, known), tryToken(verifier, unknown)])
  expect(both).toEqual(['accepted', 'accepted'])
})

const COPY =
  /stale copy lacks a signing key.* "second" http:\/\/localhost:\d+\/jwks \(Age 120 s, via "1.1 edge-cache", x-cache "HIT"\)/
const WAYS = [
  {
    name: 'obeys no-cache',
    obeys: true,
    readsQuery: false,
    first: 'accepted',
    told: /signing keys changed .*"second"/,
  },
  { name: 'reads the query', obeys: false, readsQuery: true, first: 'accepted', told: COPY },
  // A cache that cannot be passed is waited for, until what it keeps has run out.
  { name: 'knows neither', obeys: false, readsQuery: false, first: 'unknown_key', told: COPY },
]

test.each(WAYS)(
  'D3: a proxy that $name serves stale keys, then the key is rolled back: heals both ways, the log names the source',
  async ({ obeys, readsQuery, first: atFirst, told }) => {
    const [first, second] = [await makeSigningKey('first'), await makeSigningKey('second')]
    provider.published = [first]
    proxy = await CachingProxy.start(clock, provider)
    const verifier = verifierOf()
    expect(await trySigned(verifier, { key: first })).toBe('accepted')
    clock.after(120)
    Object.assign(proxy, { obeys, readsQuery })
    provider.published = [second]
    expect(await trySigned(verifier, { key: second })).toBe(atFirst)
    expect(log.join('\n')).toMatch(told)
    proxy.keeps = 60
    clock.after(10)
    expect(await trySigned(verifier, { key: second })).toBe('accepted')

    clock.after(90)
    provider.published = [first]
    expect(await trySigned(verifier, { key: first })).toBe('accepted')
    clock.after(600)
    expect(await trySigned(verifier, { key: first })).toBe('accepted')
    expect(await trySigned(verifier, { key: second })).toBe('unknown_key')
  },
)

test('D3: an older copy does not take the place of newer keys, and the log names where it came from', async () => {
  const [first, second] = [await makeSigningKey('first'), await makeSigningKey('second')]
  provider.published = [first]
  proxy = await CachingProxy.start(clock, provider)
  const verifier = verifierOf()
  await trySigned(verifier, { key: first })
  clock.after(60)
  provider.published = [first, second]
  // Past the cache once; what the cache keeps under the plain address stays as it was.
  proxy.readsQuery = true
  expect(await trySigned(verifier, { key: second })).toBe('accepted')
  clock.after(400)
  for (let count = 0; count < 3; count++) {
    expect(await trySigned(verifier, { key: second })).toBe('accepted')
    await verifier.keys.settled()
    clock.after(15)
  }
  expect(log.join('\n')).toMatch(
    /stale signing keys left aside \S+ http:\/\/localhost:\d+\/jwks \(Age 460 s, via "1.1 edge-cache"/,
  )
})

test('D4: 200 unknown key ids, one after the other and all at once, cost one fetch', async () => {
  const known = await makeSigningKey('known')
  provider.published = [known]
  const verifier = verifierOf()
  expect(await trySigned(verifier, { key: known })).toBe('accepted')
  const strangers = await Promise.all(
    Array.from({ length: 200 }, (_, count) => provider.sign({ key: known, header: { kid: `guess-${count}` } })),
  )
  clock.after(60)
  provider.asked = 0
  const atOnce = await Promise.all(strangers.map((jwt) => tryToken(verifier, jwt)))
  expect(new Set(atOnce)).toEqual(new Set(['unknown_key']))
  expect(provider.asked).toBe(1)

  clock.after(60)
  provider.asked = 0
  for (const jwt of strangers) {
    expect(await tryToken(verifier, jwt)).toBe('unknown_key')
    clock.after(0.01)
  }
  expect(provider.asked).toBe(1)
  expect(await trySigned(verifier, { key: known })).toBe('accepted')
})

test('D4: 200 unknown key ids at once before any key is held cost one fetch too', async () => {
  const known = await makeSigningKey('known')
  provider.published = [known]
  const verifier = verifierOf()
  const strangers = await Promise.all(
    Array.from({ length: 200 }, (_, count) => provider.sign({ key: known, header: { kid: `guess-${count}` } })),
  )
  await Promise.all(strangers.map((jwt) => tryToken(verifier, jwt)))
  expect(provider.asked).toBe(1)
})

test('D5: keys are kept for an hour while the provider is away, to the second, and are back with it', async () => {
  const key = await makeSigningKey('only')
  provider.published = [key]
  const verifier = verifierOf()
  expect(await trySigned(verifier, { key })).toBe('accepted')
  provider.away = true
  for (let minute = 0; minute < 59; minute++) {
    clock.after(60)
    expect(await trySigned(verifier, { key })).toBe('accepted')
    await verifier.keys.settled()
  }
  clock.after(59)
  expect(await trySigned(verifier, { key })).toBe('accepted')
  await verifier.keys.settled()
  clock.after(1)
  expect(await trySigned(verifier, { key })).toBe('unavailable')
  expect(log.join('\n')).toContain('those that are held stay in use')
  provider.away = false
  clock.after(10)
  expect(await trySigned(verifier, { key })).toBe('accepted')
})

test('a clock that was set back does not stop the fetching of keys', async () => {
  const [old, next] = [await makeSigningKey('old'), await makeSigningKey('new')]
  provider.published = [old]
  const verifier = verifierOf()
  await trySigned(verifier, { key: old })
  clock.after(-3600)
  provider.published = [next]
  provider.asked = 0
  await trySigned(verifier, { key: next })
  expect(provider.asked).toBe(1)
})

test('private keys, secrets and keys for encryption in a published set are left out', async () => {
  const key = await makeSigningKey('good')
  provider.published = [key]
  provider.extra = [
    { kty: 'oct', kid: 'secret', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0' },
    { ...key.jwk, kid: 'private', d: 'AAAA' },
    { ...key.jwk, kid: 'encryption', use: 'enc' },
  ]
  const verifier = verifierOf()
  expect(await trySigned(verifier, { key })).toBe('accepted')
  expect(verifier.keys.heldKeyIds()).toEqual(['good'])
})

test('parts of the application that are bundled apart share the keys, and know each refusal as their own', async () => {
  const [one, other] = [await makeSigningKey('one'), await makeSigningKey('other')]
  provider.published = [one, other]
  const shared = verifierOf()
  expect(await trySigned(shared, { key: one })).toBe('accepted')
  vi.resetModules()
  const apart = await import('./access-token')
  const { AppError } = await import('@/lib/domain/errors')
  const refusals: TokenOptions[] = [
    { key: await makeSigningKey('unknown') },
    // Two keys fit.
    { key: one, header: { kid: undefined } },
    { key: one, claims: { aud: 'elsewhere' } },
    { key: other, header: { kid: 'one' } },
  ]
  for (const options of refusals) {
    const jwt = await provider.sign(options)
    await expect(apart.verifyAccessToken(shared, jwt, clock.now())).rejects.toBeInstanceOf(AppError)
  }
  expect((await apart.verifyAccessToken(shared, await provider.sign({ key: one }), clock.now())).keyId).toBe('one')
})
