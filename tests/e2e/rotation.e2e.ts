// The secret that signs is changed while people are signed in and signing in: several processes behind one address.
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startApp, type AppServer } from '../../scripts/app-server.mjs'
import { freePort } from '../../scripts/postgres.mjs'
import { hashSecret } from '@/lib/domain/secret'
import { CookieJar } from '../factories/cookie-jar'
import { OidcProvider } from '../factories/oidc-provider'
import { appEnv } from '../setup/app-env'
import { cloneDatabase } from '../setup/clone-database'

const SESSIONS = 1_000
const OLD = 'the-old-secret-0123456789'
const NEW = 'the-new-secret-9876543210'
const COOKIE = 'authjs.session-token'

/** Hands each request to the next process in turn, as a load balancer does. */
class Balancer {
  readonly #server = http.createServer((request, response) => this.#pass(request, response))
  #apps: AppServer[] = []
  #ports: number[] = []
  #turn = 0

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`
  }

  /** A new process gets requests before an old one gets none any more and ends. */
  async replace(index: number, env: Record<string, string>): Promise<void> {
    const port = await freePort()
    const app = await startApp({ port, env: { ...env, PORT: String(port) } })
    const before = this.#apps[index]
    this.#apps[index] = app
    this.#ports[index] = port
    await before?.stop()
  }

  async stop(): Promise<void> {
    await Promise.all(this.#apps.map((app) => app.stop()))
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #pass(request: http.IncomingMessage, response: http.ServerResponse): void {
    const port = this.#ports[this.#turn++ % this.#ports.length]
    const { method, url, headers } = request
    const onwards = http.request({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onwards.on('error', () => response.writeHead(502).end())
    request.pipe(onwards)
  }
}

let url = ''
let provider: OidcProvider
let balancer: Balancer
let env: Record<string, string>
const closing: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const database = await cloneDatabase(inject('postgresUrl'), inject('demoDatabase'))
  closing.push(() => database.drop())
  balancer = new Balancer()
  url = await balancer.start()
  closing.push(() => balancer.stop())
  provider = await OidcProvider.start([url], {
    maya: { name: 'Maya', email: 'maya@works.example', email_verified: true },
  })
  closing.push(() => provider.goAway())
  env = { ...appEnv(database.url, 0), ...provider.env, BASE_URL: url, ALLOWED_EMAIL_DOMAINS: 'works.example' }
  const client = new pg.Client(database.url)
  await client.connect()
  await client.query(`insert into "User" ("id", "email", "name") values ('sam', 'sam@works.example', 'Sam')`)
  const hashes = Array.from({ length: SESSIONS }, (_, index) => hashSecret(`session-${index}`))
  await client.query(
    `insert into "Session" ("id", "tokenHash", "userId", "expires")
     select 's' || h, h, 'sam', now() + interval '1 day' from unnest($1::text[]) h`,
    [hashes],
  )
  await client.end()
})
afterAll(async () => {
  for (const close of closing.toReversed()) await close()
})

const withSecrets = (...secrets: string[]) => ({ ...env, AUTH_SECRET: secrets.join(',') })

/** Sessions that the application does not know any more: it answers 401 instead of 404. */
async function countLost(): Promise<number> {
  const statuses: number[] = []
  let next = 0
  const ask = async () => {
    while (next < SESSIONS) {
      const headers = { cookie: `${COOKIE}=session-${next++}` }
      statuses.push((await fetch(`${url}/api/v1/incidents/none`, { headers })).status)
    }
  }
  await Promise.all(Array.from({ length: 10 }, ask))
  return statuses.filter((status) => status !== 404).length
}

type Begun = { jar: CookieJar; back: string }

/** A sign-in up to where the provider leads back. */
async function begin(): Promise<Begun> {
  const jar = new CookieJar()
  const csrf = jar.keep(await fetch(`${url}/api/auth/csrf`, { headers: { cookie: jar.header } }))
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const started = await fetch(`${url}/api/auth/signin/oidc`, {
    method: 'POST',
    headers: { cookie: jar.header, origin: url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, callbackUrl: '/skills' }),
    redirect: 'manual',
  })
  return { jar, back: await provider.signIn(jar.keep(started).headers.get('location') ?? '', 'maya') }
}

/** Where a sign-in that was begun ends, with the status of the answer. */
async function finish({ jar, back }: Begun): Promise<string> {
  const answer = jar.keep(await fetch(back, { headers: { cookie: jar.header }, redirect: 'manual' }))
  const session = await fetch(`${url}/api/v1/incidents/none`, { headers: { cookie: jar.header } })
  return `${answer.status} ${answer.headers.get('location')?.slice(url.length)} ${session.status === 404 ? 'signed in' : 'nobody'}`
}

const SIGNED_IN = '302 /skills signed in'

test('D8: AUTH_SECRET rotated across a rolling restart loses none of 1,000 sessions and no sign-in in flight', async () => {
  for (const index of [0, 1]) await balancer.replace(index, withSecrets(OLD, NEW))
  expect(await countLost()).toBe(0)
  const finished: string[] = []
  for (const secrets of [[NEW, OLD], [NEW]]) {
    // One process after the other: meanwhile they sign with different secrets, and a sign-in meets both of them.
    for (const index of [0, 1]) {
      const inFlight = await Promise.all(Array.from({ length: 10 }, begin))
      await balancer.replace(index, withSecrets(...secrets))
      finished.push(...(await Promise.all(inFlight.map(finish))))
    }
    expect(await countLost()).toBe(0)
  }
  expect(finished).toEqual(Array.from({ length: 40 }, () => SIGNED_IN))
}, 300_000)

test('D9: a rotation in the middle of a sign-in leads to a page that asks to start again, never to a 500', async () => {
  const begun = await Promise.all(Array.from({ length: 5 }, begin))
  for (const index of [0, 1]) await balancer.replace(index, withSecrets('a-third-secret-0123456789'))
  for (const sign of begun) expect(await finish(sign)).toBe('302 /sign-in?problem=interrupted nobody')
  const page = await fetch(`${url}/sign-in?problem=interrupted`)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Please start once more')
  expect(await finish(await begin())).toBe(SIGNED_IN)
  expect(await countLost()).toBe(0)
}, 120_000)
