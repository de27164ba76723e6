import { once } from 'node:events'
import { createServer } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { githubTracker } from './github'
import { jiraTracker } from './jira'
import { linearTracker } from './linear'

/** A tracker that nobody reaches by its name but the proxy, which keeps where it was asked to connect to. */
let tunnels: string[]
let asked: string[]
let close: () => void

beforeEach(async () => {
  tunnels = []
  asked = []
  const tracker = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers.host}`)
    request.resume()
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Not Found"}')
  }).listen(0, '127.0.0.1')
  const proxy = createServer((_request, response) => response.writeHead(405).end())
  proxy.on('connect', (request, socket: net.Socket) => {
    tunnels.push(request.url ?? '')
    const upstream = net.connect((tracker.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    const end = () => {
      upstream.destroy()
      socket.destroy()
    }
    upstream.on('error', end).on('close', end)
    socket.on('error', end).on('close', end)
  })
  proxy.listen(0, '127.0.0.1')
  await Promise.all([once(tracker, 'listening'), once(proxy, 'listening')])
  const { port } = proxy.address() as AddressInfo
  vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${port}`)
  vi.stubEnv('http_proxy', undefined)
  vi.stubEnv('NO_PROXY', '')
  vi.stubEnv('no_proxy', undefined)
  close = () => {
    tracker.close()
    proxy.close()
  }
})
afterEach(() => {
  close()
  vi.unstubAllEnvs()
})

const TRACKERS = {
  github: () => githubTracker({ url: 'http://tracker.invalid', token: 'loopback-github' }).findProject('acme/ops'),
  jira: () =>
    jiraTracker({ url: 'http://tracker.invalid', email: 'ops@example.org', token: 'loopback-jira' }).findProject('OPS'),
  linear: () => linearTracker({ url: 'http://tracker.invalid/graphql', key: 'loopback-linear' }).findProject('ENG'),
}

test.each(Object.entries(TRACKERS))('%s is asked through the proxy of the environment', async (_kind, ask) => {
  await ask().catch(() => null)
  expect(tunnels[0]).toBe('tracker.invalid:80')
  expect(asked[0]).toMatch(/^(?:GET|POST) tracker\.invalid$/)
})

test.each(Object.entries(TRACKERS))('%s is not where NO_PROXY says so', async (_kind, ask) => {
  vi.stubEnv('NO_PROXY', 'tracker.invalid')
  expect(
    await ask().then(
      () => 'asked',
      () => 'unanswered',
    ),
  ).toBe('unanswered')
  expect([tunnels, asked]).toEqual([[], []])
})
