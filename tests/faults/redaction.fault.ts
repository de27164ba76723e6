import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { cloneDatabase } from '../setup/clone-database'
import { makeToken, type Running, startServer, until } from './server'

/** Words that stand for what must never be in a log, a metric or a trace; each comes in by another way. */
const CANARIES = {
  title: 'canary-title-7f1',
  query: 'canary-query-7f2',
  header: 'canary-header-7f3',
  cookie: 'canary-cookie-7f4',
  token: 'hs_canarytoken7f5canarytoken7f5canar',
  body: 'canary-body-7f6',
  value: 'canary-value-7f7',
  path: 'canary-path-7f8',
  secret: 'canary-secret-7f9canary',
}

let database: { url: string; drop: () => Promise<void> }
let server: Running
let token: string
let collector: Server
const collected: Buffer[] = []

beforeAll(async () => {
  database = await cloneDatabase(inject('postgresUrl'))
  token = await makeToken(database.url)
  collector = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => collected.push(chunk))
    request.on('end', () => response.end('{}'))
  })
  collector.listen(0, '127.0.0.1')
  await once(collector, 'listening')
  server = await startServer(database.url, {
    LOG_LEVEL: 'debug',
    METRICS_TOKEN: CANARIES.secret,
    ALERT_WEBHOOK_SECRET: CANARIES.secret,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    OTEL_BSP_SCHEDULE_DELAY: '200',
  })
})
afterAll(async () => {
  await server.stop()
  collector.close()
  await database.drop()
})

const REPORT = `# ${CANARIES.title}\n\nDate: 2025-02-11 (UTC)\n\n## Timeline (UTC)\n\n- 06:00 ${CANARIES.body} failed\n- 06:50 restored\n`

async function call(pathname: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers }
  const answer = await fetch(`${server.url}${pathname}`, { redirect: 'manual', ...init, headers })
  await answer.arrayBuffer()
  return answer
}

/** Breaks what queries rely on, so that Prisma and Postgres fail with the values that they were given. */
async function breakDatabase(work: () => Promise<unknown>): Promise<void> {
  const client = new Client(database.url)
  await client.connect()
  await client.query(`ALTER TABLE "Incident" ADD CONSTRAINT fault CHECK ("title" !~ 'canary') NOT VALID`)
  await client.query(`ALTER TABLE "SearchDocument" RENAME COLUMN "body" TO "other"`)
  await work()
  await client.query(`ALTER TABLE "SearchDocument" RENAME COLUMN "other" TO "body"`)
  await client.query(`ALTER TABLE "Incident" DROP CONSTRAINT fault`)
  await client.end()
}

async function sing(): Promise<number[]> {
  const answers = [
    await call('/api/v1/import', {
      method: 'POST',
      body: JSON.stringify({ text: REPORT, filename: `${CANARIES.path}.md` }),
    }),
    await call('/api/v1/import', { method: 'POST', body: `{"text": "${CANARIES.body}` }),
    await call(`/api/v1/search?q=${CANARIES.query}`),
    await call(`/search?q=${CANARIES.query}`, { headers: { cookie: `authjs.session-token=${CANARIES.cookie}` } }),
    await call(`/api/v1/incidents/${CANARIES.path}`),
    await call(`/api/v1/${CANARIES.path}/${CANARIES.value}`),
    await call('/api/v1/incidents', {
      headers: { authorization: `Bearer ${CANARIES.token}`, 'x-forwarded-for': CANARIES.header },
    }),
    await call('/api/v1/recognise', {
      method: 'POST',
      body: JSON.stringify({ text: `${CANARIES.body} it broke\u0000 again` }),
    }),
    await call('/api/v1/premortem', { method: 'POST', body: JSON.stringify({ text: `${CANARIES.body} we move it` }) }),
    await call('/api/v1/alerts/generic', {
      method: 'POST',
      body: JSON.stringify({ title: CANARIES.value }),
      headers: { authorization: `Bearer ${CANARIES.secret}` },
    }),
    await call(`/sign-in/link?token=${CANARIES.token}`),
    await call(`/sign-in?callbackUrl=/${CANARIES.path}`, {
      headers: { 'x-request-id': `${CANARIES.header} with spaces` },
    }),
    await call(`/incidents/${CANARIES.path}`, {
      method: 'POST',
      body: CANARIES.body,
      headers: { 'next-action': CANARIES.value, 'content-type': 'text/plain' },
    }),
    await call(`/%E0%A4%A${CANARIES.path}`),
    await call('/metrics', { headers: { authorization: `Bearer ${CANARIES.secret}` } }),
  ]
  return answers.map(({ status }) => status)
}

test('no secret, cookie, token, query or text of an incident gets into the log, the metrics or the traces', async () => {
  const well = await sing()
  expect(well.filter((status) => status >= 500)).toEqual([])
  await breakDatabase(async () => {
    const broken = await sing()
    expect(broken.filter((status) => status >= 500).length).toBeGreaterThan(0)
  })
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  await until(
    () => Promise.resolve(Buffer.concat(collected).length),
    (length) => length > 1000,
  )
  const told = {
    log: server.output(),
    metrics,
    traces: Buffer.concat(collected).toString('latin1'),
  }
  for (const [place, text] of Object.entries(told)) {
    expect(text.length, place).toBeGreaterThan(500)
    for (const [way, canary] of Object.entries(CANARIES))
      expect(text.includes(canary), `${way} in the ${place}`).toBe(false)
    expect(text.includes(token), `the token in the ${place}`).toBe(false)
    expect(text.includes(new URL(database.url).password), `the database's password in the ${place}`).toBe(false)
  }
})

test('an unexpected failure is found in the log by the id of its request: where, and with which code', async () => {
  await breakDatabase(async () => {
    const id = 'a-request-that-fails'
    const answer = await call(`/api/v1/search?q=${CANARIES.query}`, { headers: { 'x-request-id': id } })
    expect(answer.status).toBe(500)
    expect(answer.headers.get('x-request-id')).toBe(id)
    const lines = await until(
      () => Promise.resolve(server.lines().filter(({ requestId }) => requestId === id)),
      (found) => found.some(({ msg }) => msg === 'request'),
    )
    const failure = lines.find(({ level }) => level === 'error')
    expect(failure?.err).toMatchObject({ name: expect.any(String) as string, at: expect.any(Array) as string[] })
    expect(JSON.stringify(failure)).toMatch(/42703|P20\d\d/)
    const request = lines.find(({ msg }) => msg === 'request')
    expect(request).toMatchObject({
      method: 'GET',
      route: '/api/v1/search',
      status: 500,
      userId: expect.any(String) as string,
    })
  })
})

test('every answer has an id: of the API, of pages, of files and of what is not there', async () => {
  for (const pathname of [
    '/api/health',
    '/livez',
    '/sign-in',
    '/icon.svg',
    '/incidents',
    '/nothing/here',
    '/api/v1/nothing',
  ]) {
    const first = (await call(pathname)).headers.get('x-request-id')
    const second = (await call(pathname)).headers.get('x-request-id')
    expect(first, pathname).toMatch(/^[\w-]{8,64}$/)
    expect(second, pathname).not.toBe(first)
  }
})

test('metrics are for this machine and for who has METRICS_TOKEN; a proxy on this machine is neither', async () => {
  expect((await fetch(`${server.url}/metrics`)).status).toBe(200)
  for (const header of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) {
    expect((await fetch(`${server.url}/metrics`, { headers: { [header]: '203.0.113.9' } })).status, header).toBe(401)
  }
  const behind = (authorization: string) =>
    fetch(`${server.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9', authorization } })
  expect((await behind('Bearer another-token-entirely')).status).toBe(401)
  const text = await (await behind(`Bearer ${CANARIES.secret}`)).text()
  for (const name of [
    'hindsight_http_request_duration_seconds_bucket',
    'hindsight_database_pool_connections',
    'hindsight_imports',
    'nodejs_eventloop_lag_seconds',
    'process_resident_memory_bytes',
    'hindsight_database_up 1',
  ]) {
    expect(text).toContain(name)
  }
  expect(text).toContain('route="/api/v1/incidents/[slug]"')
})
