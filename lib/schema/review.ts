import { z } from 'zod'
import { CoverageSchema, DocumentDraftSchema } from './draft'
import { LangSchema, SpanSchema } from './text'

/** What a person can be asked to review: an account of an incident, or a skill. */
export const ReviewKindSchema = z.enum(['edition', 'skill'])
export type ReviewKind = z.infer<typeof ReviewKindSchema>
export const ReviewStateSchema = z.enum(['open', 'confirmed', 'corrected'])
export type ReviewState = z.infer<typeof ReviewStateSchema>

export const ReviewFilterSchema = z.object({
  kind: ReviewKindSchema.optional(),
  reason: z.string().max(500).optional(),
  lang: LangSchema.optional(),
  importId: z.uuid().optional(),
  page: z.coerce.number().int().min(1).default(1),
})
export type ReviewFilter = z.infer<typeof ReviewFilterSchema>

/** A document with open items, as the list shows it. */
export const ReviewRowSchema = z.object({
  kind: ReviewKindSchema,
  id: z.string(),
  title: z.string(),
  slug: z.string(),
  lang: LangSchema,
  open: z.number(),
  decided: z.number(),
  reasons: z.array(z.string()),
  coverage: CoverageSchema.nullable(),
})
export type ReviewRow = z.infer<typeof ReviewRowSchema>

const CountSchema = z.object({ value: z.string(), label: z.string(), count: z.number() })
/** Values to filter by, each with its open items. */
export const ReviewFacetsSchema = z.object({
  kinds: z.array(CountSchema),
  reasons: z.array(CountSchema),
  langs: z.array(CountSchema),
  imports: z.array(CountSchema),
})
export type ReviewFacets = z.infer<typeof ReviewFacetsSchema>

export const ReviewItemViewSchema = z.object({
  id: z.string(),
  path: z.string(),
  reason: z.string(),
  span: SpanSchema.nullable(),
  state: ReviewStateSchema,
  decidedBy: z.string().nullable(),
})
export type ReviewItemView = z.infer<typeof ReviewItemViewSchema>

/** A document beside its source, with the fields to review in the order of the source. */
export const ReviewViewSchema = z.object({
  kind: ReviewKindSchema,
  id: z.string(),
  slug: z.string(),
  /** Counts up with every change of the document. */
  version: z.number(),
  document: DocumentDraftSchema,
  sourceId: z.string(),
  text: z.string(),
  items: z.array(ReviewItemViewSchema),
  /** The next document with open items; null when this is the last. */
  nextId: z.string().nullable(),
})
export type ReviewView = z.infer<typeof ReviewViewSchema>

/** A corrected document: only its facts count, not its body, its places or its address. */
export const CorrectionSchema = z.object({ itemId: z.uuid(), document: DocumentDraftSchema, version: z.number().int() })
export type Correction = z.infer<typeof CorrectionSchema>
/** The zone of all times of a document, as a person names it ("Europe/Berlin", "+02:00"). */
export const ZoneChoiceSchema = z.object({
  itemId: z.uuid(),
  zone: z.string().trim().min(1).max(60),
  version: z.number().int(),
})
export type ZoneChoice = z.infer<typeof ZoneChoiceSchema>
/** Taking decisions back; with the document as it was before, when it had been corrected. */
export const TakeBackSchema = z.object({
  itemIds: z.array(z.uuid()).min(1).max(10_000),
  document: DocumentDraftSchema.nullable(),
  version: z.number().int(),
})
export type TakeBack = z.infer<typeof TakeBackSchema>
