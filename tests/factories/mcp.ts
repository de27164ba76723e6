// A server of the protocol over real HTTP, in this process, and the official client that speaks to it.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import type { Role, Scope } from '@/lib/schema/viewer'

type Handler = (request: Request, context: { params: Promise<Record<string, never>> }) => Promise<Response> | Response
type Route = Partial<Record<'GET' | 'POST' | 'DELETE', Handler>>

async function requestOf(incoming: IncomingMessage, url: string): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) if (typeof value === 'string') headers.set(name, value)
  const { method = 'GET' } = incoming
  const body = chunks.length > 0 ? Buffer.concat(chunks) : null
  return new Request(url, { method, headers, body })
}

/** Serves one route on a port of loopback, a free one unless given, until `close`. */
export async function serveRoute(route: Route, port = 0): Promise<{ url: URL; close: () => Promise<void> }> {
  let base = ''
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const handler = route[incoming.method as keyof Route]
      const request = await requestOf(incoming, `${base}${incoming.url ?? '/'}`)
      const answer = handler
        ? await handler(request, { params: Promise.resolve({}) })
        : new Response(null, { status: 405 })
      // A client that keeps a connection of a server that has gone would fail by that alone.
      outgoing.writeHead(answer.status, { ...Object.fromEntries(answer.headers), connection: 'close' })
      outgoing.end(Buffer.from(await answer.arrayBuffer()))
    })()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  base = `http://127.0.0.1:${address.port}`
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: new URL(`${base}/api/mcp`), close }
}

/** The secret of a new token of a new person. */
export async function makeToken(scope: Scope, name = `tess-${scope}`, role: Role = 'admin') {
  const user = await database.user.create({ data: { name, email: `${randomUUID()}@t.example`, role } })
  const secret = `hs_${randomUUID()}`
  const data = { name: `${name} agent`, prefix: secret.slice(0, 7), hash: hashSecret(secret), scope, userId: user.id }
  await database.apiToken.create({ data })
  return { secret, userId: user.id }
}

/** The official client, connected; close it at the end. */
export async function connectAgent(url: URL, secret: string): Promise<Client> {
  const client = new Client({ name: 'agent-under-test', version: '1.0.0' })
  const requestInit = { headers: { authorization: `Bearer ${secret}` } }
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit }))
  return client
}
