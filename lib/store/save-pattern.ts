import { randomUUID } from 'node:crypto'
import type { DocumentDraft, ReferenceDraft } from '@/lib/schema/draft'
import { CataloguePatternSchema, type CataloguePattern } from '@/lib/schema/pattern'
import { auditRow, changesBetween } from './audit'
import { readRows, recordChange } from './import-changes'
import { requestRun } from './pattern-queue'
import { resolveReferences, writeReferences } from './references'
import type { SavedDocument, StoredSource } from './saved-document'
import type { Saving } from './saving'
import { addSearchRows } from './search-rows'

type WrittenPattern = { id: string; outcome: 'created' | 'updated' | 'unchanged' }

/** Saves a pattern that a team has written. Matches of everything stored have to be recomputed afterwards. */
export async function savePatternDocument(
  saving: Saving,
  source: StoredSource,
  document: DocumentDraft,
): Promise<SavedDocument> {
  if (!document.pattern) throw new Error('a document of kind pattern has a pattern')
  const { slug, title, body, lang } = document
  const pattern = { slug, title, body, ...document.pattern }
  const { id, outcome } = await writePattern(saving, pattern, lang, { origin: 'team', source })
  if (outcome !== 'unchanged') {
    await linkPattern(saving, id, source.id, document.references, outcome)
    await requestRun(saving.tx, id)
  }
  return { outcome, kind: 'pattern', id, slug, reasons: [] }
}

/** Inserts or updates a pattern unless it is stored in the same words. `source`: null for the product's own catalogue. */
export async function writePattern(
  saving: Saving,
  pattern: CataloguePattern,
  lang: string,
  from: { origin: 'catalogue' | 'team'; source: StoredSource | null },
): Promise<WrittenPattern> {
  const { tx, rows, viewer, now } = saving
  const { slug, title, family, mechanism, body, cues, questions, controls } = pattern
  const told = { title, family, mechanism, body, cues, questions, controls }
  const known = await tx.pattern.findUnique({ where: { slug } })
  const changes = changesBetween({ ...known, cues: sorted(known?.cues) }, { ...told, cues: sorted(cues) })
  if (known && Object.keys(changes).length === 0) return { id: known.id, outcome: 'unchanged' }
  const id = known?.id ?? randomUUID()
  const sourceId = from.source?.id ?? null
  if (known) {
    await recordUpdate(saving, id, sourceId)
    await rows.flush(tx)
    await tx.pattern.update({ where: { id }, data: { ...told, origin: from.origin, sourceId } })
    await tx.searchDocument.deleteMany({ where: { kind: 'pattern', refId: id } })
  } else {
    if (sourceId !== null) recordChange(saving, 'pattern-created', id, { sourceId })
    rows.add('Pattern', { id, slug, ...told, origin: from.origin, sourceId, updatedAt: now })
  }
  const outcome = known ? 'updated' : 'created'
  await addRevision(saving, id, pattern, known)
  rows.add('AuditEntry', auditRow(viewer, `pattern.${outcome}`, { kind: 'pattern', id }, changes))
  addPatternSearchRows(saving, id, pattern, lang)
  await rows.flush(tx)
  await resolveReferences(saving, { kind: 'pattern', id }, [slug], false)
  return { id, outcome }
}

/** Keeps what a pattern says now as a revision. */
async function addRevision(
  { tx, rows, viewer }: Saving,
  patternId: string,
  pattern: CataloguePattern,
  before: object | null,
): Promise<void> {
  await rows.flush(tx)
  const newest = await tx.patternRevision.findFirst({ where: { patternId }, orderBy: { number: 'desc' } })
  const number = (newest?.number ?? (before ? 1 : 0)) + 1
  // One that was stored before revisions were kept: what it said until now is the first.
  if (before && !newest) {
    const draft = CataloguePatternSchema.parse(before)
    await tx.patternRevision.create({ data: { patternId, number: 1, draft, byName: 'Hindsight' } })
  }
  await tx.patternRevision.create({ data: { patternId, number, draft: pattern, byName: viewer.name } })
}

/** Stores what a search finds of a pattern. */
export function addPatternSearchRows(
  saving: Saving,
  id: string,
  pattern: Omit<CataloguePattern, 'cues'>,
  lang: string,
): void {
  const { slug, title, mechanism, body, questions, controls } = pattern
  const text = [mechanism, body, ...questions, ...controls].join('\n\n')
  addSearchRows(saving, { kind: 'pattern', id, slug, on: null }, [{ lang, title, body: text }])
}

async function recordUpdate(saving: Saving, id: string, sourceId: string | null): Promise<void> {
  if (sourceId === null || saving.importId === null) return
  const [row = {}] = await readRows(saving.tx, 'Pattern', 'id', [id])
  const references = await readRows(saving.tx, 'Reference', 'fromId', [id])
  const found = await saving.tx.searchDocument.findFirst({
    where: { kind: 'pattern', refId: id },
    select: { lang: true },
  })
  recordChange(saving, 'pattern-updated', id, { sourceId, lang: found?.lang ?? 'en', row, references })
}

/** JSON columns come back with their keys in another order than they were written. */
function sorted(cues: unknown): unknown {
  return typeof cues === 'object' && cues !== null ? Object.entries(cues).sort(([a], [b]) => (a < b ? -1 : 1)) : cues
}

async function linkPattern(
  saving: Saving,
  id: string,
  sourceId: string,
  references: readonly ReferenceDraft[],
  outcome: 'created' | 'updated',
): Promise<void> {
  await writeReferences(saving, { kind: 'pattern', id }, [{ sourceId, references }], outcome === 'created')
  await saving.rows.flush(saving.tx)
  await resolveReferences(saving, { kind: 'pattern', id }, [], true)
}
