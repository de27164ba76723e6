// A server of the protocol over real HTTP, in this process, and the official client that speaks to it.
import { randomUUID } from 'node:crypto'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import type { Role, Scope } from '@/lib/schema/viewer'
import { serveRoutes, type Route } from './route-server'

/** Serves one route on a port of loopback, a free one unless given, until `close`. */
export async function serveRoute(route: Route, port = 0): Promise<{ url: URL; close: () => Promise<void> }> {
  const { url, close } = await serveRoutes(() => ({ route, params: {} }), port)
  return { url: new URL(`${url}/api/mcp`), close }
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
