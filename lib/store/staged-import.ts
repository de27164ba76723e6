import { randomUUID } from 'node:crypto'
import { Prisma } from '@/generated/prisma/client'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import type { ImportLine } from '@/lib/schema/import'
import type { Share } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import { FileNames } from './file-names'
import { startedWith } from './import-access'
import { addImportJob } from './import-queue'
import type { ImportVia } from './import-record'
import { inTransaction, type Transaction } from './transaction'
import { failedFile, writeFileLines, type RefusedFile, type WaitingFile } from './waiting-files'

/** Something that was given to import; `open` gives the files in it, and throws `AppError` when it cannot be read. */
export type Upload = { path: string | null; open: () => AsyncIterable<WaitingFile | RefusedFile> }

/**
 * Stores the files of an import and the job that will import them: all of it or nothing. Gives the import's id.
 * When one of several uploads cannot be opened it gets a line `failed`; when the only one cannot, its `AppError` is thrown.
 * `share`: who may read what it makes, everybody with an account unless given.
 * Throws `forbidden` without the right to write, and `bad_input` when there is nothing to import.
 */
export async function stageImport(
  viewer: Viewer,
  { share = null, ...about }: { via: ImportVia; label: string; share?: Share | null },
  uploads: readonly Upload[],
): Promise<string> {
  assertCan(viewer, 'write')
  const id = randomUUID()
  await inTransaction(async (tx) => {
    const by = { byName: viewer.name, userId: viewer.userId, ...startedWith(viewer) }
    const began = { startedAt: await readClock(tx), state: 'waiting' }
    await tx.import.create({ data: { id, ...about, ...by, ...began, share: share ?? Prisma.DbNull } })
    const staging = new Staging(tx, id)
    for (const upload of uploads) await staging.add(upload, uploads.length === 1)
    if (staging.isEmpty) throw new AppError('bad_input', 'There is no document to import in this.')
    await addImportJob(tx, id)
  })
  return id
}

/** By the clock of the audit log: whether an identity was forgotten before or after this is asked when a worker takes the import. */
async function readClock(tx: Transaction): Promise<Date> {
  const rows = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS "now"`
  return rows[0]?.now ?? new Date()
}

/** What one statement inserts at most: files, and their size in bytes. */
const BATCH = { files: 100, bytes: 2_000_000 }

class Staging {
  private position = 0
  private refused = 0
  private readonly refusals: ImportLine[] = []
  private readonly names = new FileNames()
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
        if ('refusal' in file) this.refusals.push(failedFile(file.path ?? 'archive', file.refusal.message))
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
      this.refusals.push(failedFile(upload.path ?? 'pasted text', error.message))
    }
    this.refused += this.refusals.length
    await writeFileLines(this.tx, this.importId, this.refusals.splice(0))
  }

  private async put({ path, kind, format, bytes, problems = [] }: WaitingFile): Promise<void> {
    const about = {
      path: path === null ? null : this.names.take(path),
      kind,
      format: format ?? null,
      problems: [...problems],
    }
    const row = { ...about, bytes: new Uint8Array(bytes) }
    this.batch.push({ importId: this.importId, position: this.position++, ...row })
    this.size += bytes.length
    if (this.batch.length >= BATCH.files || this.size >= BATCH.bytes) await this.flush()
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
