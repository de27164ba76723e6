import { z } from 'zod'
import { DocumentDraftSchema, DraftSchema, FormatSchema, ProblemSchema } from './draft'
import { InstantSchema } from './text'

export const OutcomeSchema = z.enum(['created', 'updated', 'unchanged', 'merged', 'failed'])
export type Outcome = z.infer<typeof OutcomeSchema>

export const ImportRequestSchema = z.object({
  text: z.string(),
  filename: z.string().max(500).optional(),
  format: FormatSchema.optional(),
})
export type ImportRequest = z.infer<typeof ImportRequestSchema>

/** What became of one document. `failed` has its reason among the problems. */
export const ImportLineSchema = z.object({
  path: z.string(),
  outcome: OutcomeSchema,
  kind: z.enum(['incident', 'skill', 'pattern', 'person', 'company']).nullable(),
  slug: z.string().nullable(),
  problems: z.array(ProblemSchema),
  /** Why it was merged, or what it may be another edition of. */
  reasons: z.array(z.string()).optional(),
  /** Why a document failed, as all other answers say it. */
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  draft: DocumentDraftSchema.optional(),
  /** The stored source that it was read from, also when that was stored before. */
  sourceId: z.string().optional(),
})
export type ImportLine = z.infer<typeof ImportLineSchema>

export const ImportRowSchema = z.object({
  id: z.string(),
  startedAt: InstantSchema,
  finishedAt: InstantSchema.nullable(),
  via: z.enum(['browser', 'command-line', 'api', 'demo']),
  by: z.string(),
  lines: z.array(ImportLineSchema.omit({ draft: true })),
})
export type ImportRow = z.infer<typeof ImportRowSchema>

/** What a source would become, before anything is stored. `text` is the decoded source that all spans point into. */
export const ImportPreviewSchema = z.object({
  text: z.string(),
  draft: DraftSchema,
  /** One line for each document of the draft: what saving it would do, and why. */
  forecast: z.array(ImportLineSchema.omit({ draft: true })),
})
export type ImportPreview = z.infer<typeof ImportPreviewSchema>
