import { Client, type ClientBase } from 'pg'
import { databaseUrl } from '@/lib/database-url.mjs'
import { AppError } from '@/lib/domain/errors'
import type { Manifest } from '@/lib/schema/backup'
import { loadTables } from './load-tables'
import { applyMigrations, type Migration, readMigrations } from './migrations'
import { verifyBackup } from './read-backup'
import { inPublic, listAppliedMigrations, listTables } from './tables'

export type RestoreSummary = {
  file: string
  createdAt: string
  tables: number
  rows: number
  migrated: string[]
  /** What signed somebody in when the backup was made, and does not any more; only those of earlier versions hold any */
  ended: { sessions: number; links: number }
  /** What lets programs in again, also where it was revoked after the backup was made */
  valid: { tokens: number; feeds: number }
}

/** How long a restore waits for others to let go of a table, as Postgres writes it. */
const PATIENCE = '20s'

/**
 * Puts back what a backup holds, in one transaction: all of it or nothing. A backup of an older version is loaded into tables as they
 * were, which are then migrated. Sessions and unused links of the backup do not count: they may have been ended since.
 * Takes the file, and whether what the database holds may be replaced. Throws `unprocessable` for a damaged file or one of a newer
 * version, `conflict` when the database is not empty and may not be replaced, or is in use.
 */
export async function restoreBackup(file: string, { replace }: { replace: boolean }): Promise<RestoreSummary> {
  const manifest = await verifyBackup(file)
  const migrations = readMigrations()
  const newer = manifest.migrations.find((name) => !migrations.some((known) => known.name === name))
  if (newer !== undefined) {
    throw new AppError(
      'unprocessable',
      `A newer Hindsight made this backup (it has ${newer}). Upgrade first. Nothing was changed.`,
    )
  }
  const client = new Client({ connectionString: databaseUrl(), connectionTimeoutMillis: 10_000, keepAlive: true })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('BEGIN')
    const work = await restoreWithin(client, { file, manifest, migrations, replace })
    await client.query('COMMIT')
    // The planner knows nothing yet of tables that were filled at once.
    await client.query('ANALYZE')
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    return { file, createdAt: manifest.createdAt, tables: manifest.tables.length, rows, ...work }
  } catch (error) {
    throw explain(error)
  } finally {
    await client.end()
  }
}

/** `lock_timeout` and a deadlock: somebody works on the tables. */
const BUSY = ['55P03', '40P01']

function explain(error: unknown): unknown {
  const busy = error instanceof Error && 'code' in error && BUSY.includes(String(error.code))
  if (!busy) return error
  return new AppError('conflict', 'The database is in use. Stop Hindsight first. Nothing was changed.')
}

type Work = { file: string; manifest: Manifest; migrations: readonly Migration[]; replace: boolean }

type Done = Pick<RestoreSummary, 'migrated' | 'ended' | 'valid'>

async function restoreWithin(client: ClientBase, { file, manifest, migrations, replace }: Work): Promise<Done> {
  await client.query(`SET LOCAL lock_timeout = '${PATIENCE}'`)
  await client.query(`SET LOCAL TimeZone = 'UTC'`)
  // The triggers that keep revisions and guard the audit log let a restore pass.
  await client.query(`SET LOCAL hindsight.restoring = 'on'`)
  if (!replace) await refuseFull(client)
  const applied = await listAppliedMigrations(client)
  const wanted = new Set(manifest.migrations)
  const rest = migrations.filter(({ name }) => !wanted.has(name))
  if (applied.length !== wanted.size || applied.some((name) => !wanted.has(name))) {
    await makeSchemaAnew(client)
    await applyMigrations(
      client,
      migrations.filter(({ name }) => wanted.has(name)),
    )
  }
  await loadTables(client, file, manifest)
  await applyMigrations(client, rest)
  const ended = await endSignIns(client)
  const valid = await countValid(client)
  await holdBack(client, manifest)
  // No trigger told it: what processes have compared or drawn before is out of date.
  await client.query(
    `INSERT INTO public."RecurrenceStamp" ("transaction", "changed") VALUES (pg_current_xact_id()::text::bigint, 'compared') ON CONFLICT DO NOTHING`,
  )
  await client.query(
    `INSERT INTO public."ContentChange" ("transaction") VALUES (pg_current_xact_id()::text::bigint) ON CONFLICT DO NOTHING`,
  )
  await forgetQueue(client)
  return { migrated: rest.map(({ name }) => name), ended, valid }
}

/**
 * Nobody is signed in by what may have been ended after the backup was made: the backup does not tell. People sign in again. A link
 * ends as an invitation does that a later one replaces. Backups of today hold neither; those of earlier versions do.
 */
async function endSignIns(client: ClientBase): Promise<RestoreSummary['ended']> {
  const sessions = await client.query('DELETE FROM public."Session"')
  const links = await client.query(
    `UPDATE public."SignInLink" SET "expiresAt" = now() WHERE "usedAt" IS NULL AND "expiresAt" > now()`,
  )
  await client.query('DELETE FROM public."VerificationToken"')
  return { sessions: sessions.rowCount ?? 0, links: links.rowCount ?? 0 }
}

/** Programs cannot sign in again by themselves, so what they come with stays. Whoever restores is told how much there is to look through. */
async function countValid(client: ClientBase): Promise<RestoreSummary['valid']> {
  const { rows } = await client.query<RestoreSummary['valid']>(
    `SELECT (SELECT count(*)::int FROM public."ApiToken" t JOIN public."User" u ON u."id" = t."userId"
         WHERE t."revokedAt" IS NULL AND (t."expiresAt" IS NULL OR t."expiresAt" > now()) AND u."disabledAt" IS NULL) AS "tokens",
       (SELECT count(*)::int FROM public."FeedToken" f JOIN public."User" u ON u."id" = f."userId"
         WHERE u."disabledAt" IS NULL) AS "feeds"`,
  )
  return rows[0] ?? { tokens: 0, feeds: 0 }
}

/** Nothing but what Hindsight itself brings counts as empty: the catalogue and the sample data. */
async function refuseFull(client: ClientBase): Promise<void> {
  const tables = new Set((await listTables(client)).map(({ name }) => name))
  const byPeople = [
    ['Import', `"via" <> 'demo'`],
    ['User', 'true'],
    ['ApiToken', 'true'],
    ['AuditEntry', `"via" <> 'command-line'`],
  ] as const
  for (const [table, condition] of byPeople) {
    if (!tables.has(table)) continue
    const { rows } = await client.query<{ found: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM ${inPublic(table)} WHERE ${condition}) AS "found"`,
    )
    if (rows[0]?.found) {
      throw new AppError(
        'conflict',
        'This database is in use: it holds what people have stored. --replace puts the backup in its place. Nothing was changed.',
      )
    }
  }
}

async function makeSchemaAnew(client: ClientBase): Promise<void> {
  await client.query('DROP SCHEMA IF EXISTS public CASCADE')
  await client.query('CREATE SCHEMA public')
  await client.query('GRANT USAGE ON SCHEMA public TO PUBLIC')
}

/** What is due to others waits: this may be a copy, made to try something, of one that goes on sending. */
async function holdBack(client: ClientBase, { createdAt }: Manifest): Promise<void> {
  await client.query(`INSERT INTO public."RestoredCopy" ("id", "madeAt") VALUES (gen_random_uuid()::text, $1)`, [
    createdAt,
  ])
}

/** Jobs of what was there before; those of what is there now are found again when a worker starts. */
async function forgetQueue(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('graphile_worker.jobs') IS NOT NULL AS "there"`,
  )
  if (!rows[0]?.there) return
  await client.query('SELECT graphile_worker.complete_jobs(ARRAY(SELECT "id" FROM graphile_worker.jobs))')
}
