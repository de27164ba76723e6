import { z } from 'zod'
import { InstantSchema } from './text'

/** Where recognition was asked from. */
export const ASKED_SOURCES = ['page', 'api', 'slack', 'alertmanager', 'grafana', 'pagerduty', 'generic'] as const
export const AskedSourceSchema = z.enum(ASKED_SOURCES)
export type AskedSource = z.infer<typeof AskedSourceSchema>

/** Was it right: one of the hits was (which, or another thing that is known), they were not, or nothing known fits. */
export const VERDICTS = ['right', 'wrong', 'none'] as const
export const VerdictSchema = z.enum(VERDICTS)
export type Verdict = z.infer<typeof VerdictSchema>

const HitKindSchema = z.enum(['skill', 'incident'])
export const AskedHitSchema = z.object({
  kind: HitKindSchema,
  slug: z.string(),
  title: z.string(),
  score: z.number(),
  reasons: z.array(z.string()),
})
export type AskedHit = z.infer<typeof AskedHitSchema>

/** One thing asked, as the history shows it. */
export const AskedViewSchema = z.object({
  id: z.string(),
  at: InstantSchema,
  source: AskedSourceSchema,
  by: z.string(),
  text: z.string(),
  hits: z.array(AskedHitSchema),
  resolvedAt: InstantSchema.nullable(),
  verdict: VerdictSchema.nullable(),
  right: z.object({ kind: HitKindSchema, slug: z.string() }).nullable(),
  decidedBy: z.string().nullable(),
  /** Whether the viewer may take the question out of the history. */
  mayRemove: z.boolean(),
})
export type AskedView = z.infer<typeof AskedViewSchema>

/** What a person says about an answer; `right` names the thing that was, and is needed with that verdict alone. */
export const VerdictInputSchema = z
  .object({
    id: z.string().min(1).max(100),
    verdict: VerdictSchema,
    right: z
      .object({ kind: HitKindSchema, slug: z.string().min(1).max(200) })
      .nullable()
      .default(null),
  })
  .refine(({ verdict, right }) => (verdict === 'right') === (right !== null), {
    path: ['right'],
    message: 'say which one was right, and only then',
  })
export type VerdictInput = z.infer<typeof VerdictInputSchema>

export const AskedIdSchema = z.string().min(1).max(100)

export const AskedFilterSchema = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  source: AskedSourceSchema.optional(),
  state: z.enum(['undecided', 'right', 'wrong', 'none', 'unrecognised']).optional(),
  q: z.string().trim().max(200).optional(),
})
export type AskedFilter = z.infer<typeof AskedFilterSchema>

/** A week (its Monday) with how much was asked, how much of it people judged, and how much of that was right. */
export const AskedWeekSchema = z.object({ week: z.string(), asked: z.int(), decided: z.int(), right: z.int() })
export type AskedWeek = z.infer<typeof AskedWeekSchema>

/** What was asked and not recognised, once for each alert. */
export const UnrecognisedSchema = z.object({ text: z.string(), times: z.int(), last: InstantSchema })
export type Unrecognised = z.infer<typeof UnrecognisedSchema>
