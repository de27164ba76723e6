// The writes of imports in the background: stage, cancel, retry, and what the worker notes on the way. What a worker has to
// do is told by `state` and the waiting items alone; the job in the queue only wakes one up.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { ProblemSchema, type Format, type Problem } from '@/lib/schema/draft'
import type { ImportLine } from '@/lib/schema/import'
import type { Viewer } from '@/lib/schema/viewer'
import { lineRow, type ImportVia } from './import-record'
import { RowBuffer } from './row-buffer'
import { inTransaction, type Transaction } from './transaction'

/** The task of the queue that imports; its payload is `{ importId }`. */
export const IMPORT_TASK = 'import'

/** `problems`: what was noticed before its text was read, as what an export leaves out; its first line tells of it. */
export type WaitingFile = {
  path: string | null
  kind: 'paste' | 'file' | 'url'
  format?: Format
  bytes: Uint8Array
  problems?: readonly Problem[]
}
/** A file that must not be read, as one of an archive with a name that leads out of it. */
export type RefusedFile = { path: string | null; refusal: AppError }
/** Something that was given to import; `open` gives the files in it, and throws `AppError` when it cannot be read. */
export type Upload = { path: string | null; open: () => AsyncIterable<WaitingFile | RefusedFile> }

/**
 * Stores the files of an import and the job that will import them: all of it or nothing. Gives the import's id.
 * When one of several uploads cannot be opened it gets a line `failed`; when the only one cannot, its `AppError` is thrown.
 * Throws `forbidden` without the right to write, and `bad_input` when there is nothing to import.
 */
export async function stageImport(
  viewer: Viewer,
  about: { via: ImportVia; label: string },
  uploads: readonly Upload[],
): Promise<string> {
  assertCan(viewer, 'write')
  const id = randomUUID()
  await inTransaction(async (tx) => {
    const by = { byName: viewer.name, userId: viewer.userId }
    await tx.import.create({ data: { id, ...about, ...by, state: 'waiting' } })
    const staging = new Staging(tx, id)
    for (const upload of uploads) await staging.add(upload, uploads.length === 1)
    if (staging.isEmpty) throw new AppError('bad_input', 'There is no document to import in this.')
    await addImportJob(tx, id)
  })
  return id
}

/** What one statement inserts at most: files, and their size in bytes. */
const BATCH = { files: 100, bytes: 2_000_000 }

class Staging {
  private position = 0
  private refused = 0
  private readonly refusals: ImportLine[] = []
  private readonly paths = new Set<string>()
  private batch: Prisma.ImportItemCreateManyInput[] = []
  private size = 0

  constructor(
    private readonly tx: Transaction,
    private readonly importId: string,
  ) {}

  get isEmpty(): boolean {
    return this.position + this.refused === 0
  }

  async add(upload: Upload, isOnly: boolean): Promise<void> {
    const start = this.position
    try {
      for await (const file of upload.open()) {
        if ('refusal' in file) this.refusals.push(failure(file.path ?? 'archive', file.refusal.message))
        else await this.put(file)
      }
      await this.flush()
    } catch (error) {
      if (isOnly || !(error instanceof AppError)) throw error
      this.clear()
      this.refusals.length = 0
      // Nothing of an archive that is broken further on.
      await this.tx.importItem.deleteMany({ where: { importId: this.importId, position: { gte: start } } })
      this.position = start
      this.refusals.push(failure(upload.path ?? 'pasted text', error.message))
    }
    this.refused += this.refusals.length
    await writeLines(this.tx, this.importId, this.refusals.splice(0))
  }

  private async put({ path, kind, format, bytes, problems = [] }: WaitingFile): Promise<void> {
    const about = { path: this.nameOf(path), kind, format: format ?? null, problems: [...problems] }
    const row = { ...about, bytes: new Uint8Array(bytes) }
    this.batch.push({ importId: this.importId, position: this.position++, ...row })
    this.size += bytes.length
    if (this.batch.length >= BATCH.files || this.size >= BATCH.bytes) await this.flush()
  }

  /** Lines name their file by its path: no two files of an import have the same. */
  private nameOf(path: string | null): string | null {
    if (path === null) return null
    let name = path
    for (let copy = 2; this.paths.has(name); copy++) name = `${path} (${copy})`
    this.paths.add(name)
    return name
  }

  private async flush(): Promise<void> {
    if (this.batch.length > 0) await this.tx.importItem.createMany({ data: this.batch })
    this.clear()
  }

  private clear(): void {
    this.batch = []
    this.size = 0
  }
}

function failure(path: string, message: string): ImportLine {
  return { path, outcome: 'failed', kind: null, slug: null, problems: [{ level: 'error', message }] }
}

async function writeLines(tx: Transaction, importId: string, lines: readonly ImportLine[]): Promise<void> {
  const rows = new RowBuffer()
  rows.add('ImportLine', ...lines.map((line) => lineRow(importId, line, null)))
  await rows.flush(tx)
}

/** Wakes a worker up for an import. A job that waits for the same import already is enough. */
export async function addImportJob(tx: Transaction, importId: string): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(
      ${IMPORT_TASK}, json_build_object('importId', ${importId}::text), job_key := 'import:' || ${importId}::text,
      max_attempts := 3)`
}

/**
 * Stops an import: what it has stored stays, the rest is not imported. A worker that is at it stops after the document in
 * hand. Throws `forbidden`, `not_found`, and `conflict` when it has ended already.
 */
export async function cancelImport(viewer: Viewer, id: string): Promise<void> {
  assertCan(viewer, 'write')
  await inTransaction(async (tx) => {
    const state = await lockState(tx, id)
    if (state !== 'waiting' && state !== 'running') throw new AppError('conflict', 'This import has ended already.')
    await tx.import.updateMany({ where: { id, cancelledAt: null }, data: { cancelledAt: new Date() } })
    if (state === 'waiting') await close(tx, id, 'cancelled', null)
    // Nobody may be at it: then this one closes it.
    else await addImportJob(tx, id)
  })
}

async function lockState(tx: Transaction, id: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ state: string }[]>`SELECT "state" FROM "Import" WHERE "id" = ${id} FOR UPDATE`
  if (!row) throw new AppError('not_found', 'There is no such import.')
  return row.state
}

/**
 * Imports again what failed for no fault of its own: those files are still there. Throws `forbidden`, `not_found`, and
 * `conflict` while the import runs or when there is nothing to try again.
 */
export async function retryImport(viewer: Viewer, id: string): Promise<void> {
  assertCan(viewer, 'write')
  await inTransaction(async (tx) => {
    const state = await lockState(tx, id)
    if (state !== 'finished' && state !== 'failed')
      throw new AppError('conflict', 'Only a finished import can be retried.')
    const files = await tx.importItem.count({ where: { importId: id } })
    if (files === 0) throw new AppError('conflict', 'There is nothing to try again in this import.')
    await forgetFailures(tx, id)
    const data = { state: 'waiting', finishedAt: null, error: null, attempts: 0, cancelledAt: null }
    await tx.import.update({ where: { id }, data })
    await addImportJob(tx, id)
  })
}

/** Takes away the lines `failed` of files that wait: importing them writes new ones. */
async function forgetFailures(tx: Transaction, importId: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "ImportLine" l USING "ImportItem" i
    WHERE l."importId" = ${importId} AND i."importId" = l."importId" AND l."outcome" = 'failed'
      AND (l."path" = coalesce(i."path", 'pasted text') OR starts_with(l."path", i."path" || '#'))`
}

export type StartedImport = {
  id: string
  via: ImportVia
  byName: string
  userId: string | null
  total: number | null
  /** How often it was started since it last got further. */
  attempts: number
  current: string | null
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
      RETURNING "id", "via", "byName", "userId", "total", "attempts", "current", "cancelledAt"`
    if (!row) return null
    if (row.cancelledAt) {
      await close(tx, id, 'cancelled', null)
      return null
    }
    await forgetFailures(tx, id)
    return row
  })
}

/** Files of an import that wait, in order. One at a time: together they may be larger than the memory. */
export async function* readWaiting(importId: string): AsyncGenerator<WaitingFile & { position: number }> {
  for (let after = -1; ;) {
    const item = await database.importItem.findFirst({
      where: { importId, position: { gt: after } },
      orderBy: { position: 'asc' },
    })
    if (!item) return
    after = item.position
    const { position, path, bytes } = item
    const format = item.format === null ? {} : { format: item.format as Format }
    const problems = z.array(ProblemSchema).parse(item.problems)
    yield { position, path, bytes, problems, kind: item.kind as WaitingFile['kind'], ...format }
  }
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

export type EndState = 'finished' | 'cancelled' | 'failed'

/** Ends an import. Files at the positions `keep` stay, for `retryImport`. `error`: why it failed, for the person who started it. */
export async function endImport(
  id: string,
  state: EndState,
  { error = null, keep = [] }: { error?: string | null; keep?: readonly number[] } = {},
): Promise<void> {
  await inTransaction((tx) => close(tx, id, state, error, keep))
}

async function close(
  tx: Transaction,
  id: string,
  state: EndState,
  error: string | null,
  keep: readonly number[] = [],
): Promise<void> {
  await tx.importItem.deleteMany({ where: { importId: id, position: { notIn: [...keep] } } })
  const done = await tx.importLine.count({ where: { importId: id } })
  const total = state === 'finished' ? { total: done } : {}
  await tx.import.update({
    where: { id },
    data: { state, error, done, ...total, current: null, finishedAt: new Date() },
  })
}

/** A file that has ended the process each time: it gets a line `failed`, and the import goes on without it. */
export async function giveUpOn(importId: string, path: string, position: number): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.importItem.deleteMany({ where: { importId, position } })
    const message = 'The application ended each time it read this document. Import it by itself to see why.'
    await writeLines(tx, importId, [failure(path, message)])
    await tx.import.update({ where: { id: importId }, data: { attempts: 0, current: null } })
  })
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
