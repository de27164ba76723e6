import { z } from 'zod'
import { EvidenceSchema, MatchRoleSchema, PatternDraftSchema } from './draft'
import { InstantSchema, LangSchema, SpanSchema } from './text'

export const MatchStateSchema = z.enum(['suggested', 'confirmed', 'rejected'])
export type MatchState = z.infer<typeof MatchStateSchema>

/** A quote with the place it stands at: language and, when it is of a source, the span there. */
export const QuoteSchema = EvidenceSchema.extend({
  lang: LangSchema,
  sourceId: z.string().nullable(),
  span: SpanSchema.nullish(),
})
export type Quote = z.infer<typeof QuoteSchema>

export const MatchViewSchema = z.object({
  slug: z.string(),
  title: z.string(),
  family: z.string(),
  mechanism: z.string(),
  role: MatchRoleSchema,
  score: z.number(),
  state: MatchStateSchema,
  decidedBy: z.string().nullable(),
  evidence: z.array(QuoteSchema),
})
export type MatchView = z.infer<typeof MatchViewSchema>

export const PatternRowSchema = z.object({
  slug: z.string(),
  title: z.string(),
  family: z.string(),
  mechanism: z.string(),
  incidents: z.int(),
  skills: z.int(),
  lastOn: z.iso.date().nullable(),
  openActionItems: z.int(),
})
export type PatternRow = z.infer<typeof PatternRowSchema>

export const PatternMemberSchema = z.object({
  kind: z.enum(['incident', 'skill']),
  slug: z.string(),
  title: z.string(),
  langs: z.array(LangSchema),
  stub: z.boolean(),
  on: z.iso.date().nullable(),
  startedAt: InstantSchema.nullable(),
  role: MatchRoleSchema,
  score: z.number(),
  state: MatchStateSchema,
  evidence: z.array(QuoteSchema),
  /** Days since the previous incident of this pattern; null for the first, for skills, and when a date is unknown. */
  intervalDays: z.number().nullable(),
})
export type PatternMember = z.infer<typeof PatternMemberSchema>

export const PatternViewSchema = z.object({
  slug: z.string(),
  title: z.string(),
  family: z.string(),
  mechanism: z.string(),
  body: z.string(),
  cues: z.record(z.string(), z.array(z.string())),
  questions: z.array(z.string()),
  controls: z.array(z.string()),
  members: z.array(PatternMemberSchema),
  siblings: z.array(z.object({ slug: z.string(), title: z.string() })),
})
export type PatternView = z.infer<typeof PatternViewSchema>

/** A pattern as recognition needs it: from the catalogue's files or from the database. */
export const CataloguePatternSchema = PatternDraftSchema.extend({
  slug: z.string(),
  title: z.string(),
  body: z.string(),
})
export type CataloguePattern = z.infer<typeof CataloguePatternSchema>
