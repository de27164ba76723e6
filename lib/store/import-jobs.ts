// The writes of imports in the background: cancel, retry, and what the worker notes on the way. What a worker has to do is
// told by `state` and the waiting items alone; the job in the queue only wakes one up.
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import type { Share } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { closeImport, type EndState, type Kept } from './close-import'
import { assertOwnImport, shareOfImport, startedWith } from './import-access'
import { addImportJob } from './import-queue'
import type { ImportVia } from './import-record'
import { withoutGone } from './shares'
import { inTransaction, type Transaction } from './transaction'

/**
 * Stops an import: what it has stored stays, the rest is not imported. A worker that is at it stops after the document in
 * hand. Throws `forbidden`, `not_found`, and `conflict` when it has ended already.
 */
export async function cancelImport(viewer: Viewer, id: string): Promise<void> {
  assertCan(viewer, 'write')
  await inTransaction(async (tx) => {
    const { state } = await lockState(tx, viewer, id)
    if (state !== 'waiting' && state !== 'running') throw new AppError('conflict', 'This import has ended already.')
    const { count } = await tx.import.updateMany({
      where: { id, cancelledAt: null },
      data: { cancelledAt: new Date() },
    })
    if (count > 0) await note(tx, viewer, 'import.cancelled', id, state, 'cancelled')
    if (state === 'waiting') await closeImport(tx, id, 'cancelled')
    // Nobody may be at it: then this one closes it.
    else await addImportJob(tx, id)
  })
}

type Locked = { state: string; userId: string | null }

async function lockState(tx: Transaction, viewer: Viewer, id: string): Promise<Locked> {
  await assertOwnImport(viewer, id, tx)
  const [row] = await tx.$queryRaw<Locked[]>`SELECT "state", "userId" FROM "Import" WHERE "id" = ${id} FOR UPDATE`
  if (!row) throw new AppError('not_found', 'There is no such import.')
  return row
}

/** Any editor may do this to the import of another: the audit says who. */
async function note(
  tx: Transaction,
  viewer: Viewer,
  action: `import.${string}`,
  id: string,
  from: string,
  to: string,
): Promise<void> {
  await writeAudit(tx, viewer, action, { kind: 'import', id }, { state: { from, to } })
}

/**
 * Imports again what failed for no fault of its own, and what was left when the one who started it lost the right to import: those
 * files are still there. It goes on in the name and with the rights of who started it, and needs the token of then no more when they
 * try it themselves. Throws `forbidden`, `not_found`, and `conflict` while the import runs or when there is nothing to try again.
 */
export async function retryImport(viewer: Viewer, id: string): Promise<void> {
  assertCan(viewer, 'write')
  await inTransaction(async (tx) => {
    const { state, userId } = await lockState(tx, viewer, id)
    if (state !== 'finished' && state !== 'failed')
      throw new AppError('conflict', 'Only a finished import can be retried.')
    const files = await tx.importItem.count({ where: { importId: id } })
    if (files === 0) throw new AppError('conflict', 'There is nothing to try again in this import.')
    await forgetFailures(tx, id)
    const isOwn = userId !== null && userId === viewer.userId
    const data = { state: 'waiting', finishedAt: null, error: null, attempts: 0, cancelledAt: null }
    await tx.import.update({ where: { id }, data: { ...data, ...(isOwn && startedWith(viewer)) } })
    await note(tx, viewer, 'import.retried', id, state, 'waiting')
    await addImportJob(tx, id)
  })
}

/** Lines that one statement takes away at most. */
const FORGOTTEN_AT_ONCE = 10_000

/**
 * Takes away the lines `failed` of files that wait: importing them writes new ones. Which line is of which file is found here: Postgres would
 * compare each with each, ten thousand of both for half a minute, as the line of a part only begins with the name of its file.
 */
async function forgetFailures(tx: Transaction, importId: string): Promise<void> {
  const lines = await tx.importLine.findMany({
    where: { importId, outcome: 'failed' },
    select: { id: true, path: true },
  })
  if (lines.length === 0) return
  const files = await tx.importItem.findMany({ where: { importId }, select: { path: true } })
  const failed = linesOf(
    files.map(({ path }) => path ?? 'pasted text'),
    lines,
  )
  for (let at = 0; at < failed.length; at += FORGOTTEN_AT_ONCE) {
    const ids = failed.slice(at, at + FORGOTTEN_AT_ONCE).map(({ id }) => id)
    await tx.$executeRaw`DELETE FROM "ImportLine" WHERE "id" = ANY(${ids}::bigint[])`
  }
}

/** The lines of files and of their parts, which have something after `#`. */
function linesOf<L extends { path: string }>(files: readonly string[], lines: readonly L[]): L[] {
  const whole = new Set(files)
  const byName = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)
  // In order, all that begins with a name comes behind it and before anything that does not: one walk finds it.
  const beginnings = files.map((file) => ({ path: `${file}#`, line: null }))
  const ordered = [...beginnings, ...lines.map((line) => ({ path: line.path, line }))].sort(byName)
  const found: L[] = []
  let beginning: string | null = null
  for (const { path, line } of ordered) {
    const isPart: boolean = beginning !== null && path.startsWith(beginning)
    if (line === null) beginning = isPart ? beginning : path
    else if (isPart || whole.has(path)) found.push(line)
  }
  return found
}

export type StartedImport = {
  id: string
  startedAt: Date
  via: ImportVia
  byName: string
  userId: string | null
  /** The token that it was started with: `api` or `access`, and its id; null without one. */
  tokenKind: string | null
  tokenId: string | null
  total: number | null
  /** How often it was started since it last got further. */
  attempts: number
  current: string | null
  /** Who may read what it makes; null: everybody with an account. */
  share: Share | null
}

/**
 * Says that a worker begins, or goes on with, an import. Only for whoever holds its lease. Gives null when there is nothing to
 * do: it has ended, or it was cancelled and is closed now.
 */
export async function resumeImport(id: string): Promise<StartedImport | null> {
  return inTransaction(async (tx) => {
    const [row] = await tx.$queryRaw<(StartedImport & { cancelledAt: Date | null })[]>`
      UPDATE "Import" SET "state" = 'running', "attempts" = "attempts" + 1
      WHERE "id" = ${id} AND "state" IN ('waiting', 'running')
      RETURNING "id", "startedAt", "via", "byName", "userId", "tokenKind", "tokenId", "total", "attempts", "current", "share", "cancelledAt"`
    if (!row) return null
    if (row.cancelledAt) {
      await closeImport(tx, id, 'cancelled')
      return null
    }
    await forgetFailures(tx, id)
    const share = shareOfImport(row.share)
    return { ...row, share: share && (await withoutGone(tx, share)) }
  })
}

/** How many documents there will be: those of the files that wait, and the lines of those that never could be opened. */
export async function noteTotal(importId: string, waiting: number): Promise<number> {
  const total = waiting + (await database.importLine.count({ where: { importId } }))
  await database.import.update({ where: { id: importId }, data: { total } })
  return total
}

/** The file that is read now. Noted before: should it end the process, the next run knows which it was. */
export async function noteCurrent(importId: string, current: string): Promise<void> {
  await database.import.update({ where: { id: importId }, data: { current } })
}

/**
 * Notes that the import has got further. Files whose documents all have their lines are let go: those before `before`, but
 * not `keep`. Gives whether somebody has cancelled it.
 */
export async function noteProgress(
  importId: string,
  before: number,
  keep: readonly number[],
): Promise<{ cancelled: boolean }> {
  await database.importItem.deleteMany({ where: { importId, position: { lt: before, notIn: [...keep] } } })
  const [row] = await database.$queryRaw<{ cancelledAt: Date | null }[]>`
    UPDATE "Import" SET "done" = lines."done", "attempts" = CASE WHEN lines."done" > "Import"."done" THEN 0 ELSE "attempts" END
    FROM (SELECT count(*)::int AS "done" FROM "ImportLine" WHERE "importId" = ${importId}) lines
    WHERE "id" = ${importId} RETURNING "cancelledAt"`
  return { cancelled: row === undefined || row.cancelledAt !== null }
}

/** Ends an import that has not ended yet, as `closeImport` does. */
export async function endImport(
  id: string,
  state: EndState,
  how: { error?: string | null; keep?: Kept } = {},
): Promise<void> {
  await inTransaction((tx) => closeImport(tx, id, state, how))
}

/** Imports in the foreground whose process is gone are closed after this time, in seconds. */
const ABANDONED_AFTER = 120

/**
 * Finds imports that should run and that nobody runs, and wakes a worker up for each. Imports that a command or a request ran
 * itself, and that it left unfinished, are closed with the reason. `isHeld` tells whether somebody holds an import's lease.
 */
export async function recoverImports(isHeld: (id: string) => Promise<boolean>): Promise<void> {
  const open = await database.import.findMany({
    where: { state: { in: ['waiting', 'running'] } },
    select: { id: true, state: true, startedAt: true, items: { select: { id: true }, take: 1 } },
  })
  for (const { id, state, startedAt, items } of open) {
    if (await isHeld(id)) continue
    if (state === 'waiting' || items.length > 0) await inTransaction((tx) => addImportJob(tx, id))
    else if (Date.now() - startedAt.getTime() > ABANDONED_AFTER * 1000) {
      await endImport(id, 'failed', {
        error: 'It was stopped before it ended. What it has stored stays; import the rest again.',
      })
    }
  }
}
