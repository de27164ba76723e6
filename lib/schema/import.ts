import { z } from 'zod'
import { DocumentDraftSchema, DocumentKindSchema, DraftSchema, FormatSchema, ProblemSchema } from './draft'
import { InstantSchema } from './text'

export const OutcomeSchema = z.enum(['created', 'updated', 'unchanged', 'merged', 'failed'])
export type Outcome = z.infer<typeof OutcomeSchema>

export const ImportRequestSchema = z.object({
  text: z.string(),
  filename: z.string().max(500).optional(),
  format: FormatSchema.optional(),
})
export type ImportRequest = z.infer<typeof ImportRequestSchema>

/** A page to import by its address. */
export const ImportUrlSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: 'is not an http(s):// address' }).max(2000),
  format: FormatSchema.optional(),
  /** Of a thread of Slack, the texts among its files too. */
  files: z.boolean().optional(),
})

/** What became of one document. `failed` has its reason among the problems. */
export const ImportLineSchema = z.object({
  path: z.string(),
  /** Which of several documents in one source, as `lib/parse/split-source.ts` names it. */
  part: z.string().optional(),
  outcome: OutcomeSchema,
  kind: DocumentKindSchema.nullable(),
  slug: z.string().nullable(),
  problems: z.array(ProblemSchema),
  /** Why it was merged, and what it may be another edition of: that is not stored with it, but looked up for each reader. */
  reasons: z.array(z.string()).optional(),
  /** Why a document failed, as all other answers say it. */
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  draft: DocumentDraftSchema.optional(),
  /** The stored source that it was read from, also when that was stored before. */
  sourceId: z.string().optional(),
  /** Id of the known thing that it was merged into or updated: in a dry run its slug may be one that it would have afterwards. */
  joinedId: z.string().optional(),
})
export type ImportLine = z.infer<typeof ImportLineSchema>

export const ImportStateSchema = z.enum(['waiting', 'running', 'finished', 'cancelled', 'failed', 'undone'])
export type ImportState = z.infer<typeof ImportStateSchema>

/** An import, with how many documents had each outcome. */
export const ImportViewSchema = z.object({
  id: z.string(),
  state: ImportStateSchema,
  /** Somebody has cancelled it; the document in hand is still being stored. */
  cancelling: z.boolean(),
  /** What was imported: a file's name, "12 files", or the title of the only document. */
  label: z.string(),
  via: z.enum(['browser', 'command-line', 'api', 'demo']),
  by: z.string(),
  startedAt: InstantSchema,
  finishedAt: InstantSchema.nullable(),
  /** Why it failed as a whole. */
  error: z.string().nullable(),
  done: z.int(),
  /** Documents in all; null until they are counted. */
  total: z.int().nullable(),
  /** The file that is being read. */
  current: z.string().nullable(),
  outcomes: z.record(OutcomeSchema, z.int()),
  undoneBy: z.string().nullable(),
  /** Files that can be tried again: they failed for no fault of their own, or who started the import lost the right to. */
  retryable: z.int(),
})
export type ImportView = z.infer<typeof ImportViewSchema>

/** A line of an import as it is shown later: with the title of what it became, as it is called now. */
export const ImportedLineSchema = ImportLineSchema.omit({ draft: true, error: true, joinedId: true }).extend({
  id: z.string(),
  title: z.string().nullable(),
})
export type ImportedLine = z.infer<typeof ImportedLineSchema>

/** What the API answers about an import, and what its page asks for while it runs. */
export const ImportStatusSchema = ImportViewSchema.extend({
  url: z.string(),
  /** Fields of its documents that wait for a person; 0 while it runs. */
  toReview: z.int(),
  lines: z.object({ items: z.array(ImportedLineSchema), nextCursor: z.string().nullable(), total: z.int() }),
})
export type ImportStatus = z.infer<typeof ImportStatusSchema>

export const LineFilterSchema = z.object({
  outcome: OutcomeSchema.optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
})
export type LineFilter = z.infer<typeof LineFilterSchema>

/** What a source would become, before anything is stored. `text` is the decoded source that all spans point into. */
export const ImportPreviewSchema = z.object({
  text: z.string(),
  draft: DraftSchema,
  /** One line for each document of the draft: what saving it would do, and why. */
  forecast: z.array(ImportLineSchema.omit({ draft: true })),
  /** Messages of its conversations as safe HTML, by the slug of the thread and the id of the message. */
  messageHtml: z.record(z.string(), z.record(z.string(), z.string())),
  /** Problems and contradictions of the draft as the reader says them, by their English: that is what is stored with it. */
  said: z.record(z.string(), z.string()).default({}),
})
export type ImportPreview = z.infer<typeof ImportPreviewSchema>
/** Instead of a preview: the source holds so many documents that nobody would review them one by one before they are stored. */
export type ManyDocuments = { documents: number }
