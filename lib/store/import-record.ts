import { randomUUID } from 'node:crypto'
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
    private readonly label: string | null = null,
    readonly id: string = randomUUID(),
    /** Who may read what is made; everybody with an account unless given. */
    readonly share: Share | null = null,
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
    await inTransaction(async (tx) => {
      const rows = new RowBuffer()
      rows.add('ImportLine', ...this.waiting.map((line) => lineRow(this.id, line, line.sourceId ?? null)))
      await rows.flush(tx)
      const done = await tx.importLine.count({ where: { importId: this.id } })
      const data = { state: 'finished', finishedAt: new Date(), error: null, done, total: done }
      await tx.import.update({ where: { id: this.id }, data })
    })
  }
}

/** The row of a line. */
export function lineRow(importId: string, line: ImportLine, sourceId: string | null): NewRow<'ImportLine'> {
  const { part, outcome, kind, slug, problems, reasons = [] } = line
  const path = part === undefined ? line.path : `${line.path}#${part}`
  return { importId, path, outcome, kind, slug, problems, reasons, sourceId }
}
