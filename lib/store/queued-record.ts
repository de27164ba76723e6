import { createHash } from 'node:crypto'
import { database } from '@/lib/database'
import type { ImportLine } from '@/lib/schema/import'
import type { Share } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import { ImportRecord, lineRow, writeLines, type ImportVia } from './import-record'
import type { NewRow, RowBuffer } from './row-buffer'

/**
 * The history entry of an import in the background: its row is there already. Each document has a key that is the same in
 * every run, so that a run that goes on after another was killed writes no line twice.
 */
export class QueuedRecord extends ImportRecord {
  /** How often each source of each path has had a line in this run. */
  private readonly counts = new Map<string, number>()
  /** Those to be added when the transaction of these rows is committed; it may yet be rolled back. */
  private tentative: { rows: RowBuffer; counts: Map<string, number> } | null = null
  private notes: NewRow<'ImportLine'>[] = []

  constructor(viewer: Viewer, via: ImportVia, id: string, share: Share | null = null) {
    super(viewer, via, null, id, share)
  }

  override addTo(rows: RowBuffer, lines: readonly ImportLine[], sourceId: string): void {
    // Another buffer is another transaction: what the last one added was rolled back unless `confirm` was called.
    if (this.tentative?.rows !== rows) this.tentative = { rows, counts: new Map() }
    const { counts } = this.tentative
    rows.add('ImportLine', ...lines.map((line) => this.row(line, sourceId, counts)))
  }

  override confirm(): void {
    // Lines of the documents before may have been noted in the meantime.
    for (const [name, count] of this.tentative?.counts ?? [])
      this.counts.set(name, (this.counts.get(name) ?? 0) + count)
    this.tentative = null
  }

  override note(line: ImportLine): void {
    const counts = new Map<string, number>()
    this.notes.push(this.row(line, line.sourceId ?? null, counts))
    for (const [name, count] of counts) this.counts.set(name, (this.counts.get(name) ?? 0) + count)
  }

  /** Writes the lines that were noted; those that an earlier run has written stay as they are. */
  override async finish(): Promise<void> {
    await writeLines(this.notes.splice(0), insertNew)
  }

  private row(line: ImportLine, sourceId: string | null, added: Map<string, number>): NewRow<'ImportLine'> {
    const made = line.outcome === 'failed' ? 'failed' : (sourceId ?? `${line.kind}/${line.slug}`)
    const name = [line.path, line.part ?? '', made].join('\n')
    const more = added.get(name) ?? 0
    added.set(name, more + 1)
    const times = (this.counts.get(name) ?? 0) + more
    // A hash: paths may be longer than an index takes.
    const key = createHash('sha256').update(`${name}\n${times}`).digest('hex')
    return { ...lineRow(this.id, line, sourceId), key }
  }
}

async function insertNew(lines: readonly NewRow<'ImportLine'>[]): Promise<void> {
  await database.$executeRaw`
    INSERT INTO "ImportLine" ("importId", "path", "outcome", "kind", "slug", "problems", "reasons", "sourceId", "key")
    SELECT "importId", "path", "outcome", "kind", "slug", "problems", "reasons", "sourceId", "key"
    FROM json_populate_recordset(NULL::"ImportLine", ${JSON.stringify(lines)}::json)
    ON CONFLICT ("importId", "key") DO NOTHING`
}
