// Three processes of the built application on one Postgres of the system, behind a plain proxy.
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Client } from 'pg'
import { hashSecret } from '@/lib/domain/secret'
import { type Balancer, startBalancer } from './balancer'
import { startExternalPostgres } from './external-postgres'
import { hindsight, makeToken, type Running, startServer, until } from './server'

const CLOCK = pathToFileURL(path.join(import.meta.dirname, 'shifted-clock.mjs')).href

export type Fleet = {
  databaseUrl: string
  /** The same database as its administrator. */
  db: Client
  balancer: Balancer
  servers: Running[]
  /** A token of an administrator. */
  token: string
  start: () => Promise<Running>
  /** What the processes have complained of in their logs, those that have ended as well. */
  complaints: () => string[]
  stop: () => Promise<void>
}

/**
 * Starts Postgres, the proxy, and a process for each of `shifts`: by so many milliseconds its clock is wrong.
 * @param env what all of them are given
 */
export async function startFleet(shifts: number[], env: Record<string, string> = {}): Promise<Fleet> {
  const postgres = await startExternalPostgres()
  const [token] = await Promise.all([makeToken(postgres.url), hindsight(postgres.url, ['sync-catalogue'])])
  const balancer = await startBalancer()
  const db = new Client(postgres.adminUrl)
  await db.connect()
  const all: Running[] = []
  const start = async (shift = 0) => {
    const clock: Record<string, string> =
      shift === 0 ? {} : { NODE_OPTIONS: `--import ${CLOCK}`, CLOCK_SHIFT: String(shift) }
    const common = { BASE_URL: balancer.url, TRUSTED_HOPS: '1', RATE_LIMIT_TOKEN: '0', RATE_LIMIT_ADDRESS: '0' }
    const server = await startServer(postgres.url, { ...common, ...clock, ...env })
    balancer.add(server.url)
    all.push(server)
    return server
  }
  // Not at once: two cores are enough for one that starts.
  const servers: Running[] = []
  for (const shift of shifts) servers.push(await start(shift))
  await until(
    () => Promise.resolve(balancer.ready().length),
    (ready) => ready === shifts.length,
  )
  return {
    databaseUrl: postgres.url,
    db,
    balancer,
    servers,
    token,
    start: () => start(),
    complaints: () =>
      all.flatMap(({ url, lines }) =>
        lines().flatMap((line) => (line.level === 'info' ? [] : `${url}: ${JSON.stringify(line)}`)),
      ),
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()))
      await db.end()
      await balancer.close()
      await postgres.stop()
    },
  }
}

export type Answer = { status: number; etag: string; text: string; json: unknown; headers: Headers }
export type Asking = {
  method?: string
  body?: unknown
  headers?: Record<string, string>
  /** A token of the API, or the token of a session. */
  token?: string
  session?: string
}

/** One request, at a process or at the proxy. */
export async function ask(base: string, at: string, { method = 'GET', body, headers, token, session }: Asking = {}) {
  const answer = await fetch(`${base}${at}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(session !== undefined && { cookie: `authjs.session-token=${session}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false
  const etag = answer.headers.get('etag') ?? ''
  return {
    status: answer.status,
    etag,
    text,
    json: isJson ? (JSON.parse(text) as unknown) : null,
    headers: answer.headers,
  }
}

/** Somebody with an account, a token that may write as far as the role goes, and a session. */
export async function addPerson(db: Client, name: string, role: 'viewer' | 'editor' | 'admin') {
  const [id, tokenId, sessionId] = [randomUUID(), randomUUID(), randomUUID()]
  const [token, session] = [`hs_${randomUUID()}`, randomUUID()]
  await db.query('INSERT INTO "User" ("id", "name", "email", "role") VALUES ($1, $2, $3, $4::"Role")', [
    id,
    name,
    `${name}@example.org`,
    role,
  ])
  await db.query(
    `INSERT INTO "ApiToken" ("id", "name", "prefix", "hash", "scope", "userId") VALUES ($1, $2, $3, $4, $5::"Scope", $6)`,
    [tokenId, name, token.slice(0, 7), hashSecret(token), role === 'viewer' ? 'read' : 'write', id],
  )
  await db.query(
    `INSERT INTO "Session" ("id", "tokenHash", "userId", "expires") VALUES ($1, $2, $3, now() + interval '1 day')`,
    [sessionId, hashSecret(session), id],
  )
  return { id, token, tokenId, session }
}

/** An account of an incident with a pattern (`unrenewed-expiry`) and an action item. */
export const report = (place: string, day: string) => `# Parcels of ${place} were not printed

Date: ${day} (UTC)

## Timeline (UTC)

- 06:01 label printing failed at ${place}
- 06:31 the label service of ${place} was restarted
- 06:51 service restored

## Root cause

The TLS certificate of the label service had expired at ${place}.

## Action items

- [ ] Alert two weeks before a certificate of ${place} expires
`
