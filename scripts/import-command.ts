// The commands that import and that look after imports.
import path from 'node:path'
import { z } from 'zod'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { AppError } from '@/lib/domain/errors'
import { expandSource } from '@/lib/import/archive'
import { ensureCatalogue } from '@/lib/import/catalogue'
import { fetchSource } from '@/lib/import/fetch'
import { findFiles } from '@/lib/import/files'
import { importSources, type SourceInput } from '@/lib/import/run-import'
import { maskSecrets } from '@/lib/import/secrets'
import { withLease } from '@/lib/jobs/lease'
import { listImports } from '@/lib/query/imports'
import { FormatSchema, type Format } from '@/lib/schema/draft'
import type { ImportLine } from '@/lib/schema/import'
import { VisibilitySchema } from '@/lib/schema/sharing'
import { ImportRecord } from '@/lib/store/import-record'
import { resolveShare } from '@/lib/store/share-incident'
import { undoImport } from '@/lib/store/undo-import'

type Print = (value: unknown) => void

const ImportOptionsSchema = z.object({
  as: FormatSchema.optional(),
  dryRun: z.boolean().default(false),
  visibility: VisibilitySchema.optional(),
  /** Who may read what is restricted: people by address, teams by slug. */
  reader: z.array(z.string()).optional(),
  team: z.array(z.string()).optional(),
})

/** Imports files, folders, archives and pages; prints a line per document. Exit code 1 when nothing could be imported. */
export async function importPaths(paths: string[], options: unknown, print: Print): Promise<void> {
  const { as, dryRun, visibility, reader, team } = ImportOptionsSchema.parse(options)
  const viewer = commandLineViewer()
  const readers = reader || team ? { users: reader ?? [], teams: team ?? [] } : undefined
  const share = await resolveShare(viewer, { visibility, readers })
  if (!dryRun) await ensureCatalogue(viewer)
  const record = new ImportRecord(viewer, 'command-line', maskSecrets(labelOf(paths)).text, undefined, share)
  const counts = { stored: 0, failed: 0 }
  const progress = new Progress()
  const work = async () => {
    const inputs = readPaths(paths, as)
    for await (const line of importSources(viewer, inputs, { via: 'command-line', dryRun, record })) {
      counts[line.outcome === 'failed' ? 'failed' : 'stored']++
      progress.clear()
      print(line)
      progress.show(line)
    }
  }
  try {
    await (dryRun ? work() : withLease(record.id, work))
  } finally {
    progress.clear()
  }
  if (counts.failed > 0 && counts.stored === 0) process.exitCode = 1
  if (counts.failed + counts.stored === 0) throw new AppError('not_found', 'There is nothing to import in these paths.')
}

function labelOf(paths: readonly string[]): string {
  const [only = ''] = paths
  if (paths.length > 1) return `${paths.length} paths`
  return isAddress(only) ? only : path.basename(path.resolve(only))
}

const isAddress = (given: string) => /^https?:\/\//i.test(given)

/** What cannot be read comes with the reason, and does not stop the others. */
async function* readPaths(paths: readonly string[], format: Format | undefined): AsyncGenerator<SourceInput> {
  for (const given of paths) {
    if (isAddress(given)) {
      yield* unlessRefused(given, async () => ({ ...(await fetchSource(given)), ...(format ? { format } : {}) }))
    } else {
      for await (const file of findFiles([given], format)) yield* unlessRefused(file.path, file.read)
    }
  }
}

async function* unlessRefused(name: string, read: () => Promise<SourceInput>): AsyncGenerator<SourceInput> {
  try {
    yield* expandSource(await read())
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const refusal =
      error instanceof AppError ? error : new AppError('unprocessable', `${name} cannot be read: ${reason}.`)
    yield { path: name, kind: 'file', bytes: new Uint8Array(), refusal }
  }
}

/** How far an import is, on a terminal's last line; nothing when nobody is there to see it. */
class Progress {
  private readonly startedAt = performance.now()
  private readonly isSeen = process.stderr.isTTY === true
  private documents = 0
  private shownAt = 0

  show({ path: name }: ImportLine): void {
    this.documents++
    const now = performance.now()
    // A terminal is slower than an import.
    if (!this.isSeen || now - this.shownAt < 100) return
    this.shownAt = now
    const rate = Math.round((this.documents * 1000) / (now - this.startedAt))
    const text = `${this.documents} documents, ${rate} a second  ${name}`
    process.stderr.write(text.slice(0, (process.stderr.columns ?? 80) - 1))
  }

  clear(): void {
    if (this.isSeen) process.stderr.write('\r\u001B[K')
  }
}

/** Prints the latest imports, newest first, a line each. */
export async function printImports(print: Print): Promise<void> {
  const { items } = await listImports(commandLineViewer())
  items.forEach(print)
}

/** Undoes an import; prints how many changes were taken back and what was left as it is. */
export async function undo(importId: string, print: Print): Promise<void> {
  print({ id: importId, ...(await undoImport(commandLineViewer(), importId)) })
}
