import { createHash } from 'node:crypto'
import { assertCan } from '@/lib/domain/permissions'
import type { DocumentDraft, Format, Problem } from '@/lib/schema/draft'
import type { ImportLine } from '@/lib/schema/import'
import type { SourceContext } from '@/lib/schema/source'
import type { Span } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { readStoredCatalogue, type Catalogue } from './catalogue-rows'
import type { LookupMemory } from './edition-candidates'
import { ImportEnded, type ImportRecord } from './import-record'
import { EditionMemory } from './incident-editions'
import { saveBatch } from './save-batch'
import { newSaving } from './saving'
import { inSavingTransaction } from './transaction'

/**
 * A source that has been read: its bytes as they came in and their decoded text. `origin`: file, path or URL. `sha256`: of the
 * bytes; of a part also of its context, which its reading depends on.
 */
export type NewSource = {
  kind: 'paste' | 'file' | 'url' | 'content'
  origin: string | null
  bytes: Uint8Array<ArrayBuffer>
  text: string
  sha256: string
  /** What a person has said of it that it does not say itself */
  told?: Pick<SourceContext, 'date' | 'zone'>
  /** The source that this one was cut from, and where in its text. */
  part?: { of: NewSource; extent: Span; context: SourceContext }
}

export type ReadSource = {
  format: Format
  documents: DocumentDraft[]
  problems: Problem[]
  /** Of documents that a person has reviewed: what the parser made of the source, to merge newer versions with. */
  parsed?: ReadonlyMap<DocumentDraft, DocumentDraft>
}

export type SaveRequest = {
  source: NewSource
  /** Gives what is in the source; asked only when that is not stored yet. Throws `AppError` when it cannot be read. */
  read: () => ReadSource
  /** How the lines name the source, and its part. */
  path: string
  part?: string
  /** What was noticed before it was read: its first line tells of it also when it is stored already. */
  noticed?: readonly Problem[]
  /** A person has reviewed the drafts: they count even when these bytes are stored already. */
  reviewed: boolean
}

/**
 * What became of one source: a line per document, or why nothing was stored. `failure`: why only the conversation was stored
 * and not what was made of it.
 */
export type SavedSource = { lines: ImportLine[]; failure?: unknown } | { error: unknown }

/** What stays from one source of an import to the next. */
export type SaveContext = LookupMemory & {
  catalogue: Catalogue | null
  patternsChanged: boolean
  /** Some patterns were stored before, perhaps by an import that was killed. */
  patternsKnown: boolean
}

export function newSaveContext(): SaveContext {
  return {
    catalogue: null,
    common: new Set(),
    editions: new EditionMemory(),
    patternsChanged: false,
    patternsKnown: false,
  }
}

/** Thrown to undo a dry run; carries what would have happened. */
class DryRun extends Error {
  constructor(readonly saved: SavedSource[]) {
    super('dry run')
  }
}

/**
 * Saves a source with all its documents in one transaction: everything or nothing. Gives one line per document. A source
 * whose very bytes are stored gives `unchanged` and writes nothing. In a dry run nothing is kept either way.
 * Throws `forbidden` without the right to write, and what reading or storing the source throws.
 */
export async function saveSource(
  viewer: Viewer,
  request: SaveRequest,
  context: SaveContext,
  record: ImportRecord,
  dryRun = false,
): Promise<ImportLine[]> {
  const [saved] = await saveSources(viewer, [request], context, record, dryRun)
  if (!saved) return []
  if ('error' in saved) throw saved.error
  if ('failure' in saved) throw saved.failure
  return saved.lines
}

/**
 * As `saveSource`, for several sources in one transaction, with the same result as one after the other: when one of them cannot
 * be stored, each half of them is stored in a transaction of its own, until that one is alone. Throws `forbidden` without the right to write,
 * and `ImportEnded` when the import was cancelled or closed meanwhile.
 */
export async function saveSources(
  viewer: Viewer,
  requests: readonly SaveRequest[],
  context: SaveContext,
  record: ImportRecord,
  dryRun = false,
): Promise<SavedSource[]> {
  assertCan(viewer, 'write')
  try {
    return await saveTogether(viewer, requests, context, record, dryRun)
  } catch (error) {
    // What the rolled back rows were is not what the database has.
    context.editions.clear()
    if (error instanceof ImportEnded) throw error
    const [only] = requests
    if (only && requests.length === 1) return [await saveThreadAlone(viewer, only, context, record, dryRun, error)]
    const half = Math.ceil(requests.length / 2)
    const first = await saveSources(viewer, requests.slice(0, half), context, record, dryRun)
    return [...first, ...(await saveUnlessEnded(viewer, requests.slice(half), context, record, dryRun))]
  }
}

/** As `saveSources`, after others of the same batch: those are stored, and told, also when the import is ended now. */
async function saveUnlessEnded(...given: Parameters<typeof saveSources>): Promise<SavedSource[]> {
  try {
    return await saveSources(...given)
  } catch (error) {
    if (!(error instanceof ImportEnded)) throw error
    return given[1].map(() => ({ error }))
  }
}

/** A conversation is kept even when what was made of it cannot be stored; all else fails with `error`. */
async function saveThreadAlone(
  viewer: Viewer,
  request: SaveRequest,
  context: SaveContext,
  record: ImportRecord,
  dryRun: boolean,
  error: unknown,
): Promise<SavedSource> {
  let read: ReadSource
  try {
    read = request.read()
  } catch {
    return { error }
  }
  const documents = read.documents.filter(({ kind }) => kind === 'thread')
  if (request.reviewed || documents.length === 0 || documents.length === read.documents.length) return { error }
  // Under another hash: the next import of this source tries again what has failed.
  const sha256 = createHash('sha256').update(`${request.source.sha256} alone`).digest('hex')
  const alone = { ...request, source: { ...request.source, sha256 }, read: () => ({ ...read, documents }) }
  const [saved] = await saveSources(viewer, [alone], context, record, dryRun)
  return saved && 'lines' in saved ? { lines: saved.lines, failure: error } : { error }
}

async function saveTogether(
  viewer: Viewer,
  requests: readonly SaveRequest[],
  context: SaveContext,
  record: ImportRecord,
  dryRun: boolean,
): Promise<SavedSource[]> {
  const catalogue = (context.catalogue ??= await readStoredCatalogue())
  try {
    let isAgain = false
    const saved = await inSavingTransaction(async (tx) => {
      // What the rolled back rows were is not what the database has.
      if (isAgain) context.editions.clear()
      isAgain = true
      if (!dryRun) await record.assertOpen(tx)
      const saving = newSaving(tx, viewer, catalogue, record.id, context.editions, record.share ?? undefined)
      const sources = await saveBatch(saving, requests, context, record)
      if (dryRun) throw new DryRun(sources)
      return sources
    })
    const lines = saved.flatMap((source) => ('lines' in source ? source.lines : []))
    if (lines.some(({ outcome }) => outcome !== 'unchanged')) record.confirm()
    const patterns = lines.filter(({ kind }) => kind === 'pattern')
    context.patternsChanged ||= patterns.some(({ outcome }) => outcome !== 'unchanged')
    context.patternsKnown ||= patterns.some(({ outcome }) => outcome === 'unchanged')
    return saved
  } catch (error) {
    if (!(error instanceof DryRun)) throw error
    context.editions.clear()
    return error.saved.map((source) =>
      // Its source was not kept.
      'lines' in source ? { ...source, lines: source.lines.map(({ sourceId: _, ...line }) => line) } : source,
    )
  }
}
