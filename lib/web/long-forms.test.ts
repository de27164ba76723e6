// What the process keeps of a form that nobody takes: `proxy.ts` behind a server, with Next's own keeping of bodies between them.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { findSessionsBy } from '@/lib/auth/posted-session'
import { watchRequests } from '@/lib/observe/requests'
import { proxy } from '@/proxy'

type Kept = { cloneBodyStream: () => Readable; finalize: () => Promise<void> }
const { getCloneableBody } = createRequire(import.meta.url)('next/dist/server/body-streams') as {
  getCloneableBody: (request: IncomingMessage, most: number) => Kept
}

const MEGABYTE = 1024 * 1024
/** What the server was asked, by its address. */
const requests = new Map<string, IncomingMessage>()
/** What each page was sent, in bytes, by its address. */
const shown = new Map<string, number>()
const ended = new Map<string, () => void>()
/** Resolves when a request for an address has ended, however. */
const endOf = (path: string) => new Promise<void>((resolve) => ended.set(path, resolve))

/** As `next-server.js` does it (`runMiddleware`): whatever the proxy says, its answer waits for the end of the body. */
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/'
  response.once('close', () => ended.get(path)?.())
  requests.set(path, request)
  const kept = getCloneableBody(request, 21 * MEGABYTE)
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)])
  const hasBody = !['GET', 'HEAD'].includes(request.method ?? '')
  const asked = { method: request.method ?? '', headers, duplex: 'half' as const }
  const body = hasBody ? { body: kept.cloneBodyStream() as unknown as BodyInit } : {}
  const said = await proxy(new NextRequest(`http://localhost:3000${path}`, { ...asked, ...body }))
  if (hasBody) await kept.finalize()
  if (said.headers.get('x-middleware-next') === '1') {
    let bytes = 0
    for await (const chunk of request) bytes += (chunk as Buffer).length
    shown.set(path, bytes)
  }
  response.writeHead(said.status).end(await said.text())
}

let server: Server
let port = 0
let sayWhose: (found: null) => void = () => undefined
let whenAsked: () => void = () => undefined
/** Resolves when the next session is looked up. */
const nextAsked = () => new Promise<void>((resolve) => (whenAsked = resolve))

beforeAll(async () => {
  vi.stubEnv('BASE_URL', 'http://localhost:3000')
  vi.stubEnv('AUTH_SECRET', 'only-for-a-test-0123456789')
  watchRequests(() => undefined)
  findSessionsBy((token) => {
    whenAsked()
    if (token === 'slow') return new Promise((resolve) => (sayWhose = resolve))
    return Promise.resolve(token.startsWith('good') ? { userId: token.split('-')[1] ?? '' } : null)
  })
  server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

type Sent = { method?: string; path?: string; headers: Record<string, string> }

const headOf = ({ method = 'POST', path = '/sign-in', headers }: Sent) =>
  [
    `${method} ${path} HTTP/1.1`,
    ...Object.entries({ host: 'localhost:3000', origin: 'http://localhost:3000', ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    '\r\n',
  ].join('\r\n')

/** Sends the beginning of a request, and waits for the first line of an answer. */
async function begin(sent: Sent, body: string): Promise<{ socket: Socket; status: () => Promise<number> }> {
  const socket = connect(port, '127.0.0.1')
  await new Promise((resolve) => socket.once('connect', resolve))
  let text = ''
  const waiting: (() => void)[] = []
  socket.setEncoding('utf8').on('data', (more: string) => {
    text += more
    for (const look of waiting.splice(0)) look()
  })
  socket.on('error', () => undefined)
  const status = () =>
    new Promise<number>((resolve) => {
      const look = () => {
        const line = /HTTP\/1\.1 (\d+)/.exec(text)
        if (!line) return void waiting.push(look)
        text = text.slice(line.index + line[0].length)
        resolve(Number(line[1]))
      }
      look()
    })
  socket.write(headOf(sent))
  socket.write(body)
  return { socket, status }
}

const ACTION = { 'next-action': '7f'.repeat(21), 'content-type': 'text/plain' }
const FORM = { 'content-type': 'multipart/form-data; boundary=x' }
const CHUNKED = { 'transfer-encoding': 'chunked' }
const LONG = { 'content-length': String(20 * MEGABYTE) }
/** A hundred kilobytes of a body that goes on. */
const chunk = (bytes: number) => `${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n`
const PIECE = 'x'.repeat(100_000)

test.each<[string, Sent, string, number]>([
  ['an action in chunks', { headers: { ...ACTION, ...CHUNKED } }, chunk(100_000), 413],
  ['a form in chunks', { headers: { ...FORM, ...CHUNKED } }, chunk(100_000), 413],
  ['what nobody reads, in chunks', { headers: { 'content-type': 'text/plain', ...CHUNKED } }, chunk(100_000), 200],
  ['what nobody reads', { headers: { 'content-type': 'text/plain', ...LONG } }, PIECE, 200],
  ['a long action', { headers: { ...ACTION, ...LONG } }, PIECE, 413],
  ['a long form', { headers: { ...FORM, ...LONG } }, '', 413],
  [
    'a long form with a made-up session',
    { headers: { ...FORM, ...LONG, cookie: 'authjs.session-token=made-up' } },
    PIECE,
    413,
  ],
  ['a form of another site', { headers: { ...FORM, ...LONG, origin: 'https://elsewhere.example' } }, PIECE, 403],
  ['a method that is not for pages', { method: 'PUT', headers: LONG }, PIECE, 405],
  ['a question for what may be asked', { method: 'OPTIONS', headers: { ...FORM, ...CHUNKED } }, chunk(100_000), 200],
])(
  'of %s from nobody who is signed in, the answer comes before its end, and the rest is not kept',
  async (what, sent, body, status) => {
    const path = `/sign-in?${encodeURIComponent(what)}`
    const first = await begin({ ...sent, path }, body)
    expect(await first.status()).toBe(status)
    // Whoever goes on sending is not cut off, which would take the answer away from them: what they send is thrown away.
    const isChunked = sent.headers['transfer-encoding'] !== undefined
    first.socket.write(isChunked ? `${chunk(5 * MEGABYTE)}0\r\n\r\n` : 'x'.repeat(20 * MEGABYTE - body.length))
    first.socket.write(headOf({ method: 'GET', headers: {} }))
    expect(await first.status()).toBe(200)
    expect(requests.get(path)?.readableLength).toBeLessThanOrEqual(body.length)
    first.socket.destroy()
  },
)

test('a page that is shown gets what had arrived of a body that it does not read, and no more', async () => {
  const sent = await begin({ headers: { 'content-type': 'text/plain', ...LONG }, path: '/sign-in?shown' }, 'x')
  expect(await sent.status()).toBe(200)
  expect(shown.get('/sign-in?shown')).toBeLessThanOrEqual(1)
  sent.socket.destroy()
})

test('a short form is read to its end, and the page gets it whole', async () => {
  const text = JSON.stringify(['x'.repeat(60_000)])
  const headers = { ...ACTION, 'content-length': String(text.length) }
  const sent = await begin({ headers, path: '/sign-in?short' }, text.slice(0, 30_000))
  sent.socket.write(text.slice(30_000))
  expect(await sent.status()).toBe(200)
  expect(shown.get('/sign-in?short')).toBe(text.length)
  sent.socket.destroy()
})

test('a form that comes in crumbs, each of which would take far more than its letters, is not waited for', async () => {
  const headers = { ...ACTION, ...CHUNKED }
  const sent = await begin({ headers, path: '/sign-in?crumbs' }, `${chunk(1).repeat(60_000)}`)
  expect(await sent.status()).toBe(400)
  sent.socket.destroy()
})

test('a form that comes in small packets is taken', async () => {
  const text = JSON.stringify(['x'.repeat(60_000)])
  const pieces = text.match(/.{1,400}/g)?.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`) ?? []
  const sent = await begin({ headers: { ...ACTION, ...CHUNKED }, path: '/sign-in?packets' }, pieces.join(''))
  sent.socket.write('0\r\n\r\n')
  expect(await sent.status()).toBe(200)
  expect(shown.get('/sign-in?packets')).toBe(text.length)
  sent.socket.destroy()
})

const long = (session: string, path: string): Sent => ({
  headers: { ...ACTION, ...LONG, cookie: `authjs.session-token=${session}` },
  path: `/sign-in?${path}`,
})

test('nothing more of a long form is taken while its session is looked up', async () => {
  const letIn = nextAsked()
  const slow = await begin(long('slow', 'slow'), '["')
  await letIn
  slow.socket.write('x'.repeat(20 * MEGABYTE - 2))
  // As much as that of another request goes through meanwhile.
  const other = await begin({ method: 'PUT', headers: LONG }, PIECE)
  other.socket.write('x'.repeat(20 * MEGABYTE - PIECE.length))
  other.socket.write(headOf({ method: 'GET', headers: {} }))
  expect([await other.status(), await other.status()]).toEqual([405, 200])
  expect(requests.get('/sign-in?slow')?.socket.bytesRead).toBeLessThan(2 * MEGABYTE)
  sayWhose(null)
  expect(await slow.status()).toBe(413)
  for (const { socket } of [slow, other]) socket.destroy()
})

type Held = { socket: Socket; status: () => Promise<number>; path: string }

/** Begins so many long forms, and waits until all of them have been let in. */
async function hold(who: string, times: number): Promise<Held[]> {
  const held: Held[] = []
  for (let at = 0; at < times; at++) {
    const path = `${who}${at}`
    const letIn = nextAsked()
    const begun = await begin(long(`good-${who}`, path), '["')
    await letIn
    held.push({ ...begun, path: `/sign-in?${path}` })
  }
  return held
}

async function isRefused(who: string): Promise<number> {
  const { socket, status } = await begin(long(`good-${who}`, 'more'), '["')
  const told = await status()
  socket.destroy()
  return told
}

/** Whoever goes away makes place. */
async function leave(held: readonly Held[]): Promise<void> {
  const gone = Promise.all(held.map(({ path }) => endOf(path)))
  for (const { socket } of held) socket.destroy()
  await gone
}

/** A form of a hundred kilobytes, sent at once. */
async function sendShorter(who: string, path: string): Promise<number> {
  const text = JSON.stringify(['x'.repeat(100_000)])
  const fits = long(`good-${who}`, path)
  const sent = await begin({ ...fits, headers: { ...fits.headers, 'content-length': String(text.length) } }, text)
  const status = await sent.status()
  expect(shown.get(`/sign-in?${path}`)).toBe(text.length)
  sent.socket.destroy()
  return status
}

test('of long forms of one person, and of all, so many are taken at once as the process can bear', async () => {
  const open = await hold('ann', 3)
  expect(await isRefused('ann')).toBe(503)
  // The same person in another session; somebody else goes on.
  expect(await isRefused('ann-again')).toBe(503)
  for (const who of ['ben', 'cem', 'eve', 'fay', 'gus', 'hal']) open.push(...(await hold(who, 1)))
  expect(await isRefused('dot')).toBe(503)
  await leave(open.splice(-1))
  expect(await sendShorter('dot', 'fits')).toBe(200)
  await leave(open)
})

test('a few people cannot hold the places of all: beyond half of them, a place is for who has none', async () => {
  const open = [...(await hold('ann', 3)), ...(await hold('ben', 1))]
  expect([await isRefused('ben'), await isRefused('ann')]).toEqual([503, 503])
  open.push(...(await hold('cem', 1)))
  expect(await isRefused('cem')).toBe(503)
  expect(await sendShorter('dot', 'fits-as-well')).toBe(200)
  await leave(open)
})

test('a long form that stops coming loses its place, and one that is slow does not', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    const [stopped, slow] = [(await hold('ann', 1))[0], (await hold('ben', 1))[0]]
    if (!stopped || !slow) throw new Error('nothing was begun')
    const gone = endOf(stopped.path)
    const received = requests.get(slow.path)?.socket
    for (let span = 0; span < 7; span++) {
      // All within one span, after four without anything.
      if (span === 4) {
        const before = received?.bytesRead ?? 0
        slow.socket.write('x'.repeat(4_096))
        await vi.waitUntil(() => (received?.bytesRead ?? 0) >= before + 4_096)
      }
      if (span < 4) stopped.socket.write('x')
      await vi.advanceTimersByTimeAsync(5_000)
    }
    expect(await stopped.status()).toBe(408)
    await gone
    expect(requests.get(slow.path)?.destroyed).toBe(false)
    // What had come of the other is no longer counted.
    expect(await sendShorter('ann', 'after')).toBe(200)
    await leave([slow])
  } finally {
    vi.useRealTimers()
  }
})

test('what is done with a long form that has come takes as long as it takes', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    expect(await sendShorter('ann', 'whole')).toBe(200)
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
