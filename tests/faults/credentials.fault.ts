import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { cloneDatabase } from '../setup/clone-database'
import { makeToken, type Running, startServer, temporaryFolder, until } from './server'

const ROLE = 'hindsight_fault'
let database: { url: string; drop: () => Promise<void> }
let server: Running
let token: string
const admin = new Client(inject('postgresUrl'))
const passwordFile = path.join(temporaryFolder(), 'password')

const setPassword = (password: string) => admin.query(`ALTER ROLE ${ROLE} PASSWORD '${password}'`)

beforeAll(async () => {
  await admin.connect()
  database = await cloneDatabase(inject('postgresUrl'))
  await admin.query(`CREATE ROLE ${ROLE} LOGIN SUPERUSER PASSWORD 'first-password'`)
  token = await makeToken(database.url)
  const url = new URL(database.url)
  url.username = ROLE
  url.password = 'not-the-password'
  writeFileSync(passwordFile, 'first-password\n')
  server = await startServer(url.href, { DATABASE_PASSWORD_FILE: passwordFile })
})
afterAll(async () => {
  await server.stop()
  await database.drop()
  await admin.query(`DROP ROLE ${ROLE}`)
  await admin.end()
})

const name = () => new URL(database.url).pathname.slice(1)
const ask = async () =>
  (await fetch(`${server.url}/api/v1/incidents?limit=1`, { headers: { authorization: `Bearer ${token}` } })).status

/** Ends the connections of the application, as a restart of the database does. */
/** Ends connections, and waits until they have ended: a signal alone may take a while to arrive. */
const terminate = (condition = 'true') =>
  admin.query(
    `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = $1 AND usename = '${ROLE}' AND ${condition}`,
    [name()],
  )

test('D10: the password of the database is changed while the pool is warm: requests go on, and new connections use the new one', async () => {
  for (const password of ['second-password', 'third: with @ / ? # %41 signs']) {
    const warm = await Promise.all(Array.from({ length: 10 }, ask))
    expect(new Set(warm)).toEqual(new Set([200]))
    await setPassword(password)
    writeFileSync(passwordFile, password)
    expect(new Set(await Promise.all(Array.from({ length: 10 }, ask)))).toEqual(new Set([200]))
    await terminate()
    // What was under way may fail; what comes next does not.
    await ask()
    expect(new Set(await Promise.all(Array.from({ length: 20 }, ask)))).toEqual(new Set([200]))
  }
  const { rows } = await admin.query(`SELECT 1 FROM pg_stat_activity WHERE datname = $1 AND usename = '${ROLE}'`, [
    name(),
  ])
  expect(rows.length).toBeGreaterThan(0)
})

test('D10: the file comes later than the change: requests fail until then, and heal by themselves', async () => {
  await setPassword('fourth-password')
  await terminate()
  await until(ask, (status) => status === 503)
  writeFileSync(passwordFile, 'fourth-password')
  await until(ask, (status) => status === 200)
  expect(server.child.exitCode).toBeNull()
})

test('D11: a role whose end is near is told on /readyz and in the log while the warm pool still works', async () => {
  const readiness = async () =>
    (await (await fetch(`${server.url}/readyz`)).json()) as { status: string; checks: { credential: { life: string } } }
  // Its connections were ended before: what takes jobs begins anew.
  await until(readiness, ({ status }) => status === 'ready')
  expect((await readiness()).checks.credential.life).toBe('lasting')
  await admin.query(`ALTER ROLE ${ROLE} VALID UNTIL '${new Date(Date.now() + 3_600_000).toISOString()}'`)
  expect((await readiness()).checks.credential.life).toBe('good')
  // As if its end had been known for ten hours.
  const tables = new Client(database.url)
  await tables.connect()
  await tables.query(`UPDATE "DatabaseCredential" SET "seenAt" = now() - interval '10 hours'`)
  const near = await readiness()
  expect(near).toMatchObject({ status: 'ready', checks: { credential: { ok: false, life: 'ending' } } })
  await tables.query(`SELECT graphile_worker.add_job('watch-credential')`)
  await until(
    () => Promise.resolve(server.lines()),
    (lines) => lines.some(({ level, msg }) => level === 'warn' && /role of the database ends soon/.test(String(msg))),
  )
  await tables.end()
  await admin.query(`ALTER ROLE ${ROLE} VALID UNTIL 'infinity'`)
  expect((await readiness()).checks.credential.life).toBe('lasting')
})

test('D12: connections that the server closes, idle, in use and in a transaction, do not end the process', async () => {
  for (let round = 0; round < 15; round++) {
    const asked = Promise.all(Array.from({ length: 12 }, ask))
    await terminate()
    await terminate(`state LIKE 'idle%'`)
    for (const status of await asked) expect([200, 500, 503]).toContain(status)
  }
  await until(ask, (status) => status === 200)
  expect(server.child.exitCode).toBeNull()
  expect(server.output()).not.toMatch(/Unhandled|uncaught|Emitted 'error' event/)
}, 120_000)
