import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { cloneDatabase } from '@/tests/setup/clone-database'
import { migrate } from '@/scripts/migrate.mjs'
import { readMigrations } from './migrations'
import { restoreBackup } from './restore-backup'

/** Made by the release before incidents had a visibility: nine documents, two people, a session, a token. */
const OLDER = path.join(import.meta.dirname, '../../tests/fixtures/backup/before-access/input.tar.gz')

const here = process.env.DATABASE_URL ?? ''
let pristine: { url: string; drop: () => Promise<void> }
const client = new Client(here)

beforeAll(async () => {
  pristine = await cloneDatabase(inject('postgresUrl'))
  await restoreBackup(OLDER, { replace: false })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await pristine.drop()
})

const ask = async <Row extends object>(sql: string, on = client) => (await on.query<Row>(sql)).rows

/** Everything that makes the shape of a database: columns, constraints, indexes, triggers, functions, extensions. */
const SHAPE = `
  SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || COALESCE(column_default, '')
    || ' ' || COALESCE(generation_expression, '') AS "part" FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT 'trigger ' || tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text || ' ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'function ' || p.oid::regprocedure || ' ' || md5(p.prosrc) FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT 'extension ' || extname FROM pg_extension
  ORDER BY 1`

test('a backup of the previous release is restored and migrated: the database has the shape of a new one', async () => {
  const fresh = new Client(pristine.url)
  await fresh.connect()
  const parts = async (on: Client) => (await ask<{ part: string }>(SHAPE, on)).map(({ part }) => part)
  expect(await parts(client)).toEqual(await parts(fresh))
  await fresh.end()
  expect(await migrate(here)).toEqual([])
  const [applied] = await ask<{ n: number }>('SELECT count(*)::int AS n FROM "_prisma_migrations"')
  expect(applied?.n).toBe(readMigrations().length)
})

test('its people, tokens, incidents and edits are there, and nobody is signed in by what may have been ended since', async () => {
  expect(
    await ask('SELECT "id", "email", "role" FROM "User" WHERE "name" IN (\'maya\', \'sam\') ORDER BY "id"'),
  ).toEqual([
    { id: 'maya', email: 'maya@example.org', role: 'admin' },
    { id: 'sam', email: 'sam@example.org', role: 'viewer' },
  ])
  // The backup holds a session of maya.
  expect(await ask('SELECT "userId" FROM "Session"')).toEqual([])
  expect(await ask('SELECT "name", "scope" FROM "ApiToken"')).toEqual([{ name: 'agent', scope: 'write' }])
  expect(await ask('SELECT count(*)::int AS n FROM "Incident"')).toEqual([{ n: 10 }])
  expect(await ask('SELECT DISTINCT "visibility" FROM "Incident"')).toEqual([{ visibility: 'internal' }])
  expect(
    await ask(`SELECT count(*)::int AS n FROM "Incident" WHERE "editedFields" = '{tags}' AND 'edited' = ANY ("tags")`),
  ).toEqual([{ n: 1 }])
  expect(await ask('SELECT count(*)::int AS n FROM "AuditEntry"')).toEqual([{ n: 53 }])
  expect(
    await ask(`SELECT DISTINCT "slug" FROM "SearchDocument" WHERE "search" @@ hindsight_query('slow api deploy')`),
  ).not.toEqual([])
})

test('a failure in a later migration leaves the database as it was', async () => {
  const other = await cloneDatabase(inject('postgresUrl'))
  const at = new Client(other.url)
  await at.connect()
  await at.query('CREATE SCHEMA guard')
  await at.query(`CREATE FUNCTION guard.refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
    IF to_regclass('public."BackupRun"') IS NOT NULL AND to_regclass('public."Team"') IS NOT NULL AND current_setting('hindsight.restoring', true) = 'on'
    THEN RAISE EXCEPTION 'refused'; END IF; END $$`)
  await at.query(
    "CREATE EVENT TRIGGER refuse_last ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION guard.refuse()",
  )
  const before = await ask(SHAPE, at)
  process.env.DATABASE_URL = other.url
  await expect(restoreBackup(OLDER, { replace: true })).rejects.toThrow('refused')
  process.env.DATABASE_URL = here
  expect(await ask(SHAPE, at)).toEqual(before)
  await at.end()
  await other.drop()
})
