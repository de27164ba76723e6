import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { inSavingTransaction } from '@/lib/store/transaction'
import { respondError } from './respond'

const holder = new Client(process.env.DATABASE_URL)
beforeAll(() => holder.connect())
afterAll(() => holder.end())

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
