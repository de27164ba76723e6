import type { SqlDriverAdapterFactory, SqlQuery, SqlQueryable, Transaction } from '@prisma/driver-adapter-utils'

/** Asks a statement, or does something before, after, or instead; `inTransaction`: others depend on it. */
export type Around = <T>(query: SqlQuery, ask: () => Promise<T>, inTransaction: boolean) => Promise<T>

function surround<Q extends SqlQueryable>(queryable: Q, around: Around, inTransaction: boolean): Q {
  const queryRaw = queryable.queryRaw.bind(queryable)
  const executeRaw = queryable.executeRaw.bind(queryable)
  queryable.queryRaw = (query) => around(query, () => queryRaw(query), inTransaction)
  queryable.executeRaw = (query) => around(query, () => executeRaw(query), inTransaction)
  return queryable
}

/** The same way to the database, with `around` around each statement. */
export function aroundStatements(factory: SqlDriverAdapterFactory, around: Around): SqlDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = surround(await factory.connect(), around, false)
      const startTransaction = adapter.startTransaction.bind(adapter)
      adapter.startTransaction = async (level): Promise<Transaction> =>
        surround(await startTransaction(level), around, true)
      return adapter
    },
  }
}
