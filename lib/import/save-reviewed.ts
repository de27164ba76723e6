import { AppError } from '@/lib/domain/errors'
import { DocumentDraftSchema, type DocumentDraft, type Draft } from '@/lib/schema/draft'
import type { ImportLine } from '@/lib/schema/import'
import type { Share } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import { catchUpPatterns } from '@/lib/store/catalogue-sync'
import { ImportEnded, ImportRecord, type ImportVia } from '@/lib/store/import-record'
import { newSaveContext, saveSource, type ReadSource } from '@/lib/store/save-source'
import { parsePool } from './parse-pool'
import { readPieces } from './read-sources'
import { failedLine, type SourceInput } from './run-import'
import { maskSecrets } from './secrets'
import { inPiece, type SourcePiece } from './source-pieces'

export type ReviewedOptions = {
  /** Who may read what is made; everybody with an account unless given. */
  share?: Share | null
  /** The import's id, when its lease is held. */
  id?: string
  /** Whether who imports it may still do so: asked before each document. */
  mayGoOn?: () => Promise<boolean>
}

/**
 * Saves a draft that a person has reviewed, beside the bytes it was read from; each document of a source of several with its
 * own part, in source order. Its patterns are recognised anew: only those that the document lists itself are taken from it.
 * Throws `AppError` as `previewSource` does, and `bad_input` for a draft of another source. Of a source of several documents
 * one that cannot be stored gives a line `failed`. Once `mayGoOn` says no, or when the import is cancelled meanwhile, nothing further is
 * stored, and `forbidden` or `conflict` is thrown.
 */
export async function saveReviewedDraft(
  viewer: Viewer,
  input: SourceInput,
  draft: Draft,
  via: ImportVia,
  { share = null, id, mayGoOn = () => Promise.resolve(true) }: ReviewedOptions = {},
): Promise<ImportLine[]> {
  const record = new ImportRecord(viewer, via, null, id, share)
  const context = newSaveContext()
  const path = maskSecrets(input.path ?? 'pasted text').text
  const reviewed = (await readPieces(input, parsePool())).flatMap((piece) => reviewedOf(piece, draft) ?? [])
  if (reviewed.reduce((count, { read }) => count + read.documents.length, 0) < draft.documents.length) {
    throw new AppError('bad_input', 'The draft does not belong to this source. Preview it again.')
  }
  const lines: ImportLine[] = []
  try {
    for (const { piece, read } of reviewed) {
      if (!(await mayGoOn())) throw record.forbid()
      const part = piece.key === null ? {} : { part: piece.key }
      const request = { source: piece.source, read: () => read, path, ...part, reviewed: true }
      try {
        lines.push(...(await saveSource(viewer, request, context, record)))
      } catch (error) {
        const isOver = error instanceof ImportEnded || (error instanceof AppError && error.code === 'forbidden')
        if (piece.key === null || isOver) throw error
        lines.push({ ...failedLine(input, error), ...part })
      }
    }
  } finally {
    // Also when it ends in between: what has been stored stays and is complete.
    await record.finish()
    if (context.patternsChanged) await catchUpPatterns(viewer)
  }
  return lines
}

/** What a person has made of one piece; null when no document of it is left. */
function reviewedOf(piece: SourcePiece, draft: Draft): { piece: SourcePiece; read: ReadSource } | null {
  const { part } = piece.source
  const own = part
    ? draft.documents.filter(({ extent }) => extent?.[0] === part.extent[0] && extent[1] === part.extent[1])
    : draft.documents
  if (own.length === 0) return null
  const parsed = piece.read()
  const documents = own.map((document, index) => ({
    ...inPiece(withoutUnstorable(document), piece),
    patterns: parsed.documents[index]?.patterns ?? [],
  }))
  const corrected = new Map(documents.flatMap((document, index) => [[document, parsed.documents[index] ?? document]]))
  return { piece, read: { ...(part ? parsed : draft), documents, parsed: corrected } }
}

/** A draft comes from a form and may hold what `readSourceText` keeps out of sources: NUL, lone surrogates and secrets. */
function withoutUnstorable(document: DocumentDraft): DocumentDraft {
  const clean = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? maskSecrets(value.replaceAll('\u0000', '').toWellFormed()).text : value
  return DocumentDraftSchema.parse(JSON.parse(JSON.stringify(document, clean)))
}
