// A plain proxy in front of several processes: one after the other, whichever say that they are ready. It asks nobody twice.
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** How often each process is asked whether it is ready, in milliseconds. One that takes its time to say so counts as what it said before. */
const LOOK_MS = 100
/** A connection that is kept open is closed after so long without a request, in milliseconds: before the process would, after five seconds. */
const IDLE_MS = 2_000

export type Balancer = {
  url: string
  /** Takes a process in as soon as it is ready. */
  add: (backend: string) => void
  remove: (backend: string) => void
  /** Which processes get requests now. */
  ready: () => string[]
  /** How many requests each process has answered. */
  answered: Map<string, number>
  close: () => Promise<void>
}

export async function startBalancer(port = 0): Promise<Balancer> {
  const backends = new Map<string, boolean>()
  const answered = new Map<string, number>()
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64, timeout: IDLE_MS })
  let turn = 0
  const ready = () => [...backends].flatMap(([url, isReady]) => (isReady ? [url] : []))

  const server = http.createServer((request, response) => {
    const choices = ready()
    const target = choices[turn++ % Math.max(1, choices.length)]
    if (target === undefined) return void response.writeHead(503).end('nobody is ready')
    const headers = {
      ...request.headers,
      'x-forwarded-for': request.socket.remoteAddress ?? '',
      'x-forwarded-host': request.headers.host ?? '',
      'x-forwarded-proto': 'http',
    }
    const { method, url: path } = request
    const asked = http.request(new URL(path ?? '/', target), { method, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
      answer.once('end', () => answered.set(target, (answered.get(target) ?? 0) + 1))
      answer.once('error', () => response.destroy())
    })
    asked.once('error', (error) => {
      if (response.headersSent) response.destroy()
      else response.writeHead(502).end(`${target}: ${error.message}`)
    })
    request.pipe(asked)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  const look = async (backend: string) => {
    const isReady = await fetch(`${backend}/readyz`).then(
      async (answer) => {
        await answer.arrayBuffer()
        return answer.status === 200
      },
      () => false,
    )
    if (backends.has(backend)) backends.set(backend, isReady)
  }
  const looking = new Set<string>()
  const timer = setInterval(() => {
    for (const backend of backends.keys()) {
      if (looking.has(backend)) continue
      looking.add(backend)
      void look(backend).finally(() => looking.delete(backend))
    }
  }, LOOK_MS)

  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    add: (backend) => void backends.set(backend, false),
    remove: (backend) => void backends.delete(backend),
    ready,
    answered,
    close: async () => {
      clearInterval(timer)
      agent.destroy()
      server.closeAllConnections()
      const closed = once(server, 'close')
      server.close()
      await closed
    },
  }
}
