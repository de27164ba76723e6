import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SharedLimit } from '@/lib/auth/allowance'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { withRequest } from '@/lib/observe/request-context'
import { handle } from './handle'
import { countSignInRequest } from './rate-limit'
import { respondError, respondJson } from './respond'

const limits = globalThis as typeof globalThis & { hindsightLimits?: Record<string, SharedLimit> }
const limit = (name: string, requests: number) => new SharedLimit({ name, requests, seconds: 60 })
const setLimit = (name: string, requests: number) =>
  (limits.hindsightLimits = { ...limits.hindsightLimits, [name]: limit(name, requests) })

beforeEach(async () => {
  await database.rateLimit.deleteMany()
  await database.user.deleteMany()
})
afterEach(() => delete limits.hindsightLimits)

async function addToken(expiresAt: Date | null = null, createdAt = new Date()): Promise<string> {
  const secret = `hs_${randomUUID()}`
  const user = await database.user.create({ data: { name: 'ci', role: 'viewer', kind: 'service' } })
  const token = { name: 'ci', prefix: 'hs_', hash: hashSecret(secret), scope: 'read' as const, userId: user.id }
  await database.apiToken.create({ data: { ...token, expiresAt, createdAt } })
  return secret
}

const route = handle<Record<string, never>>(() => Promise.resolve(respondJson({ ok: true })))

/** One request from an address, as the server sees it. */
function ask(secret: string, peer = '192.0.2.1', headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request('http://localhost:3000/api/v1/patterns', {
    headers: { authorization: `Bearer ${secret}`, ...headers },
  })
  return withRequest({ id: 'test', fromHere: false, peer }, () => route(request, { params: Promise.resolve({}) }))
}

const statuses = async (answers: Promise<Response>[]) => {
  const counts: Record<number, number> = {}
  for (const { status } of await Promise.all(answers)) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
const times = <T>(count: number, work: (at: number) => T) => Array.from({ length: count }, (_, at) => work(at))

test('a token that asks too often is answered 429 with when to come back; other tokens are not', async () => {
  setLimit('caller', 3)
  const [busy, other] = [await addToken(), await addToken()]
  const headers = async (secret: string) => {
    const answer = await ask(secret)
    return ['RateLimit-Limit', 'RateLimit-Remaining']
      .map((name) => answer.headers.get(name))
      .concat(String(answer.status))
  }
  expect(await headers(busy)).toEqual(['3', '2', '200'])
  expect(await headers(busy)).toEqual(['3', '1', '200'])
  expect(await headers(busy)).toEqual(['3', '0', '200'])
  const refused = await ask(busy)
  expect(refused.status).toBe(429)
  expect(await refused.json()).toMatchObject({ error: { code: 'rate_limited' } })
  const wait = Number(refused.headers.get('Retry-After'))
  expect(wait).toBeGreaterThan(50)
  expect(wait).toBeLessThanOrEqual(60)
  expect(refused.headers.get('RateLimit-Reset')).toBe(String(wait))
  expect(refused.headers.get('RateLimit-Remaining')).toBe('0')
  expect(await headers(other)).toEqual(['3', '2', '200'])
})

test('an address that asks too often is answered 429, whatever header it sends; other addresses are not', async () => {
  setLimit('address', 10)
  const secret = await addToken()
  expect(await statuses(times(15, (at) => ask(secret, '192.0.2.1', { 'x-forwarded-for': `203.0.113.${at}` })))).toEqual(
    {
      200: 10,
      429: 5,
    },
  )
  expect((await ask(secret, '192.0.2.2')).status).toBe(200)
  expect(await statuses(times(12, (at) => ask(secret, `2001:db8::${at + 1}`)))).toEqual({ 200: 10, 429: 2 })
})

test('refused tokens of an address soon answer 429, and a good token of the same address is not held up', async () => {
  setLimit('refused', 5)
  const secret = await addToken()
  expect(await statuses(times(8, () => ask(`hs_${randomUUID()}`)))).toEqual({ 401: 5, 429: 3 })
  expect((await ask(secret)).status).toBe(200)
  expect((await ask(`hs_${randomUUID()}`, '192.0.2.9')).status).toBe(401)
})

test('sign-in links are counted for the address that asks and for the mailbox, however it is written', async () => {
  setLimit('sign-in', 6)
  setLimit('sign-in-mail', 2)
  const request = async (email: string, peer: string) =>
    withRequest({ id: 'test', fromHere: false, peer }, () =>
      countSignInRequest(new Headers(), email).then(
        () => 200,
        (error: unknown) => respondError(error).status,
      ),
    )
  const mailbox = ['maya@t.example', 'Maya@T.example ', 'maya@t.example']
  const seen: number[] = []
  for (const [at, email] of mailbox.entries()) seen.push(await request(email, `192.0.2.${at}`))
  expect(seen).toEqual([200, 200, 429])
  const many: number[] = []
  for (let at = 0; at < 8; at++) many.push(await request(`person-${at}@t.example`, '192.0.2.50'))
  expect(many).toEqual([200, 200, 200, 200, 200, 200, 429, 429])
})

test('processes share a limit: together they never let through more', async () => {
  const processes = times(4, () => limit('shared', 1000))
  const allowances = await Promise.all(times(3000, (at) => processes[at % 4]!.take('busy')))
  expect(allowances.filter(({ allowed }) => allowed)).toHaveLength(1000)
  const small = times(3, () => limit('small', 7))
  const few = await Promise.all(times(60, (at) => small[at % 3]!.take('busy')))
  expect(few.filter(({ allowed }) => allowed)).toHaveLength(7)
})

test('a process alone gets at most a fiftieth less for each other process that has asked', async () => {
  const [one, ...others] = times(4, () => limit('uneven', 1000))
  for (const other of others) await other.take('busy')
  const allowed = (await Promise.all(times(1200, () => one!.take('busy')))).filter((taken) => taken.allowed)
  expect(allowed).toHaveLength(1000 - 3 * 20)
})

test('a request does not cost a write: a fiftieth of the window is taken at a time', async () => {
  const shared = limit('cheap', 30_000)
  for (let count = 0; count < 1500; count++) await shared.take('busy')
  const [row] = await database.rateLimit.findMany()
  // Three shares of 600 hold 1,500 requests; the row was written once for each.
  expect(row).toMatchObject({ key: 'cheap:busy', points: 1800 })
})

test('the next window begins anew', async () => {
  const first = limit('windows', 2)
  expect((await Promise.all(times(3, () => first.take('a')))).map(({ allowed }) => allowed)).toEqual([
    true,
    true,
    false,
  ])
  await database.rateLimit.updateMany({ data: { expire: Date.now() - 1 } })
  const next = limit('windows', 2)
  expect((await Promise.all(times(3, () => next.take('a')))).map(({ allowed }) => allowed)).toEqual([true, true, false])
})

test('processes whose clocks differ by more than a window share a limit too', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    const [right, late] = times(2, () => limit('clocks', 10))
    const taken = []
    for (let round = 0; round < 12; round++) {
      taken.push(await right!.take('busy'))
      vi.setSystemTime(Date.now() - 3_600_000)
      taken.push(await late!.take('busy'))
      vi.setSystemTime(Date.now() + 3_600_000)
    }
    expect(taken.filter(({ allowed }) => allowed)).toHaveLength(10)
    expect(Math.max(...taken.map(({ resetSeconds }) => resetSeconds))).toBeLessThanOrEqual(60)
  } finally {
    vi.useRealTimers()
  }
})

test('a clock that is set back does not make a window longer', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    const shared = limit('set back', 2)
    for (const _ of times(3, () => null)) await shared.take('busy')
    vi.setSystemTime(Date.now() - 3_600_000)
    const [here, other] = [await shared.take('busy'), await limit('set back', 2).take('busy')]
    expect([here.allowed, other.allowed]).toEqual([false, false])
    expect(Math.max(here.resetSeconds, other.resetSeconds)).toBeLessThanOrEqual(60)
  } finally {
    vi.useRealTimers()
  }
})

test('while the counts cannot be stored, each process counts for itself', async () => {
  const shared = limit('alone', 5)
  await database.$executeRaw`ALTER TABLE "RateLimit" RENAME TO "RateLimitAway"`
  const taken = await Promise.all(times(8, () => shared.take('busy')))
  await database.$executeRaw`ALTER TABLE "RateLimitAway" RENAME TO "RateLimit"`
  expect(taken.filter(({ allowed }) => allowed)).toHaveLength(5)
})

test('D13: answers say when a token ends from a fifth of its life left', async () => {
  setLimit('caller', 2)
  const day = 86_400_000
  const ends = new Date(Date.now() + day)
  const [fresh, ending] = [await addToken(ends), await addToken(ends, new Date(Date.now() - 9 * day))]
  expect((await ask(fresh)).headers.get('Hindsight-Token-Expires')).toBeNull()
  expect((await ask(ending)).headers.get('Hindsight-Token-Expires')).toBe(ends.toISOString())
})
