// The database is there, but somebody else holds what is needed: a table, a row, or all of its connections.
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { cloneDatabase } from '../setup/clone-database'
import { hindsight, type Running, startServer, statusOf, until } from './server'
import { addPerson, ask, report } from './three-processes'

/** A page or an answer comes within this time, whatever others hold, in milliseconds. */
const PATIENCE = 20_000
const OTHERS = 'others'

let database: { url: string; drop: () => Promise<void> }
let db: Client
let server: Running
let ada: Awaited<ReturnType<typeof addPerson>>

beforeAll(async () => {
  database = await cloneDatabase(inject('postgresUrl'))
  db = new Client(database.url)
  await db.connect()
  ada = await addPerson(db, 'ada', 'admin')
  await hindsight(database.url, ['sync-catalogue'])
  server = await startServer(database.url)
})
afterAll(async () => {
  await server.stop()
  await db.end()
  await database.drop()
})

async function hold(sql: string): Promise<{ free: () => Promise<void> }> {
  const holder = new Client(database.url)
  await holder.connect()
  await holder.query('BEGIN')
  await holder.query(sql)
  return {
    free: async () => {
      await holder.query('ROLLBACK')
      await holder.end()
    },
  }
}

/** What is answered, and after how many milliseconds. */
async function timed<T>(work: Promise<T>): Promise<{ answer: T; took: number }> {
  const begun = performance.now()
  const answer = await work
  return { answer, took: performance.now() - begun }
}

const importOne = (place: string) =>
  ask(server.url, '/api/v1/import', { method: 'POST', token: ada.token, body: { text: report(place, '2025-02-11') } })

test('a table that somebody holds: the API and a page say so in words, and go on when it is free', async () => {
  expect((await importOne('Leeds')).status).toBe(200)
  const held = await hold('LOCK TABLE "Incident" IN ACCESS EXCLUSIVE MODE')
  const [api, page, other] = await Promise.all([
    timed(ask(server.url, '/api/v1/incidents', { token: ada.token })),
    timed(ask(server.url, '/incidents', { session: ada.session })),
    // What needs something else is answered meanwhile.
    timed(ask(server.url, '/api/v1/patterns/unrenewed-expiry.md', { token: ada.token })),
  ])
  await held.free()
  expect([api.answer.status, api.answer.headers.get('retry-after')]).toEqual([503, '5'])
  expect(api.answer.json).toMatchObject({ error: { code: 'unavailable' } })
  expect(page.answer.text).not.toMatch(/lock timeout|55P03|prisma/i)
  expect(page.answer.text).toContain('</html>')
  expect(other.answer.status).toBe(200)
  expect(Math.max(api.took, page.took)).toBeLessThan(PATIENCE)
  expect((await ask(server.url, '/api/v1/incidents', { token: ada.token })).status).toBe(200)
  expect((await ask(server.url, '/incidents', { session: ada.session })).text).toContain('Parcels of Leeds')
}, 90_000)

test('a row that somebody holds: an edit says so, is not made, and can be made afterwards', async () => {
  const slug = '2025-02-11-parcels-of-leeds-were-not-printed'
  const { etag } = await ask(server.url, `/api/v1/incidents/${slug}`, { token: ada.token })
  const edit = () =>
    ask(server.url, `/api/v1/incidents/${slug}`, {
      method: 'PATCH',
      token: ada.token,
      body: { title: 'Labels were blank' },
      headers: { 'if-match': etag },
    })
  const held = await hold('SELECT 1 FROM "Incident" FOR UPDATE')
  const refused = await timed(edit())
  await held.free()
  expect(refused.answer.status).toBe(503)
  expect(refused.took).toBeLessThan(PATIENCE)
  expect((await ask(server.url, `/api/v1/incidents/${slug}`, { token: ada.token })).etag).toBe(etag)
  expect((await edit()).status).toBe(200)
}, 90_000)

test('saves of others are waited for: an import does not give up after the time of a page', async () => {
  const held = await hold('SELECT pg_advisory_xact_lock(7417001)')
  let isDone = false
  const importing = importOne('Hull').finally(() => (isDone = true))
  await until(
    async () => (await db.query('SELECT 1 FROM pg_stat_activity WHERE wait_event = $1', ['advisory'])).rows.length,
    (waiting) => waiting > 0,
  )
  // Longer than a page waits.
  const begun = performance.now()
  await until(
    () => Promise.resolve(performance.now() - begun),
    (waited) => waited > 12_000,
  )
  expect(isDone).toBe(false)
  await held.free()
  expect((await importing).status).toBe(200)
}, 90_000)

test('no connection is left: everything says so in words, and it heals by itself', async () => {
  const others: Client[] = []
  const takeAll = async () => {
    for (;;) {
      const other = new Client({
        connectionString: database.url,
        connectionTimeoutMillis: 20_000,
        application_name: OTHERS,
      })
      other.on('error', () => undefined)
      try {
        await other.connect()
        others.push(other)
      } catch {
        return
      }
    }
  }
  // The connections of the application end, as after a restart of the database, and others take all that there are:
  // again where the application was quicker, until it has none.
  await until(
    async () => {
      await takeAll()
      const { rows } = await db.query(
        `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name <> $1 AND pid <> pg_backend_pid()`,
        [OTHERS],
      )
      return rows.length
    },
    (ended) => ended === 0,
  )
  const answers = await Promise.all([
    timed(ask(server.url, '/api/v1/incidents', { token: ada.token })),
    timed(ask(server.url, '/incidents', { session: ada.session })),
    timed(ask(server.url, '/api/health')),
    timed(ask(server.url, '/readyz')),
    timed(ask(server.url, '/livez')),
  ])
  await Promise.all(others.map((other) => other.end()))
  const [api, page, health, ready, live] = answers.map(({ answer }) => answer)
  expect(api?.json).toMatchObject({ error: { code: 'unavailable' } })
  expect([api?.status, health?.status, ready?.status, live?.status]).toEqual([503, 503, 503, 200])
  expect(page?.text).toContain('</html>')
  expect(page?.text).not.toMatch(/too many clients|53300|prisma/i)
  for (const { took } of answers) expect(took).toBeLessThan(PATIENCE)
  await until(
    () => statusOf(`${server.url}/readyz`),
    (status) => status === 200,
  )
  expect((await ask(server.url, '/api/v1/incidents', { token: ada.token })).status).toBe(200)
  expect(server.child.exitCode).toBeNull()
}, 120_000)
