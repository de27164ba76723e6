import { randomUUID } from 'node:crypto'
import { recordChange } from './import-changes'
import type { NewSource, ReadSource } from './save-source'
import type { Saving } from './saving'
import type { KnownSource } from './stored-source'

/** Adds the rows of sources that are not stored yet; that of a whole with the first of its parts. */
export class SourceRows {
  /** Ids of the wholes that wait in the row buffer, by hash. */
  private wholes = new Map<string, string>()

  constructor(
    private readonly saving: Saving,
    private readonly known: ReadonlyMap<string, KnownSource>,
  ) {}

  add(id: string, source: NewSource, read: ReadSource): void {
    const { part } = source
    const partOfId = part ? this.idOfWhole(part.of, read) : null
    this.insert(id, source, read, { partOfId, extent: part?.extent ?? null, context: contextOf(source) })
  }

  /** A source that is stored already may have been read with what a person says of it only now. */
  async update(id: string, { told }: NewSource): Promise<void> {
    if (!told || Object.keys(told).length === 0) return
    await this.saving.tx.source.update({ where: { id }, data: { context: told } })
  }

  /** Forgets the wholes that were added since; to be called when their rows are taken back. */
  mark(): () => void {
    const before = new Map(this.wholes)
    return () => (this.wholes = before)
  }

  private idOfWhole(whole: NewSource, read: ReadSource): string {
    const known = this.known.get(whole.sha256)?.id ?? this.wholes.get(whole.sha256)
    if (known !== undefined) return known
    const id = randomUUID()
    this.wholes.set(whole.sha256, id)
    this.insert(id, whole, read, { partOfId: null, extent: null, context: contextOf(whole) })
    return id
  }

  private insert(id: string, source: NewSource, read: ReadSource, part: object): void {
    const { kind, origin, sha256, bytes, text } = source
    const { viewer } = this.saving
    const by = { importedById: viewer.userId, importedBy: viewer.name }
    const lang = read.documents[0]?.lang ?? 'und'
    this.saving.rows.add('Source', { id, kind, origin, sha256, bytes, text, format: read.format, lang, ...part, ...by })
    recordChange(this.saving, 'source-created', id, null)
  }
}

function contextOf({ part, told }: NewSource) {
  return part?.context ?? told ?? {}
}
