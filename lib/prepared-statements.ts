import { createHash } from 'node:crypto'
import type { SqlDriverAdapterFactory, SqlQuery } from '@prisma/driver-adapter-utils'
import { z } from 'zod'
import { aroundStatements, type Around } from './observe/around-statements'
import { log } from './observe/log'

/**
 * A connection keeps what is prepared, with its plan, until it closes: so many statements at most, none with more values (their number varies
 * from one call to the next), and none that was asked only once.
 */
const MOST = 400
const MOST_VALUES = 64
/** Texts that are remembered as asked once. */
const REMEMBERED = 5_000
/** What is searched for decides how: for a rare word another plan is good than for a common one, and one plan for all would be slow. */
const SEARCHED = /@@|%>|<%|<->|similarity\(/

/**
 * The same for the same text in every process, and another for any other: behind a pooler the connection may be one on which another process
 * has prepared its statements, and a name of both would run the other's statement with our values.
 */
const markOf = (sql: string) => createHash('sha256').update(sql).digest('base64url').slice(0, 22)

/** Postgres: no such statement, or there is one already. Both come of a pooler that gives one connection to several clients. */
const LOST = new Set(['26000', '42P05'])
/** Postgres' words, of code 0A000, when a table was altered under a statement. */
const CHANGED = /cached plan must not change result type/

const ErrorSchema = z.object({ cause: z.object({ originalCode: z.string(), originalMessage: z.string().optional() }) })

type Prepared = {
  /** Under which name a statement is kept; empty where it is not. */
  nameOf: (query: Pick<SqlQuery, 'sql' | 'args'>) => string
  /** The way to the database that asks once more where what is kept no longer holds. */
  through: (factory: SqlDriverAdapterFactory) => SqlDriverAdapterFactory
}

/**
 * Prepared statements: what is asked often is read and planned once for each connection, which takes longer than most statements run.
 * Where a table has changed they are prepared anew; where a pooler loses them none is kept from then on. Inside a transaction neither can
 * be asked again: the transaction fails and the next one works.
 */
export function preparedStatements(): Prepared {
  const marks = new Map<string, string>()
  const once = new Set<string>()
  let generation = 0
  let isOff = false

  function nameOf({ sql, args }: Pick<SqlQuery, 'sql' | 'args'>): string {
    if (isOff || args.length > MOST_VALUES) return ''
    let mark = marks.get(sql)
    if (mark === undefined) {
      if (marks.size >= MOST || SEARCHED.test(sql) || isFirst(sql)) return ''
      mark = markOf(sql)
      marks.set(sql, mark)
    }
    return `hindsight.${generation}.${mark}`
  }

  /** Whether a statement is asked for the first time, as far as that is remembered. */
  function isFirst(sql: string): boolean {
    if (once.delete(sql)) return false
    if (once.size >= REMEMBERED) once.clear()
    once.add(sql)
    return true
  }

  /** Whether the statement was refused for what is kept of it, before it did anything; the next time it will not be. */
  function mend(error: unknown): boolean {
    const { data } = ErrorSchema.safeParse(error)
    if (!data) return false
    const { originalCode: code, originalMessage: message = '' } = data.cause
    if (code === '0A000' && CHANGED.test(message)) {
      generation++
      return true
    }
    if (!LOST.has(code)) return false
    if (!isOff) log.warn('prepared statements are lost on the way to the database: from now on none is kept', { code })
    isOff = true
    return true
  }

  const askedAgain: Around = async (_query, ask, inTransaction) => {
    try {
      return await ask()
    } catch (error) {
      if (mend(error) && !inTransaction) return ask()
      throw error
    }
  }

  return { nameOf, through: (factory) => aroundStatements(factory, askedAgain) }
}
