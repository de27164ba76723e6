import { randomUUID } from 'node:crypto'
import type * as NextServer from 'next/server'
import { NextRequest } from 'next/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as feed from '@/app/feeds/incidents.atom/route'
import * as metadata from '@/app/.well-known/oauth-protected-resource/[[...path]]/route'
import * as link from '@/app/sign-in/link/route'
import { SharedLimit } from '@/lib/auth/allowance'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { env } from '@/lib/env'
import { withRequest } from '@/lib/observe/request-context'
import * as auth from './auth/[...nextauth]/route'
import * as mcp from './mcp/route'
import * as slack from './slack/route'
import * as trackers from './trackers/[kind]/route'
import * as unsubscribe from './unsubscribe/route'
import * as alerts from './v1/alerts/[source]/route'
import * as openapi from './v1/openapi.json/route'

// Outside a running Next there is no request to wait for.
vi.mock('next/server', async (original) => ({
  ...(await original<typeof NextServer>()),
  connection: () => Promise.resolve(),
}))

const limits = globalThis as typeof globalThis & { hindsightLimits?: Record<string, SharedLimit> }
const setLimit = (name: string, requests: number) =>
  (limits.hindsightLimits = { ...limits.hindsightLimits, [name]: new SharedLimit({ name, requests, seconds: 60 }) })

beforeEach(async () => {
  await database.rateLimit.deleteMany()
  env().SLACK_SIGNING_SECRET = 'only-for-tests-0123456789'
  env().PAGERDUTY_WEBHOOK_SECRET = 'only-for-tests-0123456789'
  env().GITHUB_TRACKER_TOKEN = 'only-for-tests-0123456789'
  env().GITHUB_TRACKER_WEBHOOK_SECRET = 'only-for-tests-0123456789'
})
afterEach(() => delete limits.hindsightLimits)

const HERE = 'http://localhost:3000'
const post = (pathname: string, headers: Record<string, string> = {}) =>
  new Request(`${HERE}${pathname}`, { method: 'POST', body: '{}', headers })
const unsigned = { 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': '1' }

type Call = () => Promise<Response>
/** Ways in that need no token of the API, or are shown a wrong one. */
const OPEN: Record<string, Call> = {
  'openapi.json': () => openapi.GET(new Request(`${HERE}/api/v1/openapi.json`)),
  'the metadata for agents': () => metadata.GET(new Request(`${HERE}/.well-known/oauth-protected-resource`)),
  'MCP without a token': () => mcp.POST(post('/api/mcp'), { params: Promise.resolve({}) }),
  Slack: () => slack.POST(post('/api/slack', unsigned)),
  'what a provider’s sign-in needs': () =>
    auth.GET(new NextRequest(`${HERE}/api/auth/csrf`), { params: Promise.resolve({ nextauth: ['csrf'] }) }),
  'a sign-in link': () => link.GET(new Request(`${HERE}/sign-in/link?token=${randomUUID()}`)),
  'a link to unsubscribe': () => unsubscribe.GET(new Request(`${HERE}/api/unsubscribe?token=${randomUUID()}`)),
}
const SECRETS: Record<string, Call> = {
  'a feed': () => feed.GET(new Request(`${HERE}/feeds/incidents.atom?token=${randomUUID()}`)),
  'a webhook of PagerDuty': () =>
    alerts.POST(post('/api/v1/alerts/pagerduty', { 'x-pagerduty-signature': 'v1=00' }), {
      params: Promise.resolve({ source: 'pagerduty' }),
    }),
  Slack: () => slack.POST(post('/api/slack', unsigned)),
  'a sign-in link': () => link.GET(new Request(`${HERE}/sign-in/link?token=${randomUUID()}`)),
  'a link to unsubscribe': () => unsubscribe.GET(new Request(`${HERE}/api/unsubscribe?token=${randomUUID()}`)),
  'a webhook of a tracker': () =>
    trackers.POST(
      post('/api/trackers/github', { 'x-hub-signature-256': 'sha256=00', 'x-github-delivery': randomUUID() }),
      {
        params: Promise.resolve({ kind: 'github' }),
      },
    ),
  MCP: () => mcp.POST(post('/api/mcp', { authorization: 'Bearer hs_wrong' }), { params: Promise.resolve({}) }),
}

/** How five requests of an address are answered, and one of another. */
async function sixAnswers(call: Call): Promise<{ limited: boolean[]; other: boolean; wait: string | null }> {
  const from = (peer: string) => withRequest({ id: 'test', fromHere: false, peer }, call)
  const answers: Response[] = []
  for (let at = 0; at < 5; at++) answers.push(await from('192.0.2.1'))
  const other = await from('192.0.2.2')
  const wait = answers.at(-1)?.headers.get('retry-after') ?? null
  return { limited: answers.map(({ status }) => status === 429), other: other.status === 429, wait }
}

test.each(Object.entries(OPEN))('an address that asks too often for %s is answered 429', async (_, call) => {
  setLimit('address', 3)
  const { limited, other, wait } = await sixAnswers(call)
  expect(limited).toEqual([false, false, false, true, true])
  expect(other).toBe(false)
  expect(Number(wait)).toBeGreaterThan(50)
})

test.each(Object.entries(SECRETS))(
  'an address that shows too many wrong secrets to %s is answered 429',
  async (_, call) => {
    setLimit('refused', 2)
    const { limited, other } = await sixAnswers(call)
    expect(limited).toEqual([false, false, true, true, true])
    expect(other).toBe(false)
  },
)

test('an agent that asks too often is answered 429 with when to come back', async () => {
  setLimit('caller', 2)
  const secret = `hs_${randomUUID()}`
  const user = await database.user.create({ data: { name: 'agent', role: 'viewer', kind: 'service' } })
  const token = { name: 'agent', prefix: 'hs_', hash: hashSecret(secret), scope: 'read' as const, userId: user.id }
  await database.apiToken.create({ data: token })
  const call: Call = () =>
    mcp.POST(post('/api/mcp', { authorization: `Bearer ${secret}` }), { params: Promise.resolve({}) })
  const { limited, wait } = await sixAnswers(call)
  expect(limited).toEqual([false, false, true, true, true])
  expect(Number(wait)).toBeGreaterThan(50)
})

/** A request whose body comes in pieces, without an end, and how many bytes of it have been read. */
function endless(pathname: string, headers: Record<string, string> = {}): { request: NextRequest; read: () => number } {
  const piece = new Uint8Array(16 * 1024).fill(120)
  let bytes = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        bytes += piece.byteLength
        // Whoever reads all of it is told of, and does not take the memory of the machine.
        if (bytes > 16 * 1024 * 1024) controller.error(new Error('all of it was read'))
        else controller.enqueue(piece)
      },
    },
    { highWaterMark: 0 },
  )
  const request = new NextRequest(`${HERE}${pathname}`, { method: 'POST', headers, body, duplex: 'half' })
  return { request, read: () => bytes }
}

/** Ways in that read a body before they know who sends it. */
const READING: Record<
  string,
  { pathname: string; headers: Record<string, string>; answer: (request: NextRequest) => Promise<Response> }
> = {
  Slack: { pathname: '/api/slack', headers: unsigned, answer: (request) => slack.POST(request) },
  'a webhook of a tracker': {
    pathname: '/api/trackers/github',
    headers: { 'x-hub-signature-256': 'sha256=00' },
    answer: (request) => trackers.POST(request, { params: Promise.resolve({ kind: 'github' }) }),
  },
  'a webhook of PagerDuty': {
    pathname: '/api/v1/alerts/pagerduty',
    headers: { 'x-pagerduty-signature': 'v1=00' },
    answer: (request) => alerts.POST(request, { params: Promise.resolve({ source: 'pagerduty' }) }),
  },
  'what a provider’s sign-in needs': {
    pathname: '/api/auth/signin/oidc',
    headers: { origin: HERE },
    answer: (request) => auth.POST(request, { params: Promise.resolve({ nextauth: ['signin', 'oidc'] }) }),
  },
}

test.each(Object.entries(READING))('%s is read no further than its bound', async (_, { pathname, headers, answer }) => {
  const { request, read } = endless(pathname, headers)
  expect((await answer(request)).status).toBe(413)
  expect(read()).toBeLessThan(3 * 1024 * 1024)
})

test.each(Object.entries(READING))(
  'of an address that asks too often, nothing that it sends to %s is read',
  async (_, { pathname, headers, answer }) => {
    setLimit('address', 1)
    const from = (call: Call) => withRequest({ id: 'test', fromHere: false, peer: '192.0.2.1' }, call)
    await from(() => answer(endless(pathname, headers).request))
    const { request, read } = endless(pathname, headers)
    expect([(await from(() => answer(request))).status, read()]).toEqual([429, 0])
  },
)

test('a form of a provider’s sign-in is no longer than 64 KB, and says so', async () => {
  const body = 'x'.repeat(64 * 1024 + 1)
  const headers = { origin: HERE, 'content-type': 'application/x-www-form-urlencoded' }
  const request = new NextRequest(`${HERE}/api/auth/signin/oidc`, { method: 'POST', headers, body })
  const answer = await auth.POST(request, { params: Promise.resolve({ nextauth: ['signin', 'oidc'] }) })
  const message = 'The request is larger than 64 KB.'
  expect([answer.status, await answer.json()]).toEqual([413, { error: { code: 'too_large', message } }])
})

test('Next asks for a HEAD by what answers GET: it is refused in words, not with a 500', async () => {
  const request = new NextRequest(`${HERE}/api/auth/session`, { method: 'HEAD' })
  expect((await auth.GET(request, { params: Promise.resolve({ nextauth: ['session'] }) })).status).toBe(403)
})
