import { createHash } from 'node:crypto'
import { Client, type ClientBase } from 'pg'
import { databaseUrl } from '@/lib/database-url.mjs'

/**
 * Eight hex digits that stand for the database in names of files: others may keep their backups in the same folder. A copy of the
 * server's files has the mark of the server that it was made of.
 */
export async function databaseMark(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ place: string }>(
    `SELECT (SELECT system_identifier FROM pg_control_system()) || ' ' || oid AS "place"
     FROM pg_database WHERE datname = current_database()`,
  )
  return createHash('sha256')
    .update(rows[0]?.place ?? '')
    .digest('hex')
    .slice(0, 8)
}

/** The mark of the database that this process works on. */
export async function readDatabaseMark(): Promise<string> {
  const client = new Client({ connectionString: databaseUrl(), connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await databaseMark(client)
  } finally {
    await client.end()
  }
}
