import { PrismaPg } from '@prisma/adapter-pg'
import { Client, type ClientConfig, Pool, type PoolConfig } from 'pg'
import { PrismaClient } from '@/generated/prisma/client'
import { databaseUrl } from './database-url.mjs'
import { log } from './observe/log'
import { databaseErrors } from './observe/metrics'
import { processState } from './observe/process-state'
import { withQuerySpans } from './observe/query-spans'
import { preparedStatements } from './prepared-statements'

/** Connects with the password of the moment at which it is made, not of that at which its pool was. */
class FreshClient extends Client {
  constructor(config?: ClientConfig | string) {
    super({ ...(typeof config === 'object' ? config : {}), connectionString: databaseUrl() })
  }
}

/**
 * A pool of connections to the database. The loss of one is logged and counted; the pool makes another.
 * @param name says in the metrics which pool it is
 */
export function createPool(name: string, options: PoolConfig): Pool {
  // Whether a silent server is still there is asked after ten seconds, not after the two hours of the system.
  const pool = new Pool({ keepAlive: true, keepAliveInitialDelayMillis: 10_000, ...options, Client: FreshClient })
  const lost = (error: Error) => {
    databaseErrors.inc()
    processState.losses++
    log.warn('a connection to the database was lost', { pool: name }, error)
  }
  // Without a listener, a connection that the server closes ends the whole Node process: an idle one tells the pool, one that is
  // in use tells nobody else.
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', () => undefined))
  processState.pools.set(name, pool)
  return pool
}

/** Somebody else holds what a statement needs: after so many milliseconds it is given up, and a page says so. Saves wait longer. */
const LOCK_MS = 10_000

/**
 * A statement that takes so many milliseconds is given up, and the answer says to try again: a few requests that ask for the impossible
 * would else hold all connections. Saves may take longer; backups and the queue have connections of their own.
 */
const STATEMENT_MS = 30_000

/** Somebody who reads a page comes back within so many milliseconds, and finds what the connections have prepared. */
const IDLE_MS = 60_000

function connect(): PrismaClient {
  // An unreachable server shows as an error within 5 s, not as a request that hangs.
  const pool = createPool('application', {
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: IDLE_MS,
    lock_timeout: LOCK_MS,
    statement_timeout: STATEMENT_MS,
  })
  const { nameOf, through } = preparedStatements()
  const adapter = new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator: nameOf })
  return new PrismaClient({ adapter: withQuerySpans(through(adapter)) })
}

const kept = globalThis as typeof globalThis & { hindsightDatabase?: PrismaClient }

/**
 * The one client of this process. It connects at its first query, so importing it needs no database.
 * Kept on `globalThis`, because the development server evaluates modules again at each change.
 */
export const database: PrismaClient = (kept.hindsightDatabase ??= connect())
