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

/**
 * The leases of imports that requests and commands run themselves, all held by one connection: an import may wait long for its turn to store,
 * and a connection for each would leave none to others.
 */
class SharedLeases {
  private readonly client = new Client({
    connectionString: databaseUrl(),
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
    keepAlive: true,
  })
  private readonly connected: Promise<unknown>
  private holders = 0

  constructor() {
    // The next import makes a connection of its own. Those that are without a lease now are stopped should somebody close them.
    const leave = () => forget(this)
    this.client.on('error', leave)
    this.client.on('end', leave)
    this.connected = this.client.connect()
  }

  async take(importId: string): Promise<void> {
    this.holders++
    try {
      await this.connected
      await this.client.query('SELECT pg_try_advisory_lock($1, hashtext($2))', [LEASES, importId])
    } catch (error) {
      await this.leave()
      throw error
    }
  }

  async giveBack(importId: string): Promise<void> {
    // Without its connection there is nothing to give back.
    await this.client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [LEASES, importId]).catch(() => undefined)
    await this.leave()
  }

  private async leave(): Promise<void> {
    this.holders--
    if (this.holders > 0) return
    forget(this)
    await this.client.end()
  }
}

let shared: SharedLeases | null = null

function forget(leases: SharedLeases): void {
  if (shared === leases) shared = null
}

/** Takes a lease by the connection that is there, or by a new one should that turn out to be lost. */
async function joinLeases(importId: string): Promise<SharedLeases> {
  const known = shared
  const leases = (shared ??= new SharedLeases())
  try {
    await leases.take(importId)
    return leases
  } catch (error) {
    if (leases !== known) throw error
    forget(leases)
    return joinLeases(importId)
  }
}

/** Runs an import that is not in the queue, so that others see it is alive. */
export async function withLease<T>(importId: string, work: () => Promise<T>): Promise<T> {
  const leases = await joinLeases(importId)
  try {
    return await work()
  } finally {
    await leases.giveBack(importId)
  }
}
