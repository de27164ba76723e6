import { randomUUID } from 'node:crypto'
import { assertCan } from '@/lib/domain/permissions'
import { DraftSchema, type DocumentDraft, type Format, type Problem } from '@/lib/schema/draft'
import type { ImportLine } from '@/lib/schema/import'
import type { Viewer } from '@/lib/schema/viewer'
import { readStoredCatalogue, type Catalogue } from './catalogue-rows'
import type { CommonKeys } from './edition-candidates'
import { recordChange } from './import-changes'
import type { ImportRecord } from './import-record'
import { saveIncidentDocument } from './save-incident'
import { savePage } from './save-page'
import { savePatternDocument } from './save-pattern'
import { saveSkillDocument } from './save-skill'
import type { SavedDocument, StoredSource } from './saved-document'
import { newSaving, type Saving } from './saving'
import { findStoredSource } from './stored-source'
import { inSavingTransaction } from './transaction'

/** A source that has been read: its bytes as they came in and their decoded text. `origin`: file, path or URL. */
export type NewSource = {
  kind: 'paste' | 'file' | 'url' | 'content'
  origin: string | null
  bytes: Uint8Array<ArrayBuffer>
  text: string
  sha256: string
}

export type SaveRequest = {
  source: NewSource
  format: Format
  documents: DocumentDraft[]
  problems: Problem[]
  /** How the lines name the source. */
  path: string
  /** A person has reviewed the drafts: they count even when these bytes are stored already. */
  reviewed: boolean
}

/** What stays from one source of an import to the next. */
export type SaveContext = { catalogue: Catalogue | null; common: CommonKeys; patternsChanged: boolean }

export function newSaveContext(): SaveContext {
  return { catalogue: null, common: new Set(), patternsChanged: false }
}

/** Thrown to undo a dry run; carries what would have happened. */
class DryRun extends Error {
  constructor(readonly lines: ImportLine[]) {
    super('dry run')
  }
}

/**
 * Saves a source with all its documents in one transaction: everything or nothing. Gives one line per document. A source
 * whose very bytes are stored gives `unchanged` and writes nothing. In a dry run nothing is kept either way.
 * Throws `forbidden` without the right to write, `ZodError` for a draft of a wrong shape.
 */
export async function saveSource(
  viewer: Viewer,
  request: SaveRequest,
  context: SaveContext,
  record: ImportRecord,
  dryRun = false,
): Promise<ImportLine[]> {
  assertCan(viewer, 'write')
  const { documents } = DraftSchema.parse({ format: request.format, documents: request.documents, problems: [] })
  if (!request.reviewed) {
    const known = await findStoredSource(request.source.sha256)
    if (known?.current)
      return known.documents.map((document) => lineOf(request, { ...document, reasons: [] }, known.id))
  }
  const catalogue = (context.catalogue ??= await readStoredCatalogue())
  try {
    const lines = await inSavingTransaction(async (tx) => {
      const saving = newSaving(tx, viewer, catalogue, record.id)
      const saved = await saveDocuments(saving, { ...request, documents }, context, record)
      if (dryRun) throw new DryRun(saved)
      return saved
    })
    if (lines.some(({ outcome }) => outcome !== 'unchanged')) record.confirm()
    context.patternsChanged ||= lines.some(({ kind, outcome }) => kind === 'pattern' && outcome !== 'unchanged')
    return lines
  } catch (error) {
    // Its source was not kept.
    if (error instanceof DryRun) return error.lines.map(({ sourceId: _, ...line }) => line)
    throw error
  }
}

async function saveDocuments(
  saving: Saving,
  request: SaveRequest,
  context: SaveContext,
  record: ImportRecord,
): Promise<ImportLine[]> {
  const { source, format, documents } = request
  const known = await findStoredSource(source.sha256, saving.tx)
  if (known?.current && (!request.reviewed || known.saysSame(documents))) {
    return known.documents.map((document) => lineOf(request, { ...document, reasons: [] }, known.id))
  }
  const id = known?.id ?? randomUUID()
  if (!known) {
    const by = { importedById: saving.viewer.userId, importedBy: saving.viewer.name }
    saving.rows.add('Source', { id, ...source, format, lang: documents[0]?.lang ?? 'und', context: {}, ...by })
    recordChange(saving, 'source-created', id, null)
  }
  const stored = { id, kind: source.kind, sha256: source.sha256, text: source.text, origin: source.origin }
  const lines: ImportLine[] = []
  for (const document of documents) {
    lines.push(lineOf(request, await saveDocument(saving, stored, document, context.common), id))
  }
  // Another file may say word for word what a pattern says already: then not even the source is new.
  if (lines.every(({ outcome }) => outcome === 'unchanged')) return lines
  record.addTo(saving.rows, lines, id)
  await saving.rows.flush(saving.tx)
  return lines
}

/** Saves one document of a source into what it belongs to. The source's row is in the buffer or stored. */
export function saveDocument(
  saving: Saving,
  source: StoredSource,
  document: DocumentDraft,
  common: CommonKeys,
): Promise<SavedDocument> {
  switch (document.kind) {
    case 'incident':
      return saveIncidentDocument(saving, source, document, common)
    case 'skill':
      return saveSkillDocument(saving, source, document)
    case 'pattern':
      return savePatternDocument(saving, source, document)
    case 'person':
    case 'company':
      return savePage(saving, source, document, document.kind)
  }
}

function lineOf(
  { path, problems }: SaveRequest,
  { outcome, kind, slug, reasons }: Omit<SavedDocument, 'id'>,
  sourceId: string,
): ImportLine {
  return { path, outcome, kind, slug, problems, sourceId, ...(reasons.length > 0 ? { reasons } : {}) }
}
