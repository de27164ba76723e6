import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { database } from '@/lib/database'
import { databaseUrl } from '@/lib/database-url.mjs'
import { pruneContentChanges } from '@/lib/store/content-changes'
import { OF_EVERY_REQUEST, UNCOUNTED } from '@/tests/factories/uncounted-tables'
import { isUnchangedSince, readSnapshot } from './content-changes'

let other: Client

beforeEach(async () => {
  other = new Client({ connectionString: databaseUrl() })
  await other.connect()
  await database.savedView.deleteMany()
  await database.team.deleteMany()
})
afterEach(() => other.end())

const addTeam = (slug: string) => other.query(`INSERT INTO "Team" ("id", "slug", "name") VALUES ($1, $1, $1)`, [slug])

test('what somebody else stores counts from its commit on', async () => {
  const before = await readSnapshot()
  expect(await isUnchangedSince(before)).toBe(true)
  await other.query('BEGIN')
  await addTeam('payments')
  expect(await isUnchangedSince(before)).toBe(true)
  // Taken while the other has changed something that nobody sees yet.
  const during = await readSnapshot()
  expect(await isUnchangedSince(during)).toBe(true)
  await other.query('COMMIT')
  expect(await isUnchangedSince(before)).toBe(false)
  expect(await isUnchangedSince(during)).toBe(false)
  expect(await isUnchangedSince(await readSnapshot())).toBe(true)
})

test('the order of commits is no matter: who began first may end last', async () => {
  const second = new Client({ connectionString: databaseUrl() })
  await second.connect()
  await other.query('BEGIN')
  await addTeam('first')
  await second.query(`INSERT INTO "Team" ("id", "slug", "name") VALUES ('second', 'second', 'second')`)
  await second.end()
  const between = await readSnapshot()
  expect(await isUnchangedSince(between)).toBe(true)
  await other.query('COMMIT')
  expect(await isUnchangedSince(between)).toBe(false)
})

test('what is taken back changes nothing, whole or in part', async () => {
  const before = await readSnapshot()
  await other.query('BEGIN')
  await addTeam('gone')
  await other.query('ROLLBACK')
  await other.query('BEGIN')
  await other.query('SAVEPOINT here')
  await addTeam('gone')
  await other.query('ROLLBACK TO SAVEPOINT here')
  await other.query('COMMIT')
  expect(await isUnchangedSince(before)).toBe(true)
  // The note that the transaction has written is taken back with the part that wrote it.
  await other.query('BEGIN')
  await other.query('SAVEPOINT here')
  await addTeam('gone')
  await other.query('ROLLBACK TO SAVEPOINT here')
  await addTeam('stays')
  await other.query('COMMIT')
  expect(await isUnchangedSince(before)).toBe(false)
})

test('a changed, a removed and an emptied table count as well', async () => {
  await addTeam('billing')
  for (const statement of [
    `UPDATE "Team" SET "name" = 'Billing'`,
    `DELETE FROM "Team"`,
    `TRUNCATE "Team" CASCADE`,
    `DELETE FROM "Asked"`,
  ]) {
    const before = await readSnapshot()
    await other.query(statement)
    expect(await isUnchangedSince(before), statement).toBe(false)
  }
})

test('numbers of another database than the one that was read count as changed', async () => {
  expect(await isUnchangedSince('900000000:900000000:')).toBe(false)
})

test('changes of long ago are forgotten, others are not', async () => {
  const [{ xid }] = z
    .tuple([z.object({ xid: z.bigint() })])
    .parse(await database.$queryRaw`SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS "xid"`)
  const at = (hours: number) => new Date(Date.now() - hours * 3_600_000)
  await database.contentChange.createMany({
    data: [
      { transaction: xid + 1_000_001n, at: at(25) },
      { transaction: xid + 1_000_002n, at: at(23) },
    ],
  })
  await pruneContentChanges()
  const left = await database.contentChange.findMany({ where: { transaction: { gt: xid + 1_000_000n } } })
  expect(left.map(({ transaction }) => transaction - xid)).toEqual([1_000_002n])
  await database.contentChange.deleteMany({ where: { transaction: { gt: xid + 1_000_000n } } })
})

test('every table counts but those that no page shows, as tests/e2e/remembered-pages.e2e.ts finds by taking them away', async () => {
  const rows = await database.$queryRaw`
    SELECT c.relname AS "name" FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND NOT EXISTS (SELECT 1 FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE t.tgrelid = c.oid AND p.proname = 'hindsight_note_change' AND t.tgenabled = 'O')`
  const uncounted = z.array(z.object({ name: z.string() })).parse(rows)
  expect(uncounted.map(({ name }) => name).toSorted()).toEqual([...UNCOUNTED, ...OF_EVERY_REQUEST].toSorted())
})
