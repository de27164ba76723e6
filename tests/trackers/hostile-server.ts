// A tracker that answers what it likes: bytes without end, redirects, what is no JSON, pages in a circle.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGzip } from 'node:zlib'

export type Reply = (response: ServerResponse, request: IncomingMessage) => void
export type HostileServer = { url: string; paths: string[]; reply: Reply; close: () => Promise<void> }

const JSON_TYPE = { 'content-type': 'application/json' }

/** Answers with a text, as JSON unless another type is given. */
export function answering(text: string, status = 200, type = 'application/json'): Reply {
  return (response) => void response.writeHead(status, { 'content-type': type }).end(text)
}

export const redirecting =
  (location: string, status = 302): Reply =>
  (response) =>
    void response.writeHead(status, { location }).end()

/** A JSON text of so many megabytes, packed to a thousandth of it. */
export function packed(megabytes: number): Reply {
  return (response) => {
    response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' })
    const zip = createGzip()
    zip.pipe(response)
    zip.write('["')
    const chunk = Buffer.alloc(1024 * 1024, 'a')
    let left = megabytes
    const write = () => {
      while (left > 0 && !response.destroyed) {
        left--
        if (!zip.write(chunk)) return void zip.once('drain', write)
      }
      zip.end('"]')
    }
    write()
  }
}

/** Bytes as long as somebody reads. `sent` counts them. */
export function endless(sent: (bytes: number) => void): Reply {
  return (response) => {
    response.writeHead(200, JSON_TYPE)
    const chunk = Buffer.alloc(64 * 1024, ' ')
    const write = () => {
      do sent(chunk.length)
      while (!response.destroyed && response.write(chunk))
    }
    response.on('drain', write)
    write()
  }
}

/** A byte now and then: never long without one, and never done. */
export const dripping: Reply = (response) => {
  response.writeHead(200, JSON_TYPE)
  const drip = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(drip))
}

export async function startHostile(): Promise<HostileServer> {
  const server = createServer((request, response) => {
    hostile.paths.push(request.url ?? '')
    request.resume()
    request.on('end', () => hostile.reply(response, request))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const hostile: HostileServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths: [],
    reply: answering('{}'),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return hostile
}
