import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { expect, inject, test } from 'vitest'
import { applyMigrations, readMigrations } from '@/lib/backup/migrations'
import { inPublic, listTables } from '@/lib/backup/tables'
import { ensureDatabase, migrate } from './migrate.mjs'

async function connected(url: string): Promise<Client> {
  const client = new Client(url)
  await client.connect()
  return client
}

/** Half of the migrations are there: among the others are some that change tables. */
async function olderDatabase(): Promise<{ url: string; rest: string[] }> {
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/test_${randomUUID().replaceAll('-', '')}`
  await ensureDatabase(url.href)
  const migrations = readMigrations()
  const half = Math.floor(migrations.length / 2)
  const client = await connected(url.href)
  await applyMigrations(client, migrations.slice(0, half))
  await client.end()
  return { url: url.href, rest: migrations.slice(half).map(({ name }) => name) }
}

test('a migration that waits for a backup does not hold up those who read meanwhile, and goes on when it is done', async () => {
  const { url, rest } = await olderDatabase()
  const backup = await connected(url)
  const reader = await connected(url)
  await backup.query('BEGIN')
  const tables = (await listTables(backup)).map(({ name }) => inPublic(name))
  await backup.query(`LOCK TABLE ${tables.join(', ')} IN ACCESS SHARE MODE`)
  const migrating = migrate(url)
  const waits = `SELECT relation::regclass::text AS "table" FROM pg_locks WHERE NOT granted AND locktype = 'relation'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
  const waited = async () => (await reader.query<{ table: string }>(waits)).rows[0]?.table
  await expect.poll(waited, { timeout: 30_000 }).toBeDefined()
  const table = (await waited()) ?? tables[0]
  await reader.query(`SET statement_timeout = '20s'`)
  await reader.query(`SELECT 1 FROM ${table} LIMIT 1`)
  await backup.query('COMMIT')
  expect(await migrating).toEqual(rest)
  await Promise.all([backup.end(), reader.end()])
})
