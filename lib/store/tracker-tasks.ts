// The queue of calls to trackers: written with the change that they follow from, taken by one process at a time, and what became of them.
import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { hiddenAmong } from '@/lib/access'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { nextCall, pauseUntil } from '@/lib/domain/tracker-schedule'
import { TrackerTaskKindSchema, type TrackerKind, type TrackerTaskKind } from '@/lib/schema/tracker'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inTransaction, type Transaction } from './transaction'

/** The tasks of the queue: the first makes the calls that are due, the second asks trackers what has changed there. */
export const CALL_TRACKERS_TASK = 'call-trackers'
export const POLL_TRACKERS_TASK = 'poll-trackers'

/** A call that began so long ago has died with its process, and is made again. In milliseconds. */
const LOST_AFTER = 600_000
/** Calls that were made are kept for so many days, and deliveries of webhooks so that the same again is known. */
const KEPT_DAYS = 14

/** Wakes the queue at `at`, once for that second. */
async function wakeCaller(tx: Transaction, at: Date): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(${CALL_TRACKERS_TASK}, '{}'::json, run_at := ${at},
      job_key := ${`${CALL_TRACKERS_TASK}:${Math.floor(at.getTime() / 1000)}`}, max_attempts := 3)`
}

/** Writes a call for an item in the transaction of what it follows from; a trigger wakes the queue. */
export async function addTask(
  tx: Transaction,
  task: { projectId: string; actionItemId: string; kind: TrackerTaskKind; byName: string; mayTell?: boolean },
): Promise<string> {
  const { id } = await tx.trackerTask.create({ data: task, select: { id: true } })
  return id
}

const ClaimedSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  actionItemId: z.string(),
  kind: TrackerTaskKindSchema,
  attempts: z.int(),
  mayTell: z.boolean(),
  createdAt: z.date(),
})
export type ClaimedTask = z.infer<typeof ClaimedSchema>

const isTaken = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError &&
  /23505|P2002/.test(`${error.code} ${error.message} ${JSON.stringify(error.meta)}`)

/**
 * Takes one call of a tracker that is due, so that no other process makes it, and none for an item that is being called for: among them one
 * whose process has died. Other calls of the same item that it makes needless are done with it. null when nothing is due.
 */
export async function claimTask(kind: TrackerKind, now: Date): Promise<ClaimedTask | null> {
  // Another process may be taking another call of the same item at this moment; then there may be more.
  for (let round = 0; round < 5; round++) {
    try {
      return await inTransaction((tx) => claimOne(tx, kind, now))
    } catch (error) {
      if (!isTaken(error)) throw error
    }
  }
  return null
}

async function claimOne(tx: Transaction, kind: TrackerKind, now: Date): Promise<ClaimedTask | null> {
  const lost = new Date(now.getTime() - LOST_AFTER)
  const rows = await tx.$queryRaw`
    UPDATE "TrackerTask" t SET "state" = 'calling', "calledAt" = ${now}, "attempts" = t."attempts" + 1, "callingFor" = t."actionItemId"
    WHERE t."id" = (
      SELECT w."id" FROM "TrackerTask" w JOIN "TrackerProject" p ON p."id" = w."projectId"
      WHERE p."kind" = ${kind} AND (p."pausedTo" IS NULL OR p."pausedTo" <= ${now})
        AND ((w."state" = 'due' AND w."dueAt" <= ${now}) OR (w."state" = 'calling' AND w."calledAt" <= ${lost}))
        AND NOT EXISTS (SELECT 1 FROM "TrackerTask" o WHERE o."callingFor" = w."actionItemId" AND o."id" <> w."id")
      ORDER BY w."dueAt", w."createdAt", w."id" LIMIT 1 FOR UPDATE OF w SKIP LOCKED)
    RETURNING t."id", t."projectId", t."actionItemId", t."kind", t."attempts", t."mayTell", t."createdAt"`
  const [task] = z.array(ClaimedSchema).parse(rows)
  if (!task || task.kind === 'create') return task ?? null
  // What waits is committed, so that the item is about to be read with it. Asking the tracker also tells it what is new here.
  const covered = task.kind === 'pull' ? ['pull', 'push'] : ['push']
  await tx.$executeRaw`
    UPDATE "TrackerTask" SET "state" = 'done', "doneAt" = ${now} WHERE "id" IN (
      SELECT "id" FROM "TrackerTask" WHERE "actionItemId" = ${task.actionItemId} AND "state" = 'due' AND "kind" = ANY (${covered})
      FOR UPDATE SKIP LOCKED)`
  return task
}

type Ended = { state: string; error?: string | null; doneAt?: Date; dueAt?: Date; attempts?: number }

async function endCall(tx: Transaction, { id, attempts }: ClaimedTask, data: Ended): Promise<void> {
  // Another process may have taken it for lost meanwhile.
  await tx.trackerTask.updateMany({ where: { id, state: 'calling', attempts }, data: { callingFor: null, ...data } })
}

/** Writes that a call was made; calls of the same item that had failed are made good by it. */
export async function finishTask(task: ClaimedTask, now: Date): Promise<void> {
  const data = { state: 'done', doneAt: now, error: null }
  await inTransaction(async (tx) => {
    await endCall(tx, task, data)
    const failed = { actionItemId: task.actionItemId, state: 'failed', kind: { in: ['push', 'pull'] } }
    if (task.kind !== 'create') await tx.trackerTask.updateMany({ where: failed, data })
  })
}

/** What is to become of a failed call: made again by the schedule, after the tracker's pause (which is no failure of the call), or by hand. */
export type CallFailure = { error: string } & (
  { again: 'later' } | { again: 'after'; until: Date } | { again: 'by-hand' }
)

/** Writes that a call has failed. `random` as in `nextCall`. */
export async function failTask(task: ClaimedTask, failure: CallFailure, now: Date, random: number): Promise<void> {
  await inTransaction(async (tx) => {
    if (failure.again === 'after') {
      const dueAt = await pause(tx, task.projectId, failure.until, now)
      return endCall(tx, task, { state: 'due', dueAt, error: failure.error, attempts: Math.max(0, task.attempts - 1) })
    }
    const dueAt = failure.again === 'later' ? nextCall(task.attempts, now, random) : null
    await endCall(tx, task, { state: dueAt ? 'due' : 'failed', error: failure.error, ...(dueAt && { dueAt }) })
    if (dueAt) await wakeCaller(tx, dueAt)
  })
}

/** All projects of a tracker are left alone: they share its limits. */
async function pause(tx: Transaction, projectId: string, until: Date, now: Date): Promise<Date> {
  const pausedTo = pauseUntil(until, now)
  const { kind } = await tx.trackerProject.findUniqueOrThrow({ where: { id: projectId }, select: { kind: true } })
  await tx.trackerProject.updateMany({ where: { kind }, data: { pausedTo } })
  await wakeCaller(tx, pausedTo)
  return pausedTo
}

/** Leaves the tracker of a project alone. */
export async function pauseTracker(projectId: string, until: Date, now: Date): Promise<void> {
  await inTransaction((tx) => pause(tx, projectId, until, now))
}

/**
 * Makes failed calls again: one of an item that the viewer may read, or all of a project, which is for administrators. Gives how many.
 * Throws `forbidden`, `not_found`.
 */
export async function retryTasks(
  viewer: Viewer,
  which: { task: string } | { project: string },
  now: Date,
): Promise<number> {
  assertCan(viewer, 'task' in which ? 'write' : 'admin')
  return inTransaction(async (tx) => {
    const where = 'task' in which ? { id: which.task } : { projectId: which.project }
    const failed = await tx.trackerTask.findMany({ where: { ...where, state: 'failed' } })
    const hidden = await hiddenAmong(
      viewer,
      failed.map(({ actionItemId }) => actionItemId),
      tx,
    )
    const seen = failed.filter(({ actionItemId }) => !hidden.has(actionItemId))
    if ('task' in which && seen.length === 0)
      throw new AppError('not_found', 'This call does not wait for anybody (any more).')
    const ids = seen.map(({ id }) => id)
    // A creation may have happened although it counts as failed: it is looked for before it is made again.
    await tx.trackerTask.updateMany({ where: { id: { in: ids } }, data: { state: 'due', dueAt: now, attempts: 1 } })
    if (ids.length > 0) {
      await wakeCaller(tx, now)
      const id = 'task' in which ? which.task : which.project
      await writeAudit(
        tx,
        viewer,
        'tracker.retried',
        { kind: 'tracker', id },
        { calls: { from: null, to: ids.length } },
      )
    }
    return ids.length
  })
}

/** Deletes what was done long ago. */
export async function pruneTasks(now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000)
  await database.trackerTask.deleteMany({ where: { state: 'done', doneAt: { lt: before } } })
  await database.trackerDelivery.deleteMany({ where: { receivedAt: { lt: before } } })
}
