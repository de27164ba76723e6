import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { log } from '@/lib/observe/log'
import { inLine } from './saving-line'

export type Transaction = Prisma.TransactionClient

/** Any fixed number: every process that saves documents asks for this lock. */
const SAVING = 7_417_001

/** A save may wait for other saves; a large rebuild may take longer than Prisma's five seconds. In milliseconds. */
const LIMITS = { maxWait: 60_000, timeout: 300_000 }

/** How often a transaction is begun at most, and about how long is waited before it is begun again, in milliseconds. */
const TRIES = 4
const AGAIN_AFTER = 50

/**
 * Runs `work` in one transaction: all of it is stored or nothing. When the database ends it because it and others wait for each other it
 * is begun anew, so that `work` may run several times: whatever it leaves behind in the process must be the same as after one run. Throws
 * `conflict` when a row that is changed, or that a new one belongs to, was removed in the meantime.
 */
export async function inTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await database.$transaction(work, LIMITS)
    } catch (error) {
      if (wasRemoved(error)) {
        log.warn('something was removed while it was being changed', {}, error)
        throw new AppError('conflict', REMOVED)
      }
      if (tries >= TRIES || !wasInTheWay(error)) throw error
      // Not all at the same moment again.
      await pause(AGAIN_AFTER * tries * (0.5 + Math.random()))
    }
  }
}

/**
 * As `inTransaction`, one at a time across all processes. Deciding whether a document is new reads what others may be
 * writing: without the lock two imports at once would make two incidents of one.
 */
export function inSavingTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  const saving = () =>
    inTransaction(async (tx) => {
      // A statement has the time that held when it began, so the one that waits for the lock comes after.
      await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(LIMITS.timeout)}, true)`
      // What a save looks up it finds by an index. The planner would rather read a small table whole, once for each of some thousand
      // keys, and keep doing so while an import makes it large; so would a plan that was made for all values before.
      await tx.$executeRaw`SELECT set_config('lock_timeout', ${String(LIMITS.timeout)}, true), pg_advisory_xact_lock(${SAVING}),
        set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true)`
      return work(tx)
    })
  return inLine(saving, LIMITS.maxWait)
}

/** Postgres' codes for transactions that wait for each other, and for one that others have overtaken. Prisma's for both of these is P2034. */
const IN_THE_WAY = ['P2034', '40P01', '40001']

const KnownSchema = z.object({
  code: z.string(),
  // Of a failure that Prisma has found itself it tells other things.
  meta: z
    .object({ driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }) })
    .optional()
    .catch(undefined),
})

/** Prisma's codes for a row that is gone and for one that another refers to, and Postgres' for the latter. */
const GONE = ['P2003', 'P2025', '23503']
const REMOVED = sentence`Something that this belongs to was removed in the meantime, and nothing was changed. Load it again and repeat what is still right.`

function codesOf(error: unknown): string[] {
  const known = KnownSchema.safeParse(error).data
  return known ? [known.code, known.meta?.driverAdapterError.cause.originalCode ?? ''] : []
}

const wasRemoved = (error: unknown) => codesOf(error).some((code) => GONE.includes(code))

const wasInTheWay = (error: unknown) => codesOf(error).some((code) => IN_THE_WAY.includes(code))
