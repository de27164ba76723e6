import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { aroundStatements, type Around } from './around-statements'
import { withSpan } from './traces'

/** Words that a statement begins with. */
const OPERATIONS =
  /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|COPY|LISTEN|SET|LOCK)\b/i

/** What a statement does: its first word, and none of its text or values. */
export function operationOf(sql: string): string {
  return OPERATIONS.exec(sql)?.[1]?.toUpperCase() ?? 'QUERY'
}

const withQuerySpan: Around = (query, ask) => {
  const operation = operationOf(query.sql)
  return withSpan(`db ${operation}`, { 'db.system.name': 'postgresql', 'db.operation.name': operation }, ask)
}

/** The same way to the database, with a span for each statement. */
export const withQuerySpans = (factory: SqlDriverAdapterFactory) => aroundStatements(factory, withQuerySpan)
