// Which processes take jobs of the queue. A killed one leaves its jobs locked, and graphile-worker believes them to run for four hours.
import { EventEmitter } from 'node:events'
import type { WorkerEvents } from 'graphile-worker'
import { Client } from 'pg'
import { databaseUrl } from '@/lib/database-url.mjs'
import { log } from '@/lib/observe/log'
import { inTransaction } from '@/lib/store/transaction'

/**
 * First half of the advisory locks that stand for what takes jobs; the second is the hash of the name that its jobs are locked with, or 0: held
 * by all that are beginning, whose names are not locked yet.
 */
const TAKERS = 7_417_004
const BEGINNING = 0
/** A machine that is gone without a word is given up after about half a minute instead of the kernel's two hours. In seconds. */
const KEEPALIVE = 'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4'

export type Presence = {
  /** For the runners: tells the names under which they take jobs. */
  events: WorkerEvents
  /** Aborted when others cannot see any more that this process is there. */
  lost: AbortSignal
  /** To be called when all runners have begun. */
  begun: () => Promise<void>
  end: () => Promise<void>
}

/** Lets other processes see that this one is about to take jobs, for as long as it lives: by locks of a connection of its own. */
export async function announceWorker(): Promise<Presence> {
  const lost = new AbortController()
  const client = new Client({ connectionString: databaseUrl(), connectionTimeoutMillis: 5_000, keepAlive: true })
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  const names: string[] = []
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => names.push(workerPool.id))
  await client.connect()
  try {
    await client.query(KEEPALIVE)
    await client.query('SELECT pg_advisory_lock_shared($1, $2)', [TAKERS, BEGINNING])
  } catch (error) {
    await client.end()
    throw error
  }
  const begun = async () => {
    for (const name of names) await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [TAKERS, name])
    await client.query('SELECT pg_advisory_unlock_shared($1, $2)', [TAKERS, BEGINNING])
  }
  return { events, lost: lost.signal, begun, end: () => client.end() }
}

type LockedJob = { id: bigint; lockedBy: string; isOver: boolean }

/**
 * Gives back the jobs of processes that are gone, which are run again; runs by the clock that are not made up for are let go. Does nothing
 * while a process begins: it does so itself, or somebody a minute later.
 */
export async function releaseJobsOfDead(): Promise<void> {
  const released = await inTransaction(async (tx) => {
    const [gate] = await tx.$queryRaw<{ isMine: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(${TAKERS}::int, ${BEGINNING}::int) AS "isMine"`
    if (!gate?.isMine) return 0
    const jobs = await tx.$queryRaw<LockedJob[]>`
      SELECT j."id", j."locked_by" AS "lockedBy", j."max_attempts" = 1 AS "isOver"
      FROM graphile_worker.jobs j
      WHERE j."locked_by" IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM pg_locks l
        WHERE l."locktype" = 'advisory' AND l."granted" AND l."classid" = ${TAKERS}::oid
          AND l."objid" = (hashtext(j."locked_by")::bigint & 4294967295)::oid
          AND l."database" = (SELECT "oid" FROM pg_database WHERE "datname" = current_database()))`
    if (jobs.length === 0) return 0
    const dead = [...new Set(jobs.map(({ lockedBy }) => lockedBy))]
    const over = jobs.filter(({ isOver }) => isOver).map(({ id }) => String(id))
    await tx.$executeRaw`SELECT graphile_worker.force_unlock_workers(${dead}::text[])`
    await tx.$executeRaw`SELECT graphile_worker.complete_jobs(${over}::text[]::bigint[])`
    return jobs.length
  })
  if (released > 0) log.info('jobs of processes that are gone were given back to the queue', { jobs: released })
}
