// A receiver of webhooks on loopback: it keeps what it is sent and answers as the test says.
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = { headers: IncomingHttpHeaders; body: string; path: string }
/** How the nth request is answered, counted from 0. */
export type Answering = (response: ServerResponse, nth: number) => void

export type WebhookReceiver = {
  url: string
  host: string
  received: Received[]
  answer: Answering
  /** Waits until so many requests have come. */
  untilReceived: (count: number) => Promise<void>
  close: () => void
}

export const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Answering =>
  (response) =>
    response.writeHead(code, headers).end(body)

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { headers, url: path = '' } = request
      receiver.received.push({ headers, path, body: Buffer.concat(chunks).toString() })
      receiver.answer(response, receiver.received.length - 1)
      for (const look of waiting) look()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const receiver: WebhookReceiver = {
    url: `http://${host}/hook`,
    host,
    received: [],
    answer: status(200, {}, 'taken'),
    untilReceived: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (receiver.received.length < count) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return receiver
}
