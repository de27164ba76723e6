import { z } from 'zod'

/** Prisma's codes for a server that cannot be reached, refuses the login, or closed the connection, for a full pool, and for a deadlock. */
const AWAY = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1010',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
  'P2037',
])
/**
 * Postgres' own codes: a login refused, a connection lost, no place left for connections, rows or memory, a server that ends, starts or may only be
 * read, a disk that fails, a statement that took too long or waited too long for what others hold, others that wait for what we hold while we wait for theirs, a
 * prepared statement that a pooler has lost.
 */
const STATE = '(?:08[0-9A-Z]{3}|25006|26000|28000|28P01|53[0-9A-Z]{3}|57P0[1-5]|55P03|57014|58030|40001|40P01|42P05)'
const AWAY_STATE = new RegExp(`^${STATE}$`)
/** The same from the driver, which Prisma passes on inside its own errors; of a raw query with Postgres' code. */
const AWAY_TEXT = new RegExp(
  'ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|EHOSTUNREACH|ENETUNREACH|connection (?:terminated|timeout|ended)|' +
    'connection error and is not queryable|server has closed the connection|timeout exceeded when trying to connect|^timeout expired$|^query read timeout$|cached plan must not change result type|unable to start a transaction in the given time|' +
    `DatabaseNotReachable|can't reach database server|Code: \`${STATE}\``,
  'i',
)

/** Of an error of Prisma's that its driver has caused: Postgres' code. */
const DriverSchema = z.object({
  meta: z.object({ driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }) }),
})

function stateOf(error: Error): string {
  const caused = DriverSchema.safeParse(error)
  if (caused.success) return caused.data.meta.driverAdapterError.cause.originalCode
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Whether an error says that the database is away, full or busy, rather than that a query is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'PrismaClientInitializationError') return true
  if ('code' in error && typeof error.code === 'string' && AWAY.has(error.code)) return true
  if (AWAY_STATE.test(stateOf(error))) return true
  return AWAY_TEXT.test(error.message) || (error.cause !== undefined && isDatabaseAway(error.cause))
}
