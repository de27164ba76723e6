import { Client } from 'pg'
import { database } from '@/lib/database'
import { databaseUrl } from '@/lib/database-url.mjs'

/** First half of the advisory locks that stand for imports; the second is the hash of the import's id. */
const LEASES = 7_417_002

export type Lease = {
  /** Aborted when the connection that holds the lease is gone: another process may have it then. */
  lost: AbortSignal
  release: () => Promise<void>
}

/**
 * Takes the right to run an import; null when somebody has it. It is a lock of a connection of its own, so that it ends with
 * the process however that ends.
 */
export async function takeLease(importId: string): Promise<Lease | null> {
  const lost = new AbortController()
  const client = new Client({ connectionString: databaseUrl(), connectionTimeoutMillis: 5_000, keepAlive: true })
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  await client.connect()
  try {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken', [
      LEASES,
      importId,
    ])
    if (rows[0]?.taken === true) return { lost: lost.signal, release: () => client.end() }
  } catch (error) {
    await client.end()
    throw error
  }
  await client.end()
  return null
}

/** Whether some process has the lease of an import. */
export async function isHeld(importId: string): Promise<boolean> {
  const [row] = await database.$queryRaw<{ held: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM pg_locks
      WHERE "locktype" = 'advisory' AND "granted" AND "classid" = ${LEASES}::oid
        AND "objid" = (hashtext(${importId})::bigint & 4294967295)::oid
        AND "database" = (SELECT "oid" FROM pg_database WHERE "datname" = current_database())
    ) AS "held"`
  return row?.held ?? false
}

/** Runs an import that is not in the queue, so that others see it is alive. */
export async function withLease<T>(importId: string, work: () => Promise<T>): Promise<T> {
  const lease = await takeLease(importId)
  try {
    return await work()
  } finally {
    await lease?.release()
  }
}
