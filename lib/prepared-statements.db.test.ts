import { PrismaPg } from '@prisma/adapter-pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PrismaClient } from '@/generated/prisma/client'
import { createPool } from './database'
import { preparedStatements } from './prepared-statements'

/** One connection, so that what was prepared on it is what is asked on it. */
function connect() {
  const { nameOf, through } = preparedStatements()
  const pool = createPool('test', { max: 1 })
  return new PrismaClient({ adapter: through(new PrismaPg(pool, { statementNameGenerator: nameOf })) })
}
let client: PrismaClient

beforeEach(async () => {
  client = connect()
  await client.$executeRaw`CREATE TABLE "Changing" ("id" int PRIMARY KEY, "size" int)`
  await client.$executeRaw`INSERT INTO "Changing" VALUES (1, 7)`
})
afterEach(async () => {
  await client.$executeRaw`DROP TABLE "Changing"`
  await client.$disconnect()
})

const read = (id = 1) => client.$queryRaw`SELECT "size" FROM "Changing" WHERE "id" = ${id}`

/** How often Postgres has run what it keeps of such a text on this connection. */
async function runsOf(text: string): Promise<number[]> {
  const rows = await client.$queryRawUnsafe<{ runs: bigint }[]>(
    `SELECT generic_plans + custom_plans AS "runs" FROM pg_prepared_statements WHERE statement LIKE '%${text}%' AND statement NOT LIKE '%pg_prepared%'`,
  )
  return rows.map(({ runs }) => Number(runs))
}

test('what is asked again is kept by the connection, and what is asked once is not', async () => {
  await read()
  expect(await runsOf('Changing')).toEqual([])
  for (let times = 0; times < 4; times++) await read(times)
  expect(await runsOf('Changing')).toEqual([4])
})

test('what is searched for is planned for its words each time', async () => {
  const search = (words: string) =>
    client.$queryRaw`SELECT "id" FROM "Incident" WHERE to_tsvector('simple', "slug") @@ plainto_tsquery(${words})`
  for (let times = 0; times < 4; times++) await search(`word${times}`)
  expect(await runsOf('plainto_tsquery')).toEqual([])
})

test('a statement with very many values is not kept: their number changes', async () => {
  const ids = Array.from({ length: 65 }, (_, index) => `incident-${index}`)
  for (let times = 0; times < 3; times++) await client.incident.findMany({ where: { id: { in: ids } } })
  expect(await runsOf('Incident')).toEqual([])
  for (let times = 0; times < 3; times++) await client.incident.findMany({ where: { id: { in: ids.slice(60) } } })
  expect(await runsOf('Incident')).toEqual([2])
})

test('a table that is altered under a kept statement is read as it is now', async () => {
  for (let times = 0; times < 4; times++) expect(await read()).toEqual([{ size: 7 }])
  await client.$executeRaw`ALTER TABLE "Changing" ALTER COLUMN "size" TYPE text`
  expect(await read()).toEqual([{ size: '7' }])
  expect(await read()).toEqual([{ size: '7' }])
})

test('inside a transaction it fails once, and the next one works', async () => {
  for (let times = 0; times < 4; times++) await read()
  await client.$executeRaw`ALTER TABLE "Changing" ALTER COLUMN "size" TYPE text`
  const readInside = () => client.$transaction((tx) => tx.$queryRaw`SELECT "size" FROM "Changing" WHERE "id" = ${1}`)
  await expect(readInside()).rejects.toThrow('cached plan must not change result type')
  expect(await readInside()).toEqual([{ size: '7' }])
})

test('behind a pooler that loses what was prepared, everything works and nothing is kept any more', async () => {
  for (let times = 0; times < 4; times++) await read()
  await client.$executeRawUnsafe('DEALLOCATE ALL')
  expect(await read()).toEqual([{ size: 7 }])
  expect(await read()).toEqual([{ size: 7 }])
  expect(await runsOf('Changing')).toEqual([])
})

test('behind a pooler that gives us the connection of another process, its statement is never taken for ours', async () => {
  for (let times = 0; times < 3; times++) expect(await read()).toEqual([{ size: 7 }])
  // Another process asks other things, and each of them twice.
  const other = preparedStatements()
  const texts = Array.from({ length: 50 }, (_, count) => `SELECT $1::int + ${count} AS "size"`)
  await client.$executeRawUnsafe('DEALLOCATE ALL')
  for (const sql of [...texts, ...texts]) {
    const name = other.nameOf({ sql, args: [1] })
    if (name !== '') await client.$executeRawUnsafe(`PREPARE "${name}" AS ${sql}`)
  }
  expect(await read()).toEqual([{ size: 7 }])
})
