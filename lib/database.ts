import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { PrismaClient } from '@/generated/prisma/client'

/** Where nothing listens: without DATABASE_URL a query fails at once instead of finding some other server by libpq's defaults. */
const NOWHERE = 'postgresql://unset@127.0.0.1:1/unset'

function connect(): PrismaClient {
  const pool = new Pool({
    connectionString: process.env.DATABASE_URL || NOWHERE,
    max: 10,
    // An unreachable server shows as an error within 5 s, not as a request that hangs.
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  // Without a listener, an idle connection that the server closes ends the whole Node process.
  pool.on('error', (error) => console.error(`database connection lost: ${error.message}`))
  return new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) })
}

const kept = globalThis as typeof globalThis & { hindsightDatabase?: PrismaClient }

/**
 * The one client of this process. It connects at its first query, so importing it needs no database.
 * Kept on `globalThis`, because the development server evaluates modules again at each change.
 */
export const database: PrismaClient = (kept.hindsightDatabase ??= connect())
