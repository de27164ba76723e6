import { Client } from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { processState } from '@/lib/observe/process-state'
import { readReadiness } from './readiness'

// Far away: the role is that of all tests, which have to be able to sign in.
const NOW = new Date('2999-11-21T12:00:00Z')
const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000)
const admin = new Client(process.env.DATABASE_URL)
const ready = () => readReadiness(NOW, false)

beforeEach(() => {
  processState.stopping = false
  processState.worker = 'running'
})
afterAll(async () => {
  await admin.query(`ALTER ROLE postgres VALID UNTIL 'infinity'`)
  await admin.end()
})

test('a process with its database, its migrations and its worker is ready', async () => {
  expect(await ready()).toMatchObject({ ready: true, checks: { credential: { life: 'lasting', validUntil: null } } })
})

test('from the moment it is asked to end it is not', async () => {
  processState.stopping = true
  expect(await ready()).toMatchObject({ ready: false, checks: { process: { ok: false }, database: { ok: true } } })
})

test('while its worker waits for the queue it is not', async () => {
  processState.worker = 'away'
  expect(await ready()).toMatchObject({ ready: false, checks: { worker: { ok: false, state: 'away' } } })
})

test('a migration that is missing is named', async () => {
  const [last] = await database.$queryRaw<{ name: string }[]>`
    UPDATE "_prisma_migrations" SET "finished_at" = NULL WHERE "migration_name" = (SELECT max("migration_name") FROM "_prisma_migrations")
    RETURNING "migration_name" AS "name"`
  expect(await ready()).toMatchObject({ ready: false, checks: { migrations: { ok: false, missing: [last?.name] } } })
  await database.$executeRaw`UPDATE "_prisma_migrations" SET "finished_at" = now() WHERE "finished_at" IS NULL`
})

test('D11: the end of the role of the database is told when a fifth of its life is left, and the process stays ready', async () => {
  await admin.connect()
  await admin.query(`ALTER ROLE postgres VALID UNTIL '${days(10).toISOString()}'`)
  const lives = []
  for (const day of [0, 7.9, 8, 9.9]) {
    const { ready: isReady, checks } = await readReadiness(days(day), false)
    lives.push([isReady, checks.credential.ok, checks.credential.life])
  }
  expect(lives).toEqual([
    [true, true, 'good'],
    [true, true, 'good'],
    [true, false, 'ending'],
    [true, false, 'ending'],
  ])
  // A new end begins a new life.
  await admin.query(`ALTER ROLE postgres VALID UNTIL '${days(40).toISOString()}'`)
  const { checks } = await readReadiness(days(9), false)
  expect(checks.credential).toMatchObject({ life: 'good', validUntil: days(40).toISOString() })
})
