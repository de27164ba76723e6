import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { trackerFetch } from './tracker-fetch'

const MILLISECONDS = 1_500

let servers: Server[]
let sockets: Set<Socket>

beforeEach(() => {
  servers = []
  sockets = new Set()
  vi.stubEnv('NO_PROXY', '')
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'no_proxy']) vi.stubEnv(name, undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
  for (const socket of sockets) socket.destroy()
  for (const server of servers) server.close()
})

async function listen(server: Server): Promise<string> {
  servers.push(server)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A proxy that does as told with whoever asks for a tunnel. */
async function behind(answer: (socket: Socket) => void): Promise<void> {
  const proxy = createServer().on('connect', (_request, socket: Socket) =>
    answer(socket.resume().on('end', () => socket.end())),
  )
  vi.stubEnv('HTTP_PROXY', await listen(proxy))
}

const ask = (url: string) => trackerFetch('GitHub', { milliseconds: MILLISECONDS })(url)

/** Garbage on the way of the answer: what nothing holds on to is collected. */
async function waste(until: Promise<unknown>): Promise<void> {
  let isOver = false
  const over = until.finally(() => (isOver = true)).catch(() => undefined)
  while (!isOver) {
    const held = Array.from({ length: 200_000 }, (_, at) => ({ at }))
    await new Promise((resolve) => setImmediate(resolve, held))
  }
  await over
}

test('an answer that stays open after its beginning is given up in time, and its connection closed', async () => {
  const url = await listen(
    createServer((_: IncomingMessage, response: ServerResponse) => response.writeHead(200).write('{')),
  )
  const asked = ask(url)
  await waste(asked)
  await expect(asked).rejects.toThrow('did not answer')
  await expect.poll(() => sockets.size, { timeout: 10_000 }).toBe(0)
}, 25_000)

test('a proxy that says nothing is given up in time, and its connection closed', async () => {
  await behind(() => undefined)
  await expect(ask('http://tracker.invalid/')).rejects.toThrow('did not answer')
  await expect.poll(() => sockets.size, { timeout: 10_000 }).toBe(0)
}, 25_000)

test.each([
  '201 Created\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{"evil":1}',
  '302 Found\r\nlocation: http://elsewhere.invalid/\r\ncontent-length: 0\r\n\r\n',
  '407 Proxy Authentication Required\r\ncontent-length: 2\r\n\r\nno',
])('what a proxy itself answers is no answer of the tracker: %j', async (answer) => {
  await behind((socket) => socket.end(`HTTP/1.1 ${answer}`))
  await expect(ask('http://tracker.invalid/')).rejects.toThrow('GitHub did not answer')
})

test('of a proxy that answers without end little is read', async () => {
  let written = 0
  await behind((socket) => {
    const line = `X: ${'y'.repeat(50_000)}\r\n`
    const more = () => {
      while (!socket.destroyed && socket.write(line)) written += line.length
    }
    socket.write('HTTP/1.1 200 OK\r\n')
    socket.on('drain', more)
    more()
  })
  await expect(ask('http://tracker.invalid/')).rejects.toThrow('did not answer')
  expect(written).toBeLessThan(20_000_000)
}, 25_000)
