import type { SqlDriverAdapterFactory, SqlQuery, SqlQueryable, Transaction } from '@prisma/driver-adapter-utils'
import { withSpan } from './traces'

/** Words that a statement begins with. */
const OPERATIONS =
  /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|COPY|LISTEN|SET|LOCK)\b/i

/** What a statement does: its first word, and none of its text or values. */
export function operationOf(sql: string): string {
  return OPERATIONS.exec(sql)?.[1]?.toUpperCase() ?? 'QUERY'
}

function around<T>(query: SqlQuery, work: () => Promise<T>): Promise<T> {
  const operation = operationOf(query.sql)
  return withSpan(`db ${operation}`, { 'db.system.name': 'postgresql', 'db.operation.name': operation }, work)
}

function spanned<Q extends SqlQueryable>(queryable: Q): Q {
  const queryRaw = queryable.queryRaw.bind(queryable)
  const executeRaw = queryable.executeRaw.bind(queryable)
  queryable.queryRaw = (query) => around(query, () => queryRaw(query))
  queryable.executeRaw = (query) => around(query, () => executeRaw(query))
  return queryable
}

/** The same way to the database, with a span for each statement. */
export function withQuerySpans(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = spanned(await factory.connect())
      const startTransaction = adapter.startTransaction.bind(adapter)
      adapter.startTransaction = async (level): Promise<Transaction> => spanned(await startTransaction(level))
      return adapter
    },
  }
}
