import { z } from 'zod'
import { database } from '@/lib/database'
import type { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { ProblemSchema, type Format, type Problem } from '@/lib/schema/draft'
import type { ImportLine } from '@/lib/schema/import'
import { lineRow } from './import-record'
import { RowBuffer } from './row-buffer'
import { inTransaction, type Transaction } from './transaction'

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

/**
 * A file that has ended the process each time: it gets a line `failed`, and the import goes on without it. It is kept for `retryImport`: the
 * process may have been ended by something else.
 */
export async function giveUpOn(importId: string, path: string): Promise<void> {
  await inTransaction(async (tx) => {
    const message = sentence`The application ended each time it read this document. Try again, or import it by itself to see why.`
    await writeFileLines(tx, importId, [failedFile(path, message)])
    await tx.import.update({ where: { id: importId }, data: { attempts: 0, current: null } })
  })
}

/** The line of a file that could not be opened or read. */
export function failedFile(path: string, message: string): ImportLine {
  return { path, outcome: 'failed', kind: null, slug: null, problems: [{ level: 'error', message }] }
}

/** Writes lines of files that nothing was made of. */
export async function writeFileLines(tx: Transaction, importId: string, lines: readonly ImportLine[]): Promise<void> {
  const rows = new RowBuffer()
  rows.add('ImportLine', ...lines.map((line) => lineRow(importId, line, null)))
  await rows.flush(tx)
}
