import { once } from 'node:events'
import type { ClientBase } from 'pg'
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams'
import { AppError } from '@/lib/domain/errors'
import type { BackupTable, Manifest } from '@/lib/schema/backup'
import { readTables } from './read-backup'
import { inPublic, listSequences, listTables, quoted } from './tables'

type ForeignKey = { table: string; name: string; definition: string }

/**
 * Fills the tables with what the backup holds, in the transaction that is open; what they held is gone. No trigger of ours runs:
 * what triggers wrote is in the backup. References between tables are checked when all are filled.
 */
export async function loadTables(client: ClientBase, file: string, manifest: Manifest): Promise<void> {
  await compareTables(client, manifest)
  const tables = manifest.tables.map(({ name }) => inPublic(name))
  const references = await dropReferences(client)
  for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  await client.query(`TRUNCATE ${tables.join(', ')}`)
  await fillTables(client, file, manifest)
  await setSequences(client, manifest)
  for (const { table, name, definition } of references) {
    await client.query(`ALTER TABLE ${inPublic(table)} ADD CONSTRAINT ${quoted(name)} ${definition}`)
  }
  for (const table of tables) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
}

/** The tables are those that the backup was made of, column by column. */
async function compareTables(client: ClientBase, manifest: Manifest): Promise<void> {
  const words = (tables: readonly { name: string; columns: string[] }[]) =>
    tables.map(({ name, columns }) => `${name}: ${columns.toSorted().join(', ')}`).toSorted()
  const [here, there] = [words(await listTables(client)), words(manifest.tables)]
  const other = there.find((table) => !here.includes(table)) ?? here.find((table) => !there.includes(table))
  if (other === undefined) return
  throw new AppError(
    'unprocessable',
    `The backup does not fit its own migrations (${other.split(':', 1)[0] ?? ''}). Nothing was changed.`,
  )
}

async function dropReferences(client: ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT r.relname AS "table", c.conname AS "name", pg_get_constraintdef(c.oid) AS "definition"
     FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
     WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace ORDER BY 1, 2`,
  )
  for (const { table, name } of rows) {
    await client.query(`ALTER TABLE ${inPublic(table)} DROP CONSTRAINT ${quoted(name)}`)
  }
  return rows
}

type Filling = { table: BackupTable; stream: CopyStreamQuery }

async function fillTables(client: ClientBase, file: string, manifest: Manifest): Promise<void> {
  const byName = new Map(manifest.tables.map((table) => [table.name, table]))
  let open = null as Filling | null
  for await (const { name, bytes } of readTables(file, manifest)) {
    const table = byName.get(name)
    if (!table) continue
    if (open?.table !== table) {
      if (open) await finish(open)
      const list = table.columns.map(quoted).join(', ')
      open = { table, stream: client.query(copyFrom(`COPY ${inPublic(name)} (${list}) FROM STDIN`)) }
    }
    if (!open.stream.write(bytes)) await once(open.stream, 'drain')
  }
  if (open) await finish(open)
}

async function finish({ table, stream }: Filling): Promise<void> {
  stream.end()
  await once(stream, 'finish')
  if (stream.rowCount === table.rows) return
  throw new AppError(
    'unprocessable',
    `${table.name} has ${stream.rowCount} rows instead of ${table.rows}. Nothing was changed.`,
  )
}

async function setSequences(client: ClientBase, manifest: Manifest): Promise<void> {
  const here = new Set(await listSequences(client))
  for (const { name, last, called } of manifest.sequences) {
    if (here.has(name))
      await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [inPublic(name), last, called])
  }
}
