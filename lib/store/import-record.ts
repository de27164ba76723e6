import { randomUUID } from 'node:crypto'
import { AppError } from '@/lib/domain/errors'
import { isPossibleEdition } from '@/lib/domain/possible-edition'
import { storableName, storableText } from '@/lib/domain/storable-text'
import type { ImportLine } from '@/lib/schema/import'
import { sentence } from '@/lib/schema/sentence'
import type { Share } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import { closeImport } from './close-import'
import { RowBuffer, type NewRow } from './row-buffer'
import { inTransaction, type Transaction } from './transaction'

export type ImportVia = 'browser' | 'command-line' | 'api' | 'demo'

/** What is said of an import whose starter has lost the right to import. */
export const importForbidden = ({ name }: Pick<Viewer, 'name'>): string =>
  sentence`${name} may not import any more, so nothing further was imported.`

/** Somebody has ended an import that is being run: nothing more of it is stored. */
export class ImportEnded extends AppError {}

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
  /** Why it ends before its last document, for the history; null while it does not. */
  private failure: string | null = null

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

  /**
   * Throws `ImportEnded` when the import is not to go on: it is cancelled, or was closed as one that was left, and perhaps undone. Asked in
   * each transaction that stores something, under the lock of saves: an undo begins after what has been stored until then, and sees it.
   */
  async assertOpen(tx: Transaction): Promise<void> {
    const row = await tx.import.findUnique({ where: { id: this.id }, select: { state: true, cancelledAt: true } })
    if (!row || (row.state === 'running' && row.cancelledAt === null)) return
    throw new ImportEnded(
      'conflict',
      row.cancelledAt === null
        ? sentence`This import was ended meanwhile, so nothing further was imported.`
        : sentence`This import was cancelled, so nothing further was imported.`,
    )
  }

  /** Who started it may not import any more: the entry will say so. Gives what they are told. */
  forbid(): AppError {
    this.failure = importForbidden(this.viewer)
    return new AppError('forbidden', this.failure)
  }

  /** The transaction of `addTo` has been committed. */
  confirm(): void {
    this.isStored = true
  }

  /** Remembers the line of a document that was not stored. */
  note(line: ImportLine): void {
    this.waiting.push(line)
  }

  /** Closes the entry, when there is one and nobody has closed it. */
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
    const [state, how] =
      this.failure === null ? (['finished', {}] as const) : (['failed', { error: this.failure }] as const)
    await inTransaction((tx) => closeImport(tx, this.id, state, how))
  }
}

/**
 * The row of a line. What else its incident may be is not in it: that names an incident which may be restricted, now or later, and whoever
 * may read it is told from the suggestions themselves.
 */
export function lineRow(importId: string, line: ImportLine, sourceId: string | null): NewRow<'ImportLine'> {
  const { part, outcome, kind, slug, problems, reasons = [] } = line
  const path = storableName(part === undefined ? line.path : `${line.path}#${part}`)
  // A line tells why something could not be stored: it must not fail for the same reason.
  const told = problems.map((problem) => ({ ...problem, message: storableText(problem.message) }))
  const kept = reasons.filter((reason) => !isPossibleEdition(reason)).map(storableText)
  return { importId, path, outcome, kind, slug, problems: told, reasons: kept, sourceId }
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
