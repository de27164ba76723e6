import { log } from '@/lib/observe/log'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { storableName } from '@/lib/domain/storable-text'
import { compileCues } from '@/lib/recognise/cue-index'
import { matchPatterns } from '@/lib/recognise/match-patterns'
import type { Draft, Format, PatternMatch, Problem } from '@/lib/schema/draft'
import type { ImportLine } from '@/lib/schema/import'
import type { CataloguePattern } from '@/lib/schema/pattern'
import type { SourceContext } from '@/lib/schema/source'
import type { Viewer } from '@/lib/schema/viewer'
import { readStoredCatalogue } from '@/lib/store/catalogue-rows'
import { catchUpPatterns } from '@/lib/store/catalogue-sync'
import { ImportRecord, type ImportVia } from '@/lib/store/import-record'
import {
  newSaveContext,
  saveSources,
  type NewSource,
  type SaveContext,
  type SavedSource,
  type SaveRequest,
} from '@/lib/store/save-source'
import { hasUnfinishedPatterns } from '@/lib/store/unfinished-patterns'
import { parsePool, type ParsePool } from './parse-pool'
import { readAhead } from './read-ahead'
import { readPieces, readSources, type Reading, type Step } from './read-sources'
import { maskSecrets } from './secrets'
import { cutSource, inWhole, type SourcePiece } from './source-pieces'

export type SourceInput = {
  /** File name, path or URL; null for pasted text. */
  path: string | null
  kind: NewSource['kind']
  bytes: Uint8Array
  format?: Format
  /** What a person says of it that it does not say itself: the day it begins on, the zone of its times. */
  told?: Pick<SourceContext, 'date' | 'zone'>
  /** Why it is not read: an entry of an archive that must not be. It gives a line `failed` among the others. */
  refusal?: AppError
  /** What was noticed before its text was read; its first line tells of it. */
  problems?: readonly Problem[]
}

/**
 * `record`: the history entry that the lines join; a new one unless given. `pool`: the threads that read, if not this process's.
 * `mayGoOn` is asked before each transaction that stores documents: nothing more is stored once it says no.
 */
export type ImportOptions = {
  via: ImportVia
  dryRun?: boolean
  record?: ImportRecord
  pool?: ParsePool
  mayGoOn?: () => Promise<boolean>
}

/** Documents that are stored in one transaction at most, and the length of their texts in UTF-16 code units. */
const BATCH = { documents: 50, length: 1_000_000 }

/** Batches that are read while another one is stored: the process waits for the database for as long as reading one takes. */
const READ_AHEAD = 2

/**
 * Reads one source and says what is in it: the parsed documents with contradictions and patterns. Stores nothing.
 * Throws `AppError` when the bytes are empty, too large or no text, and when there is no document in them.
 */
export function previewSource(input: SourceInput, patterns: CataloguePattern[]): Draft {
  return draftOf(cutSource(input), patterns)
}

/**
 * The same, with the text that its spans point into, without keeping this process from answering others: what may be costly is read in
 * a thread.
 */
export async function previewAside(
  input: SourceInput,
  patterns: CataloguePattern[],
  pool: ParsePool = parsePool(),
): Promise<{ draft: Draft; text: string }> {
  const pieces = await readPieces(input, pool)
  const source = pieces[0]?.source
  return { draft: draftOf(pieces, patterns), text: (source?.part?.of ?? source)?.text ?? '' }
}

function draftOf(pieces: Iterable<SourcePiece>, patterns: CataloguePattern[]): Draft {
  const cues = compileCues(patterns)
  const drafts: Draft[] = []
  let failure: unknown
  for (const piece of pieces) {
    try {
      const { format, documents, problems } = piece.read()
      const matched = documents.map((document) => ({
        ...document,
        patterns: joinPatterns(document.patterns, matchPatterns(document, cues, piece.source.text)),
      }))
      drafts.push({ format, documents: matched.map((document) => inWhole(document, piece)), problems })
    } catch (error) {
      // One part that cannot be read does not hide the others.
      if (!(error instanceof AppError)) throw error
      failure ??= error
    }
  }
  const [first] = drafts
  if (!first) throw failure
  return {
    format: first.format,
    documents: drafts.flatMap(({ documents }) => documents),
    problems: drafts.flatMap(({ problems }) => problems),
  }
}

/** Patterns that the document lists stay; those recognised beside them are added. Best first. */
function joinPatterns(listed: readonly PatternMatch[], recognised: readonly PatternMatch[]): PatternMatch[] {
  const known = new Set(listed.map(({ slug }) => slug))
  return [...listed, ...recognised.filter(({ slug }) => !known.has(slug))].sort((a, b) => b.score - a.score)
}

/** A step of the reading with what is asked of the store. */
type Wanted = { input: SourceInput } & ({ piece: SourcePiece; request: SaveRequest } | { error: unknown })

/**
 * Imports sources in their order, several documents in one transaction, and gives a line per document once it is stored. A
 * source that cannot be read or saved gives a line `failed` with its reason and does not stop the others. A dry run gives the
 * same lines and keeps nothing. While some documents are stored the next ones are read: `inputs` is asked ahead of the lines.
 * Throws `forbidden` without the right to write.
 */
export async function* importSources(
  viewer: Viewer,
  inputs: Iterable<SourceInput> | AsyncIterable<SourceInput>,
  { via, dryRun = false, record = new ImportRecord(viewer, via), pool = parsePool(), mayGoOn }: ImportOptions,
): AsyncGenerator<ImportLine> {
  assertCan(viewer, 'write')
  const context = newSaveContext()
  let storing: Promise<ImportLine[]> = Promise.resolve([])
  try {
    for await (const batch of readAhead(prepared(inputs, context, { readAll: dryRun, pool }), READ_AHEAD)) {
      for (const line of await storing) yield noted(line, record)
      if (mayGoOn && !(await mayGoOn())) return
      storing = store(viewer, batch, context, record, dryRun)
      // Awaited above, later: until then a failure must not count as one that nobody handles.
      storing.catch(() => undefined)
    }
    for (const line of await storing) yield noted(line, record)
  } catch (error) {
    // What was being stored when there came no more is told before why.
    for (const line of await storing.catch(() => [])) yield noted(line, record)
    throw error
  } finally {
    // Also when the caller stops in between: what has been stored stays and is complete.
    await storing.catch(() => undefined)
    await record.finish()
    if (!dryRun && (context.patternsChanged || (context.patternsKnown && (await hasUnfinishedPatterns())))) {
      await catchUpPatterns(viewer)
    }
  }
}

function noted(line: ImportLine, record: ImportRecord): ImportLine {
  if (line.outcome === 'failed' || line.outcome === 'unchanged') record.note(line)
  return line
}

async function* prepared(
  inputs: Iterable<SourceInput> | AsyncIterable<SourceInput>,
  context: SaveContext,
  how: Omit<Reading, 'catalogue'>,
): AsyncGenerator<Wanted[]> {
  const catalogue = (context.catalogue ??= await readStoredCatalogue())
  yield* inBatches(readSources(inputs, { catalogue, ...how }))
}

async function* inBatches(groups: AsyncIterable<Step[]>): AsyncGenerator<Wanted[]> {
  let batch: Wanted[] = []
  let length = 0
  for await (const group of groups) {
    for (const step of group) {
      const more = 'piece' in step ? step.piece.source.text.length : 0
      if (batch.length >= BATCH.documents || (batch.length > 0 && length + more > BATCH.length)) {
        yield batch
        batch = []
        length = 0
      }
      batch.push('piece' in step ? { ...step, request: requestOf(step.input, step.piece) } : step)
      length += more
    }
  }
  if (batch.length > 0) yield batch
}

function requestOf({ path }: SourceInput, { source, key, noticed, read }: SourcePiece): SaveRequest {
  return { source, read, path: nameOf({ path }), noticed, reviewed: false, ...(key === null ? {} : { part: key }) }
}

function nameOf({ path }: Pick<SourceInput, 'path'>): string {
  return path === null ? sentence`pasted text` : maskSecrets(storableName(path)).text
}

async function store(
  viewer: Viewer,
  batch: readonly Wanted[],
  context: SaveContext,
  record: ImportRecord,
  dryRun: boolean,
): Promise<ImportLine[]> {
  const requests = batch.flatMap((step) => ('request' in step ? [step.request] : []))
  const saved = requests.length > 0 ? await saveSources(viewer, requests, context, record, dryRun) : []
  let next = 0
  return batch.flatMap((step) => {
    if ('error' in step) return [failedLine(step.input, step.error)]
    const lines = linesOf(step.request, saved[next++])
    return dryRun ? withDrafts(lines, step.piece) : lines
  })
}

function linesOf({ path, part }: Pick<SaveRequest, 'path' | 'part'>, saved: SavedSource | undefined): ImportLine[] {
  const failed = (error: unknown) => ({ ...failedLine({ path }, error), ...(part === undefined ? {} : { part }) })
  if (!saved || !('lines' in saved)) return [failed(saved?.error)]
  return saved.failure === undefined ? saved.lines : [failed(saved.failure), ...saved.lines]
}

function withDrafts(lines: ImportLine[], piece: SourcePiece): ImportLine[] {
  const [first, second] = lines
  const isPartial = first?.outcome === 'failed' && second !== undefined
  return lines.map((line, index) => {
    if (line.outcome === 'failed') return line
    const { documents } = piece.read()
    // What could be stored of it stands at the end.
    const draft = isPartial ? documents[documents.length - lines.length + index] : documents[index]
    return draft ? { ...line, draft: inWhole(draft, piece) } : line
  })
}

/** The line of a source that could not be imported. What is not written for the user goes to the log, not to the line. */
export function failedLine(input: Pick<SourceInput, 'path'>, error: unknown): ImportLine {
  const reason = reasonOf(error)
  const problems = [{ level: 'error' as const, message: reason.message }]
  return { path: nameOf(input), outcome: 'failed', kind: null, slug: null, problems, error: reason }
}

function reasonOf(error: unknown): { code: string; message: string } {
  if (error instanceof AppError) return { code: error.code, message: error.message }
  if (error instanceof z.ZodError) {
    return { code: 'unprocessable', message: sentence`The draft is not valid: ${z.prettifyError(error)}` }
  }
  log.error('a document could not be stored', {}, error)
  return { code: 'unavailable', message: 'The document could not be stored; the log says why.' }
}
