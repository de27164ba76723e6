import { z } from 'zod'
import { AskedSourceSchema } from './asked'
import { RunOutcomeSchema } from './skill-run'
import { DateSchema, InstantSchema, LangSchema } from './text'

/** A pattern that has incidents, and no skill that says what to do. */
export const PatternGapSchema = z.object({
  slug: z.string(),
  title: z.string(),
  family: z.string(),
  incidents: z.int(),
  lastOn: DateSchema.nullable(),
  /** Of the incidents whose impact is known; null when of none it is. */
  impactMinutes: z.number().nullable(),
  impactUnknown: z.int(),
})
export type PatternGap = z.infer<typeof PatternGapSchema>

/** An alert, or a question, that nothing known answered the last time. */
export const AlertGapSchema = z.object({
  /** The words of the last time. */
  text: z.string(),
  times: z.int(),
  last: InstantSchema,
  source: AskedSourceSchema,
})
export type AlertGap = z.infer<typeof AlertGapSchema>

/** A skill of which nobody has seen that it works. */
export const RunGapSchema = z.object({
  slug: z.string(),
  title: z.string(),
  lang: LangSchema,
  owners: z.array(z.string()),
  /** Runs that ended with an outcome; none of them worked. */
  runs: z.int(),
  lastOutcome: RunOutcomeSchema.nullable(),
  lastAt: InstantSchema.nullable(),
})
export type RunGap = z.infer<typeof RunGapSchema>

const listed = <T extends z.ZodType>(items: T) => z.object({ items: z.array(items), total: z.int(), of: z.int() })

/** Where knowledge is missing; lists are short, `total` says how many there are, and `of` among how many. */
export const GapsViewSchema = z.object({
  patterns: listed(PatternGapSchema),
  alerts: listed(AlertGapSchema),
  runs: listed(RunGapSchema),
})
export type GapsView = z.infer<typeof GapsViewSchema>
