import { z } from 'zod'
import { ActionItemStatusSchema, ActionItemViewSchema } from './action-item'
import { InstantSchema, SpanSchema } from './text'

/** UTF-16 code units of a plan: a diff of one megabyte with its description. */
export const PLAN_LIMIT = 1_200_000
export const PremortemInputSchema = z.object({
  text: z
    .string()
    .trim()
    .min(1)
    .max(PLAN_LIMIT, 'The plan is longer than 1.2 million characters. Send the part that matters.'),
})

/** A place of the plan that speaks for a pattern. */
export const PlanQuoteSchema = z.object({
  text: z.string(),
  span: SpanSchema,
  /** Of a diff: the file, and the line in it as it will be (of a removed line: as it was). */
  file: z.string().nullable(),
  line: z.int().nullable(),
  /** What the line does; null for what people wrote. */
  says: z.string().nullable(),
})
export type PlanQuote = z.infer<typeof PlanQuoteSchema>

const SourceSchema = z.object({ kind: z.enum(['pattern', 'incident']), slug: z.string(), title: z.string() })

/** What to answer before the change, and why it is asked. */
export const CheckLineSchema = z.object({
  question: z.string(),
  /** Slugs of the patterns, or of the incident, that it comes from. */
  because: z.array(z.string()),
  /** `question`: of a pattern; `control`: an action item of an incident that prevents or detects. */
  kind: z.enum(['question', 'control']),
  sources: z.array(SourceSchema),
  actionItem: z
    .object({ id: z.string(), status: ActionItemStatusSchema.nullable(), owner: z.string().nullable() })
    .nullable(),
})
export type CheckLine = z.infer<typeof CheckLineSchema>

export const PremortemSchema = z.object({
  patterns: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      family: z.string(),
      score: z.number(),
      why: z.array(z.string()),
      evidence: z.array(PlanQuoteSchema),
      /** Slugs of those incidents below that show it. */
      incidents: z.array(z.string()),
    }),
  ),
  checklist: z.array(CheckLineSchema),
  incidents: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      score: z.number(),
      reasons: z.array(z.string()),
      /** The plan's patterns that it shows. */
      patterns: z.array(z.string()),
    }),
  ),
  /** The unfinished ones of those incidents. */
  actionItems: z.array(ActionItemViewSchema),
  /** What was read of the plan. */
  plan: z.object({ files: z.int(), added: z.int(), removed: z.int(), truncated: z.boolean() }),
  /** What the answer does not know; null when there is nothing to add. */
  note: z.string().nullable(),
  tookMs: z.number(),
})
export type Premortem = z.infer<typeof PremortemSchema>

const { shape: item } = ActionItemViewSchema
/** Answers are kept as they were given: items of an earlier release lack what has been added to action items since. */
const KeptItemSchema = ActionItemViewSchema.extend({
  description: item.description.default(null),
  priority: item.priority.default(null),
  scope: item.scope.default(null),
  dependency: item.dependency.default(null),
  dependsOn: item.dependsOn.default(null),
  dependents: item.dependents.default([]),
  waits: item.waits.default(false),
  reason: item.reason.default(null),
  evidence: item.evidence.default(null),
  closedAt: item.closedAt.default(null),
})
/** A pre-mortem's answer as any release has kept it. */
export const KeptAnswerSchema = PremortemSchema.extend({ actionItems: z.array(KeptItemSchema) })

/** A pre-mortem as the history lists it. */
export const PremortemRowSchema = z.object({
  id: z.string(),
  at: InstantSchema,
  byName: z.string(),
  title: z.string(),
  /** Slugs and titles of the patterns that were found. */
  patterns: z.array(z.object({ slug: z.string(), title: z.string() })),
  questions: z.int(),
  ticked: z.int(),
})
export type PremortemRow = z.infer<typeof PremortemRowSchema>

export const KeptPremortemSchema = z.object({
  id: z.string(),
  at: InstantSchema,
  byName: z.string(),
  title: z.string(),
  text: z.string(),
  answer: PremortemSchema,
  ticked: z.array(z.string()),
  /** Whether the viewer may remove it. */
  mayRemove: z.boolean(),
})
export type KeptPremortem = z.infer<typeof KeptPremortemSchema>

export const PremortemTickSchema = z.object({
  id: z.string().max(60),
  question: z.string().max(1000),
  ticked: z.boolean(),
})
export type PremortemTick = z.infer<typeof PremortemTickSchema>
