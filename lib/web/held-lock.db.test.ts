import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { inSavingTransaction } from '@/lib/store/transaction'
import { respondError } from './respond'

const holder = new Client(process.env.DATABASE_URL)
beforeAll(() => holder.connect())
afterAll(() => holder.end())

/** Connections that the application has at most. */
const CONNECTIONS = 10

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

test('what somebody else holds is not waited for without end: the answer says to try again, and it works when it is free', async () => {
  await holder.query('BEGIN')
  await holder.query('LOCK TABLE "Incident" IN ACCESS EXCLUSIVE MODE')
  const failed = await Promise.all([
    failure(database.incident.count()),
    failure(database.$queryRaw`SELECT count(*) FROM "Incident"`),
    failure(database.$transaction((tx) => tx.incident.count())),
  ])
  const answers = await Promise.all(failed.map((error) => respondError(error).json()))
  await holder.query('ROLLBACK')
  for (const answer of answers) expect(answer).toMatchObject({ error: { code: 'unavailable' } })
  expect(await database.incident.count()).toBe(0)
}, 60_000)

test('a save waits for other saves longer than a page waits', async () => {
  const limitOf = (tx: Pick<typeof database, '$queryRaw'>) =>
    tx.$queryRaw`SELECT current_setting('lock_timeout') AS "limit"`
  expect(await limitOf(database)).toEqual([{ limit: '10s' }])
  expect(await inSavingTransaction(limitOf)).toEqual([{ limit: '5min' }])
  expect(await limitOf(database)).toEqual([{ limit: '10s' }])
})

test('a statement that takes too long is given up, and the answer says to try again; one of a save may take longer', async () => {
  const limitOf = (tx: Pick<typeof database, '$queryRaw'>) =>
    tx.$queryRaw`SELECT current_setting('statement_timeout') AS "limit"`
  expect(await limitOf(database)).toEqual([{ limit: '30s' }])
  expect(await inSavingTransaction(limitOf)).toEqual([{ limit: '5min' }])
  expect(await limitOf(database)).toEqual([{ limit: '30s' }])
  const late = database.$transaction([
    database.$queryRaw`SELECT set_config('statement_timeout', '50', true)`,
    database.$queryRaw`SELECT count(*) FROM generate_series(1, 1000000000)`,
  ])
  const failed = await failure(late)
  expect(await respondError(failed).json()).toMatchObject({ error: { code: 'unavailable' } })
})

/** Gives every connection of the pool this time for a statement. They are all taken at once, so that none is left out. */
async function limitEach(ms: number): Promise<void> {
  let open = 0
  let go: () => void = () => undefined
  const all = new Promise<void>((resolve) => (go = resolve))
  const each = () =>
    database.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(ms)}, false)`
      if (++open === CONNECTIONS) go()
      await all
    })
  await Promise.all(Array.from({ length: CONNECTIONS }, each))
}

test('a save waits for those of other processes longer than a statement may take', async () => {
  await limitEach(200)
  await holder.query('BEGIN')
  // The lock of those who save.
  await holder.query('SELECT pg_advisory_xact_lock(7417001)')
  const saving = inSavingTransaction((tx) => tx.$queryRaw`SELECT 1 AS "one"`).catch((error: unknown) => error)
  const waits = async () => {
    const { rowCount } = await holder.query(`SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND clock_timestamp() - query_start > interval '400 ms'`)
    return rowCount
  }
  await expect.poll(waits, { timeout: 10_000 }).toBe(1)
  await holder.query('ROLLBACK')
  expect(await saving).toEqual([{ one: 1 }])
  await limitEach(30_000)
})
