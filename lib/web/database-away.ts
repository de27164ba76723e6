/** Prisma's codes for a server that cannot be reached, refuses the login, or closed the connection, and for a full pool. */
const AWAY = new Set(['P1000', 'P1001', 'P1002', 'P1003', 'P1008', 'P1010', 'P1017', 'P2024'])
/** The same from the driver, which Prisma passes on inside its own errors; of a raw query with Postgres' code: a login refused, no connection left, a server that ends or starts. */
const AWAY_TEXT =
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|connection (terminated|timeout)|DatabaseNotReachable|can't reach database server|Code: `(?:28000|28P01|53300|57P0[1-3])`/i

/** Whether an error says that the database is away, rather than that a query is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'PrismaClientInitializationError') return true
  if ('code' in error && typeof error.code === 'string' && AWAY.has(error.code)) return true
  return AWAY_TEXT.test(error.message) || (error.cause !== undefined && isDatabaseAway(error.cause))
}
