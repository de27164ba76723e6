import { z } from 'zod'
import { EvidenceSchema, FamilySchema, MatchRoleSchema, PatternDraftSchema } from './draft'
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
/** Evidence as it is stored with a match. */
export const EvidenceColumnSchema = z.array(QuoteSchema)

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

/** Figures of everything that is stored would tell whoever does not read all of it how much more there is, and which words are in it. */
const AllOnly = z.int().nullable().describe('Null for whoever does not read everything')

const PatternRunViewSchema = z.object({
  finished: z.boolean(),
  share: z
    .number()
    .min(0)
    .max(1)
    .describe('Of all incidents and skills, how much has been looked through, in whole tenths'),
  checked: AllOnly,
  total: AllOnly,
  changed: AllOnly,
})

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
  /** Looked for no more. */
  retired: z.boolean(),
  /** Written or changed here: an update of the product leaves it alone. */
  ofTeam: z.boolean(),
  /** Number of the newest revision. */
  version: z.int(),
  revisions: z.array(z.object({ number: z.int(), byName: z.string(), at: InstantSchema })),
  /** How far its newest wording has been looked for in what is stored; null when that was never asked for. */
  run: PatternRunViewSchema.nullable(),
})
export type UnexplainedView = { kind: 'incident' | 'skill'; slug: string; title: string; byName: string }
export type PatternView = z.infer<typeof PatternViewSchema>

/** A pattern as recognition needs it: from the catalogue's files or from the database. */
export const CataloguePatternSchema = PatternDraftSchema.extend({
  slug: z.string(),
  title: z.string(),
  body: z.string(),
})
export type CataloguePattern = z.infer<typeof CataloguePatternSchema>

const Line = z.string().trim().min(1).max(400)
const Lines = z.array(Line).max(60)
/** A pattern as somebody writes it in the browser. */
export const PatternEditSchema = CataloguePatternSchema.extend({
  slug: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'The slug may have small letters, digits and hyphens.')
    .max(80),
  title: z.string().trim().min(3, 'Give it a title.').max(120),
  family: FamilySchema.max(40),
  mechanism: z.string().trim().min(1, 'Say in a sentence how it comes about.').max(2_000),
  body: z.string().max(50_000),
  cues: z.record(LangSchema, z.array(Line).max(200)),
  questions: Lines,
  controls: Lines,
})
export type PatternEdit = z.infer<typeof PatternEditSchema>

/** One of the likeliest patterns of a thing, for a person to confirm. */
export const OfferedSchema = z.object({
  slug: z.string(),
  title: z.string(),
  family: z.string(),
  score: z.number(),
  evidence: z.array(QuoteSchema),
})
export type Offered = z.infer<typeof OfferedSchema>

/** What a draft of a pattern would match or no more match, for a stretch of what is stored. */
export const PreviewHitSchema = z.object({
  kind: z.enum(['incident', 'skill']),
  slug: z.string(),
  title: z.string(),
  score: z.number(),
  quotes: z.array(z.object({ text: z.string(), lang: LangSchema })),
})
export type PreviewHit = z.infer<typeof PreviewHitSchema>
export type PreviewStretch = {
  checked: number
  total: number
  found: PreviewHit[]
  /** Things that show the stored pattern and would show the draft no more. */
  lost: PreviewHit[]
  /** Where to go on; null at the end. */
  next: string | null
}

/** A thing about whose patterns somebody has decided: its telling terms, how often each stands there, and the decisions. */
export const PatternExampleSchema = z.object({
  terms: z.array(z.string()),
  counts: z.array(z.number()),
  decided: z.array(z.object({ slug: z.string(), state: MatchStateSchema })),
})
