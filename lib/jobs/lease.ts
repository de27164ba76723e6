import { setTimeout } from 'node:timers/promises'
import { Client, type ClientConfig, type QueryResult } from 'pg'
import { database } from '@/lib/database'
import { databaseUrl } from '@/lib/database-url.mjs'
import { log } from '@/lib/observe/log'

/** First half of the advisory locks that stand for imports; the second is the hash of the import's id. */
const LEASES = 7_417_002

/** It says nothing for as long as an import takes: that it is there is asked before something between takes it for dead. */
const connection = (): ClientConfig => ({
  connectionString: databaseUrl(),
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
})

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
  const client = new Client(connection())
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

/** Until a connection for leases is asked for again, in milliseconds. */
const AGAIN_MS = 1_000

/**
 * The leases of imports that requests and commands run themselves, all held by one connection: an import may wait long for its turn to store,
 * and a connection for each would leave none to others. A connection that is lost is replaced, and what it held is taken again.
 */
class SharedLeases {
  private readonly held = new Set<string>()
  /** What each connection has locked already: a lock that is taken twice has to be given back twice. */
  private readonly locked = new WeakMap<Promise<Client>, Set<string>>()
  private client: Promise<Client> | null = null
  private taking: Promise<void> | null = null
  private turn: Promise<unknown> = Promise.resolve()

  async take(importId: string): Promise<void> {
    const known = this.client
    this.held.add(importId)
    try {
      await this.lock(importId).catch((error: unknown) => {
        // That it is lost may show only now. A new one that fails is no chance.
        if (known === null) throw error
        this.lose(known)
        return this.lock(importId)
      })
    } catch (error) {
      this.held.delete(importId)
      await this.endWhenIdle()
      throw error
    }
  }

  async giveBack(importId: string): Promise<void> {
    this.held.delete(importId)
    // Without its connection there is nothing to give back.
    await this.unlock(importId).catch(() => undefined)
    await this.endWhenIdle()
  }

  private async lock(importId: string): Promise<void> {
    const connected = (this.client ??= this.connect())
    const client = await connected
    const locked = this.locked.get(connected) ?? new Set()
    this.locked.set(connected, locked)
    if (locked.has(importId)) return
    locked.add(importId)
    const { rows } = await this.ask(client, 'SELECT pg_try_advisory_lock($1, hashtext($2)) AS "got"', importId)
    if (rows[0]?.got === true) return
    // The server has not noticed yet that the former connection is gone, and holds the lock for it.
    locked.delete(importId)
    this.beginTaking()
  }

  private async unlock(importId: string): Promise<void> {
    const connected = this.client
    const client = await connected
    if (!connected || !client || !this.locked.get(connected)?.delete(importId)) return
    await this.ask(client, 'SELECT pg_advisory_unlock($1, hashtext($2))', importId)
  }

  /** One statement after the other: a connection has no place for two. */
  private ask(client: Client, statement: string, importId: string): Promise<QueryResult<{ got?: boolean }>> {
    const asked = this.turn.then(() => client.query<{ got?: boolean }>(statement, [LEASES, importId]))
    this.turn = asked.catch(() => undefined)
    return asked
  }

  private connect(): Promise<Client> {
    const client = new Client({ ...connection(), query_timeout: 5_000 })
    const connected = client.connect().then(() => client)
    client.on('error', () => this.lose(connected))
    client.on('end', () => this.lose(connected))
    connected.catch(() => this.lose(connected))
    return connected
  }

  private lose(connected: Promise<Client>): void {
    if (this.client !== connected) return
    this.client = null
    void connected.then((client) => client.end()).catch(() => undefined)
    this.beginTaking()
  }

  private beginTaking(): void {
    this.taking ??= this.takeAgain().finally(() => (this.taking = null))
  }

  /** Whether something that is held is not locked by the connection that there is now. */
  private isWithout(): boolean {
    const locked = this.client && this.locked.get(this.client)
    return [...this.held].some((importId) => !locked?.has(importId))
  }

  private async takeAgain(): Promise<void> {
    // That there is a connection again says nothing: another import may have made it for itself, or it is the second one since.
    while (this.isWithout()) {
      try {
        for (const importId of this.held) await this.lock(importId)
        if (this.isWithout()) await setTimeout(AGAIN_MS, undefined, { ref: false })
      } catch (error) {
        log.warn('imports that are running are without their leases', { imports: this.held.size }, error)
        if (this.client) this.lose(this.client)
        await setTimeout(AGAIN_MS, undefined, { ref: false })
      }
    }
  }

  private async endWhenIdle(): Promise<void> {
    if (this.held.size > 0 || this.client === null) return
    const connected = this.client
    this.client = null
    await connected.then((client) => client.end()).catch(() => undefined)
  }
}

const shared = new SharedLeases()

/** Runs an import that is not in the queue, so that others see it is alive. */
export async function withLease<T>(importId: string, work: () => Promise<T>): Promise<T> {
  await shared.take(importId)
  try {
    return await work()
  } finally {
    await shared.giveBack(importId)
  }
}
