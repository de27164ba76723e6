import type { ClientBase } from 'pg'

/** What tells of the place where Hindsight runs and not of what it keeps. The queue, in a schema of its own, is rebuilt from the tables. */
const OF_THE_PLACE = [
  '_prisma_migrations',
  'BackupRun',
  'ContentChange',
  'DatabaseCredential',
  'KeptCopy',
  'RateLimit',
  'RecurrenceStamp',
  'RestoredCopy',
]

/**
 * Which rows a backup keeps of a table `x`, where it does not keep all. What signs somebody in ends with a restore, since it may have been
 * ended after the backup was made: so it is not written, and its hashes lie in no backup. Tokens of a break-glass session, those that were
 * made with them, and what takes their place end with it. Asked of the whole row, as older databases have not all of these columns.
 */
const KEPT: Record<string, string> = {
  Session: 'false',
  VerificationToken: 'false',
  SignInLink: 'x."usedAt" IS NOT NULL',
  ApiToken: `x."id" NOT IN (
    WITH RECURSIVE ended AS (
      SELECT t."id" FROM public."ApiToken" t WHERE to_jsonb(t) ->> 'sessionId' IS NOT NULL
      UNION SELECT t."id" FROM public."ApiToken" t JOIN ended e ON e."id" IN (to_jsonb(t) ->> 'parentId', to_jsonb(t) ->> 'replacesId')
    ) SELECT "id" FROM ended)`,
}

/** `kept`: the rows that a backup holds, as a condition of SQL over the table as `x`. */
export type StoredTable = { name: string; columns: string[]; key: string[]; kept: string }

/** The tables that a backup holds, with the columns that are stored (not computed) and those of the primary key. */
export async function listTables(client: ClientBase): Promise<StoredTable[]> {
  const { rows } = await client.query<Omit<StoredTable, 'kept'>>(
    `SELECT c.relname AS "name",
       (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS "columns",
       COALESCE((SELECT array_agg(a.attname::text ORDER BY array_position(i.indkey::int2[], a.attnum))
         FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
         WHERE i.indrelid = c.oid AND i.indisprimary), '{}') AS "key"
     FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> ALL ($1)
     ORDER BY c.relname`,
    [OF_THE_PLACE],
  )
  return rows.map((table) => ({ ...table, kept: KEPT[table.name] ?? 'true' }))
}

/** Names of the sequences that tables take numbers from. */
export async function listSequences(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS "name" FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' ORDER BY relname`,
  )
  return rows.map(({ name }) => name)
}

/** The migrations that a database has, oldest first; none when it is new. */
export async function listAppliedMigrations(client: ClientBase): Promise<string[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public."_prisma_migrations"') IS NOT NULL AS "there"`,
  )
  if (!found[0]?.there) return []
  const { rows } = await client.query<{ name: string }>(
    `SELECT "migration_name" AS "name" FROM public."_prisma_migrations"
     WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL ORDER BY "migration_name"`,
  )
  return rows.map(({ name }) => name)
}

/** A name as it is written in SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A table or sequence of the application's schema, as it is written in SQL. */
export const inPublic = (name: string): string => `public.${quoted(name)}`
