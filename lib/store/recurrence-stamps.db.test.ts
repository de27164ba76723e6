import { expect, test } from 'vitest'
import { database } from '@/lib/database'
import { pruneRecurrenceStamps } from './recurrence-stamps'

const stamp = (from: number, to: number) =>
  database.$executeRaw`INSERT INTO "RecurrenceStamp" ("transaction", "changed") SELECT n, 'compared' FROM generate_series(${from}::int, ${to}::int) n`
const range = () =>
  database.$queryRaw`SELECT count(*)::int AS "count", min("transaction")::int AS "min", max("transaction")::int AS "max" FROM "RecurrenceStamp"`

test('of thousands of stamps the newest stay; of some all', async () => {
  await database.$executeRaw`DELETE FROM "RecurrenceStamp"`
  await stamp(1_000_001, 1_005_000)
  await pruneRecurrenceStamps()
  expect(await range()).toEqual([{ count: 5_000, min: 1_000_001, max: 1_005_000 }])
  await stamp(1_005_001, 1_005_001)
  await pruneRecurrenceStamps()
  expect(await range()).toEqual([{ count: 501, min: 1_004_501, max: 1_005_001 }])
})
