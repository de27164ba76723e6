import type { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'

export type Transaction = Prisma.TransactionClient

/** Any fixed number: every process that saves documents asks for this lock. */
const SAVING = 7_417_001

/** A save may wait for other saves; a large rebuild may take longer than Prisma's five seconds. In milliseconds. */
const LIMITS = { maxWait: 60_000, timeout: 300_000 }

/** Runs `work` in one transaction: all of it is stored or nothing. */
export function inTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database.$transaction(work, LIMITS)
}

/**
 * As `inTransaction`, one at a time across all processes. Deciding whether a document is new reads what others may be
 * writing: without the lock two imports at once would make two incidents of one.
 */
export function inSavingTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return inTransaction(async (tx) => {
    // What a save looks up it finds by an index. The planner would rather read a small table whole, once for each of some thousand
    // keys, and keep doing so while an import makes it large.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SAVING}), set_config('enable_seqscan', 'off', true)`
    return work(tx)
  })
}
