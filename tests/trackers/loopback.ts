// What the loopback trackers have in common: they keep every call, answer out of order when a test says so, and send webhooks.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Call = { method: string; path: string; body: unknown; headers: IncomingMessage['headers'] }
export type Answer = { status?: number; headers?: Record<string, string>; body?: unknown }
/**
 * What becomes of one call instead of its answer; `lost`: it is done, and the answer is cut off. `hang`: nothing is done or answered, `stuck`: it is
 * done, and nothing is answered.
 */
export type Trouble = Answer | 'lost' | 'hang' | 'stuck' | 'cut'

export type Loopback = {
  url: string
  calls: Call[]
  /** Troubles for the calls to come, in their order; null leaves one alone. */
  troubles: (Trouble | null)[]
  /** Calls as "METHOD path", since the last look. */
  seen: () => string[]
  /** Waits until so many calls have come. */
  untilCalled: (count: number) => Promise<void>
  close: () => Promise<void>
}

export type Handler = (call: Call) => Answer

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  return text === '' ? null : JSON.parse(text)
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

/** Serves on a free port of loopback. `name` makes a line of a call for `seen`. */
export async function serve(
  handler: Handler,
  name = ({ method, path }: Call) => `${method} ${path}`,
  port = 0,
): Promise<Loopback> {
  let looked = 0
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = 'GET', url: path = '', headers } = request
      const call = { method, path, body, headers }
      loopback.calls.push(call)
      const trouble = loopback.troubles.shift() ?? null
      for (const look of waiting) look()
      if (trouble === 'hang') return
      if (trouble === 'cut') return request.socket.destroy()
      if (trouble === null) return send(response, handler(call))
      if (trouble !== 'lost' && trouble !== 'stuck') return send(response, trouble)
      handler(call)
      if (trouble === 'lost') request.socket.destroy()
    })
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  const loopback: Loopback = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    troubles: [],
    seen: () => {
      const fresh = loopback.calls.slice(looked).map(name)
      looked = loopback.calls.length
      return fresh
    },
    untilCalled: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (loopback.calls.length < count) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return loopback
}
