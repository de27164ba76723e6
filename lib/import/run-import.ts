import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { findContradictions } from '@/lib/domain/contradictions'
import { parseSource } from '@/lib/parse/parse-source'
import { compileCues } from '@/lib/recognise/cue-index'
import { matchPatterns } from '@/lib/recognise/match-patterns'
import { DocumentDraftSchema, type DocumentDraft, type Draft, type Format, type PatternMatch } from '@/lib/schema/draft'
import type { ImportLine } from '@/lib/schema/import'
import type { CataloguePattern } from '@/lib/schema/pattern'
import type { Viewer } from '@/lib/schema/viewer'
import { recomputeMatches } from '@/lib/store/catalogue-sync'
import { ImportRecord, type ImportVia } from '@/lib/store/import-record'
import { newSaveContext, saveSource, type NewSource, type SaveContext } from '@/lib/store/save-source'
import { readSourceText } from './source-text'

export type SourceInput = {
  /** File name, path or URL; null for pasted text. */
  path: string | null
  kind: NewSource['kind']
  bytes: Uint8Array
  format?: Format
  /** Why it is not read: an entry of an archive that must not be. It gives a line `failed` among the others. */
  refusal?: AppError
}

/** `record`: the history entry that the lines join; a new one unless given. */
export type ImportOptions = { via: ImportVia; dryRun?: boolean; record?: ImportRecord }

/** Turns bytes into a draft, without patterns beyond those that the document lists itself. */
function readDraft(input: SourceInput): { text: string; draft: Draft } {
  if (input.refusal) throw input.refusal
  const { text, url, problems } = readSourceText(input)
  const hint = { filename: input.path, ...(input.format ? { format: input.format } : {}) }
  const draft = parseSource(text, hint)
  if (draft.documents.length === 0) {
    const problem = draft.problems.find(({ level }) => level === 'error') ?? draft.problems[0]
    throw new AppError('unprocessable', problem?.message ?? 'Nothing in this document can be imported.')
  }
  // A page gives its own address, not that of each of several documents on it.
  const address = draft.documents.length === 1 && url ? { url } : {}
  const documents = draft.documents.map((document) => ({ ...address, ...withContradictions(document, text) }))
  return { text, draft: { ...draft, documents, problems: [...problems, ...draft.problems] } }
}

function withContradictions(document: DocumentDraft, text: string): DocumentDraft {
  const { skill } = document
  if (!skill) return document
  return { ...document, skill: { ...skill, contradictions: findContradictions(skill, text) } }
}

/**
 * Reads one source and says what is in it: the parsed documents with contradictions and patterns. Stores nothing.
 * Throws `AppError` when the bytes are empty, too large or no text, and when there is no document in them.
 */
export function previewSource(input: SourceInput, patterns: CataloguePattern[]): Draft {
  const { text, draft } = readDraft(input)
  const cues = compileCues(patterns)
  return {
    ...draft,
    documents: draft.documents.map((document) => ({
      ...document,
      patterns: joinPatterns(document.patterns, matchPatterns(document, cues, text)),
    })),
  }
}

/** Patterns that the document lists stay; those recognised beside them are added. Best first. */
function joinPatterns(listed: readonly PatternMatch[], recognised: readonly PatternMatch[]): PatternMatch[] {
  const known = new Set(listed.map(({ slug }) => slug))
  return [...listed, ...recognised.filter(({ slug }) => !known.has(slug))].sort((a, b) => b.score - a.score)
}

/**
 * Imports sources one by one, each in its own transaction, and gives a line per document. A source that cannot be read or
 * saved gives a line `failed` with its reason and does not stop the others. A dry run gives the same lines and keeps nothing.
 */
export async function* importSources(
  viewer: Viewer,
  inputs: Iterable<SourceInput> | AsyncIterable<SourceInput>,
  { via, dryRun = false, record = new ImportRecord(viewer, via) }: ImportOptions,
): AsyncGenerator<ImportLine> {
  const context = newSaveContext()
  try {
    for await (const input of inputs) {
      const lines = await importSource(viewer, input, context, record, dryRun)
      for (const line of lines) {
        if (line.outcome === 'failed' || line.outcome === 'unchanged') record.note(line)
        yield line
      }
    }
  } finally {
    // Also when the caller stops in between: what has been stored stays and is complete.
    await record.finish()
    if (context.patternsChanged && !dryRun) await recomputeMatches(viewer)
  }
}

async function importSource(
  viewer: Viewer,
  input: SourceInput,
  context: SaveContext,
  record: ImportRecord,
  dryRun: boolean,
): Promise<ImportLine[]> {
  try {
    const { text, draft } = readDraft(input)
    const lines = await saveDraft(viewer, input, text, draft, { context, record, dryRun, reviewed: false })
    if (!dryRun) return lines
    return lines.map((line, index) => ({
      ...line,
      ...(draft.documents[index] ? { draft: draft.documents[index] } : {}),
    }))
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden') throw error
    return [failedLine(input, error)]
  }
}

/** The line of a source that could not be imported. What is not written for the user goes to the log, not to the line. */
export function failedLine(input: Pick<SourceInput, 'path'>, error: unknown): ImportLine {
  const reason = reasonOf(error)
  const problems = [{ level: 'error' as const, message: reason.message }]
  return { path: input.path ?? 'pasted text', outcome: 'failed', kind: null, slug: null, problems, error: reason }
}

function reasonOf(error: unknown): { code: string; message: string } {
  if (error instanceof AppError) return { code: error.code, message: error.message }
  if (error instanceof z.ZodError) {
    return { code: 'unprocessable', message: `The draft is not valid: ${z.prettifyError(error)}` }
  }
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : error)
  return { code: 'unavailable', message: 'The document could not be stored; the log says why.' }
}

type SaveOptions = { context: SaveContext; record: ImportRecord; dryRun: boolean; reviewed: boolean }

function saveDraft(
  viewer: Viewer,
  input: SourceInput,
  text: string,
  draft: Draft,
  { context, record, dryRun, reviewed }: SaveOptions,
): Promise<ImportLine[]> {
  const { format, documents, problems } = draft
  const bytes = new Uint8Array(input.bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const source = { kind: input.kind, origin: input.path, bytes, text, sha256 }
  const path = input.path ?? 'pasted text'
  return saveSource(viewer, { source, format, documents, problems, path, reviewed }, context, record, dryRun)
}

/**
 * Saves a draft that a person has reviewed, beside the bytes it was read from. Its patterns are recognised anew: only those
 * that the document lists itself are taken from it. Throws `AppError` as `previewSource` does.
 */
export async function saveReviewedDraft(
  viewer: Viewer,
  input: SourceInput,
  draft: Draft,
  via: ImportVia,
): Promise<ImportLine[]> {
  const { text, draft: parsed } = readDraft(input)
  const documents = draft.documents.map((document, index) => ({
    ...withoutUnstorable(document),
    patterns: parsed.documents[index]?.patterns ?? [],
  }))
  const record = new ImportRecord(viewer, via)
  const context = newSaveContext()
  const options = { context, record, dryRun: false, reviewed: true }
  const lines = await saveDraft(viewer, input, text, { ...draft, documents }, options)
  await record.finish()
  if (context.patternsChanged) await recomputeMatches(viewer)
  return lines
}

/** A draft comes from a form and may hold what `readSourceText` keeps out of sources: NUL and lone surrogates. */
function withoutUnstorable(document: DocumentDraft): DocumentDraft {
  const clean = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value
  return DocumentDraftSchema.parse(JSON.parse(JSON.stringify(document, clean)))
}
