import { database } from '@/lib/database'
import { inTransaction, type Transaction } from './transaction'

/** The task of the queue that looks for one changed pattern in everything stored; its payload is `{ patternId }`. */
export const PATTERN_TASK = 'pattern-run'

/** Asks for a changed pattern to be looked for in everything stored, from the beginning. For the transaction of the change. */
export async function requestRun(tx: Transaction, patternId: string): Promise<void> {
  const total = (await tx.incident.count()) + (await tx.skill.count())
  const anew = { kind: 'skill', after: '', checked: 0, total, changed: 0, startedAt: new Date(), finishedAt: null }
  await tx.patternRun.upsert({ where: { patternId }, create: { patternId, ...anew }, update: anew })
  await addRunJob(tx, patternId)
}

/** Wakes a worker up for a run. One at a time: the other places of the queue are for imports. */
async function addRunJob(tx: Transaction, patternId: string): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(
      ${PATTERN_TASK}, json_build_object('patternId', ${patternId}::text), queue_name := ${PATTERN_TASK},
      job_key := 'pattern:' || ${patternId}::text, max_attempts := 3, priority := 10)`
}

/** Puts runs that no process is at back into the queue: theirs was killed. */
export async function recoverRuns(isHeld: (patternId: string) => Promise<boolean>): Promise<void> {
  const open = await database.patternRun.findMany({ where: { finishedAt: null }, select: { patternId: true } })
  for (const { patternId } of open) {
    if (!(await isHeld(patternId))) await inTransaction((tx) => releaseAndAdd(tx, patternId))
  }
}

/** A killed worker's lock would keep the queue of runs shut for hours. */
async function releaseAndAdd(tx: Transaction, patternId: string): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT j."locked_by"))
    FROM graphile_worker.jobs j WHERE j."key" = 'pattern:' || ${patternId}::text AND j."locked_by" IS NOT NULL`
  await addRunJob(tx, patternId)
}
