import { randomUUID } from 'node:crypto'
import type { ImportLine } from '@/lib/schema/import'
import type { Viewer } from '@/lib/schema/viewer'
import { RowBuffer } from './row-buffer'
import { inTransaction } from './transaction'

export type ImportVia = 'browser' | 'command-line' | 'api' | 'demo'

/**
 * The history entry of one import. It is written with the first document that is stored, and the lines of documents that
 * changed nothing join it at the end: an import that stores nothing leaves no trace.
 */
export class ImportRecord {
  readonly id = randomUUID()
  private readonly startedAt = new Date()
  private isStored = false
  private readonly waiting: ImportLine[] = []

  constructor(
    private readonly viewer: Viewer,
    private readonly via: ImportVia,
  ) {}

  /** Adds the lines of a source that is being stored to its transaction. */
  addTo(rows: RowBuffer, lines: readonly ImportLine[], sourceId: string): void {
    if (!this.isStored) {
      rows.add('Import', {
        id: this.id,
        startedAt: this.startedAt,
        via: this.via,
        byName: this.viewer.name,
        state: 'running',
        done: 0,
      })
    }
    rows.add('ImportLine', ...lines.map((line) => this.row(line, sourceId)))
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
      rows.add('ImportLine', ...this.waiting.map((line) => this.row(line, null)))
      await rows.flush(tx)
      await tx.import.update({ where: { id: this.id }, data: { state: 'finished', finishedAt: new Date() } })
    })
  }

  private row({ path, outcome, kind, slug, problems, reasons = [] }: ImportLine, sourceId: string | null) {
    return { importId: this.id, path, outcome, kind, slug, problems, reasons, sourceId }
  }
}
