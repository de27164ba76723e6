import { randomUUID } from 'node:crypto'
import { storableName, storableText } from '@/lib/domain/storable-text'
import type { ImportLine } from '@/lib/schema/import'
import type { Share } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import { RowBuffer, type NewRow } from './row-buffer'
import { inTransaction } from './transaction'

export type ImportVia = 'browser' | 'command-line' | 'api' | 'demo'

/**
 * The history entry of one import. It is written with the first document that is stored, and the lines of documents that
 * changed nothing join it at the end: an import that stores nothing leaves no trace.
 */
export class ImportRecord {
  private readonly startedAt = new Date()
  private isStored = false
  /** The rows of the transaction that our own row goes with. */
  private goesWith: RowBuffer | null = null
  private readonly waiting: ImportLine[] = []

  /** `label`: what was given, for the history ("12 files", the name of an archive). */
  constructor(
    protected readonly viewer: Viewer,
    private readonly via: ImportVia,
    readonly label: string | null = null,
    readonly id: string = randomUUID(),
    /** Who may read what is made; everybody with an account unless given. */
    readonly share: Share | null = null,
    /** Ids of the incidents that its texts were taken from: what is made of them is guarded by each. */
    readonly takenFrom: readonly string[] = [],
  ) {}

  /** Adds the lines of a source that is being stored to its transaction; one transaction may store several sources. */
  addTo(rows: RowBuffer, lines: readonly ImportLine[], sourceId: string): void {
    if (!this.isStored && this.goesWith !== rows) {
      this.goesWith = rows
      rows.add('Import', {
        id: this.id,
        startedAt: this.startedAt,
        via: this.via,
        byName: this.viewer.name,
        userId: this.viewer.userId,
        label: this.label,
        state: 'running',
        done: 0,
        share: this.share,
      })
    }
    rows.add('ImportLine', ...lines.map((line) => lineRow(this.id, line, sourceId)))
  }

  /** The transaction of `addTo` has been committed. */
  confirm(): void {
    this.isStored = true
  }

  /** Remembers the line of a document that was not stored. */
  note(line: ImportLine): void {
    this.waiting.push(line)
  }

  /** Closes the entry, when there is one. */
  async finish(): Promise<void> {
    if (!this.isStored) return
    const waiting = this.waiting.splice(0).map((line) => lineRow(this.id, line, line.sourceId ?? null))
    await writeLines(waiting, (lines) =>
      inTransaction((tx) => {
        const rows = new RowBuffer()
        rows.add('ImportLine', ...lines)
        return rows.flush(tx)
      }),
    )
    await inTransaction(async (tx) => {
      const done = await tx.importLine.count({ where: { importId: this.id } })
      const data = { state: 'finished', finishedAt: new Date(), error: null, done, total: done }
      await tx.import.update({ where: { id: this.id }, data })
    })
  }
}

/** The row of a line. */
export function lineRow(importId: string, line: ImportLine, sourceId: string | null): NewRow<'ImportLine'> {
  const { part, outcome, kind, slug, problems, reasons = [] } = line
  const path = storableName(part === undefined ? line.path : `${line.path}#${part}`)
  // A line tells why something could not be stored: it must not fail for the same reason.
  const told = problems.map((problem) => ({ ...problem, message: storableText(problem.message) }))
  return { importId, path, outcome, kind, slug, problems: told, reasons: reasons.map(storableText), sourceId }
}

/**
 * Writes lines together; when the database refuses one, the others are written all the same, and that one without its source,
 * which may have been removed meanwhile. Throws what `write` throws for a line without one.
 */
export async function writeLines(
  lines: readonly NewRow<'ImportLine'>[],
  write: (lines: readonly NewRow<'ImportLine'>[]) => Promise<void>,
): Promise<void> {
  const [first] = lines
  if (!first) return
  try {
    await write(lines)
  } catch (error) {
    if (lines.length > 1) {
      const half = Math.ceil(lines.length / 2)
      await writeLines(lines.slice(0, half), write)
      await writeLines(lines.slice(half), write)
    } else if (first.sourceId === null) throw error
    else await write([{ ...first, sourceId: null }])
  }
}
