import { z } from 'zod'
import { ActionItemViewSchema } from './action-item'
import {
  CauseRoleSchema,
  IncidentStatusSchema,
  LaneSchema,
  PhaseSchema,
  PrecisionSchema,
  UpdateStateSchema,
} from './draft'
import { NearQuotesSchema } from './meaning'
import { MatchViewSchema } from './pattern'
import { BacklinkViewSchema, ReferenceViewSchema } from './reference'
import { SourceRowSchema } from './source'
import { VisibilitySchema } from './sharing'
import { StageSchema } from './stage'
import { DateSchema, InstantSchema, LangSchema, LocalisedListSchema, LocalisedTextSchema, OriginSchema } from './text'

export const WindowViewSchema = z.object({
  id: z.string(),
  label: LocalisedTextSchema,
  startedAt: InstantSchema.nullable(),
  detectedAt: InstantSchema.nullable(),
  declaredAt: InstantSchema.nullable(),
  mitigatedAt: InstantSchema.nullable(),
  resolvedAt: InstantSchema.nullable(),
  /** startedAt to resolvedAt in minutes; null when either is unknown. */
  minutes: z.number().nullable(),
  affected: LocalisedListSchema,
  unaffected: LocalisedListSchema,
})
export type WindowView = z.infer<typeof WindowViewSchema>

export const TimelineEntryViewSchema = z.object({
  id: z.string(),
  at: InstantSchema.nullable(),
  precision: PrecisionSchema,
  /** Offset of the source's zone ("-08:00") and its wording ("PST"). */
  zone: z.string().nullable(),
  zoneText: z.string().nullable(),
  timeText: LocalisedTextSchema,
  phase: PhaseSchema,
  /** Phases that editions give differently, by language; empty when they agree. */
  phaseByLang: z.record(z.string(), PhaseSchema),
  lane: LaneSchema,
  state: UpdateStateSchema.nullable(),
  text: LocalisedTextSchema,
  origins: z.array(OriginSchema),
})
export type TimelineEntryView = z.infer<typeof TimelineEntryViewSchema>

export const CauseViewSchema = z.object({
  id: z.string(),
  role: CauseRoleSchema,
  text: LocalisedTextSchema,
  origins: z.array(OriginSchema),
})
export type CauseView = z.infer<typeof CauseViewSchema>

export const ImpactViewSchema = z.object({
  summary: LocalisedTextSchema,
  affected: LocalisedListSchema,
  unaffected: LocalisedListSchema,
  negativeFindings: LocalisedListSchema,
  residual: LocalisedListSchema,
})
export type ImpactView = z.infer<typeof ImpactViewSchema>

export const EditionViewSchema = z.object({
  id: z.string(),
  slug: z.string(),
  lang: LangSchema,
  title: z.string(),
  body: z.string(),
  authors: z.array(z.string()),
  tags: z.array(z.string()),
  source: SourceRowSchema,
  version: z.int(),
})
export type EditionView = z.infer<typeof EditionViewSchema>

/** A place where two editions of one incident say different things. */
export const DifferenceSchema = z.object({
  field: z.string(),
  values: z.record(z.string(), z.string()),
})
export type Difference = z.infer<typeof DifferenceSchema>

/** Another incident that may be this one, for a person to decide. */
export const EditionSuggestionViewSchema = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  score: z.number(),
  reasons: z.array(z.string()),
})
export type EditionSuggestionView = z.infer<typeof EditionSuggestionViewSchema>

export const IncidentRowSchema = z.object({
  slug: z.string(),
  title: z.string(),
  stub: z.boolean(),
  langs: z.array(LangSchema),
  on: DateSchema.nullable(),
  startedAt: InstantSchema.nullable(),
  zone: z.string().nullable(),
  zoneText: z.string().nullable(),
  /** Sum of the impact windows in minutes; null when none is known. */
  impactMinutes: z.number().nullable(),
  windows: z.int(),
  severity: z.string().nullable(),
  status: IncidentStatusSchema,
  patterns: z.array(z.object({ slug: z.string(), title: z.string(), state: z.enum(['suggested', 'confirmed']) })),
  openActionItems: z.int(),
  stage: StageSchema,
  visibility: VisibilitySchema,
  tags: z.array(z.string()),
})
export type IncidentRow = z.infer<typeof IncidentRowSchema>

export const IncidentViewSchema = z.object({
  id: z.string(),
  slug: z.string(),
  title: LocalisedTextSchema,
  stub: z.boolean(),
  /** Date of the incident in the source's zone. */
  on: DateSchema.nullable(),
  reportedOn: DateSchema.nullable(),
  zone: z.string().nullable(),
  zoneText: z.string().nullable(),
  statedDuration: z.object({ minutes: z.number(), approximate: z.boolean() }).nullable(),
  impactMinutes: z.number().nullable(),
  /** First start to last end in minutes. */
  spanMinutes: z.number().nullable(),
  severity: z.string().nullable(),
  status: IncidentStatusSchema,
  tags: z.array(z.string()),
  /** How far the team's account is. */
  stage: StageSchema,
  visibility: VisibilitySchema,
  windows: z.array(WindowViewSchema),
  timeline: z.array(TimelineEntryViewSchema),
  causes: z.array(CauseViewSchema),
  impact: ImpactViewSchema,
  actionItems: z.array(ActionItemViewSchema),
  customerActions: LocalisedListSchema,
  lessons: LocalisedListSchema,
  editions: z.array(EditionViewSchema),
  differences: z.array(DifferenceSchema),
  suggestions: z.array(EditionSuggestionViewSchema),
  patterns: z.array(MatchViewSchema),
  references: z.array(ReferenceViewSchema),
  backlinks: z.array(BacklinkViewSchema),
  sources: z.array(SourceRowSchema),
  /** Minutes from the last window's first error to the first public word; null when either is unknown. */
  publicLagMinutes: z.number().nullable(),
  version: z.int(),
  updatedAt: InstantSchema,
})
export type IncidentView = z.infer<typeof IncidentViewSchema>

export const IncidentSortSchema = z.enum(['on', 'title', 'impact', 'severity', 'openActionItems'])
export const IncidentFilterSchema = z.object({
  q: z.string().trim().max(200).optional(),
  pattern: z.string().max(80).optional(),
  lang: LangSchema.optional(),
  from: DateSchema.optional(),
  to: DateSchema.optional(),
  status: z.union([IncidentStatusSchema, z.literal('stub')]).optional(),
  visibility: VisibilitySchema.optional(),
  sort: IncidentSortSchema.default('on'),
  dir: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(100).default(25),
})
export type IncidentFilter = z.infer<typeof IncidentFilterSchema>

/** What a person may change on an incident; absent fields stay, null clears. */
export const IncidentPatchSchema = z
  .object({
    title: z.string().trim().min(1).max(300),
    severity: z.string().trim().min(1).max(40).nullable(),
    status: IncidentStatusSchema,
    tags: z.array(z.string().trim().min(1).max(60)).max(30),
  })
  .partial()
  .strict()
export type IncidentPatch = z.infer<typeof IncidentPatchSchema>

export const RelatedViewSchema = z.object({
  kind: z.enum(['incident', 'skill']),
  slug: z.string(),
  title: z.string(),
  langs: z.array(LangSchema),
  score: z.number(),
  relation: z.enum(['same-pattern', 'same-family', 'similar', 'upstream']),
  /** Why, in a sentence. */
  reason: z.string(),
  /** In what the two differ, in sentences ("Different trigger: a deploy here, an expiry there."). */
  differences: z.array(z.string()),
  patterns: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      family: z.string(),
      evidence: z.object({
        here: z.array(z.object({ text: z.string(), lang: LangSchema })),
        there: z.array(z.object({ text: z.string(), lang: LangSchema })),
      }),
    }),
  ),
  /** The nearest sentences of the two, where a model finds them near in meaning. */
  near: NearQuotesSchema.optional(),
})
export type RelatedView = z.infer<typeof RelatedViewSchema>
