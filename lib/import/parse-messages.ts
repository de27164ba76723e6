import { createHash } from 'node:crypto'
import { AppError, type ErrorCode } from '@/lib/domain/errors'
import type { CompiledCues } from '@/lib/recognise/cue-index'
import type { FoundRisks } from '@/lib/recognise/premortem'
import type { DocumentDraft, PatternMatch } from '@/lib/schema/draft'
import type { SourceContext } from '@/lib/schema/source'
import type { Span } from '@/lib/schema/text'
import type { ReadSource } from '@/lib/store/save-source'
import type { SourceInput } from './run-import'

/* What the import and a thread that reads for it say to each other. All of it can be cloned: classes and functions cannot. */

/** Which piece of which input of a task. */
export type Place = { input: number; piece: number }

/** The patterns, as JSON in memory that all threads share; `key` names them, so that a thread compiles them once. */
export type SharedPatterns = { key: string; json: SharedArrayBuffer }

export type SentInput = Pick<SourceInput, 'path' | 'kind' | 'bytes' | 'format' | 'told' | 'problems'>

/**
 * Sources to be cut and read. `from`: what comes before has been read. An input that is null, or whose piece at a place of
 * `broken` is reached, is passed over: the import knows what to say of it.
 */
export type ParseTask = {
  inputs: readonly (SentInput | null)[]
  from: Place
  broken: readonly Place[]
  patterns: SharedPatterns
}

/** A planned change to be weighed; `mask`: its secrets are masked first. */
export type PlanTask = { text: string; mask: boolean; patterns: SharedPatterns }
/** A plan, without its secrets where that was asked for, and the patterns that it could set off. */
export type WeighedPlan = { text: string; found: FoundRisks }

/** A source whose documents are to be counted. */
export type CountTask = Pick<SourceInput, 'path' | 'bytes'>

export type ToThread =
  | { say: 'start'; current: Int32Array }
  | ({ say: 'cut'; task: number } & ParseTask)
  | { say: 'read'; task: number; wanted: boolean[] }
  | ({ say: 'weigh'; task: number } & PlanTask)
  | ({ say: 'count'; task: number } & CountTask)
  | { say: 'forget'; task: number }

/** `bytes` are null when they are those of the input; the whole is told with its first piece. */
export type SentWhole = { origin: string | null; text: string; bytes: Uint8Array<ArrayBuffer> | null; sha256: string }
export type SentPart = { key: string; extent: Span; context: SourceContext; sha256: string }
export type CutPiece = Place & { whole: SentWhole | null; part: SentPart | null }
/** Null: passed over. Nothing more comes of this input. */
export type CutFailure = Place & { error: SentError | null }

/** What a thread made of a piece, with the keys and the patterns of each of its documents. */
export type ReadPiece = {
  read: ReadSource
  keys: (string[] | null)[]
  found: (PatternMatch[] | null)[]
}

export type FromThread =
  | { say: 'ready' }
  | { say: 'pieces'; task: number; pieces: (CutPiece | CutFailure)[] }
  | { say: 'piece'; task: number; result: ReadPiece | { error: SentError } }
  | { say: 'end'; task: number }
  | { say: 'counted'; task: number; documents: number }
  | { say: 'weighed'; task: number; result: WeighedPlan | { error: SentError } }

export type SentError = { code: ErrorCode | null; name: string; message: string }

export function sentError(error: unknown): SentError {
  if (error instanceof AppError) return { code: error.code, name: error.name, message: error.message }
  if (error instanceof Error) return { code: null, name: error.name, message: error.message }
  return { code: null, name: 'Error', message: String(error) }
}

export function receivedError({ code, name, message }: SentError): Error {
  return code === null ? Object.assign(new Error(message), { name }) : new AppError(code, message)
}

const shared = new WeakMap<CompiledCues, SharedPatterns>()

/** Patterns as all threads have them in common. */
export function sharedPatterns(cues: CompiledCues): SharedPatterns {
  const known = shared.get(cues)
  if (known) return known
  const bytes = new TextEncoder().encode(JSON.stringify(cues.patterns))
  const json = new SharedArrayBuffer(bytes.length)
  new Uint8Array(json).set(bytes)
  const patterns = { key: createHash('sha256').update(bytes).digest('hex'), json }
  shared.set(cues, patterns)
  return patterns
}

/** Documents in which patterns are looked for. */
export function hasPatterns({ kind }: DocumentDraft): boolean {
  return kind === 'incident' || kind === 'skill'
}

/** Pieces that are cut before it is asked which of them are stored already, and the length of their texts. */
export const GROUP = { pieces: 50, length: 1_000_000 }

/** The words of a thread's `current`: its task, or none, and the place that it is at. */
export const IDLE = -1
