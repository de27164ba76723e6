import { z } from 'zod'
import { SpreadSchema } from './measures'

/** What there is as a file of its own. */
export const IncidentMeasureSchema = z.enum(['patterns', 'times'])
export type IncidentMeasure = z.infer<typeof IncidentMeasureSchema>
export const IncidentMeasureFileSchema = z.object({ of: IncidentMeasureSchema.default('patterns') })

export const PatternMonthsSchema = z.object({
  slug: z.string(),
  title: z.string(),
  family: z.string(),
  /** Incidents of each of the months. */
  counts: z.array(z.int()),
  total: z.int(),
})
export type PatternMonths = z.infer<typeof PatternMonthsSchema>

/** From the begin of an impact window until it was noticed, made bearable, and over. */
export const RESPONSE_TIMES = ['detection', 'mitigation', 'repair'] as const
export const ResponseTimeSchema = z.object({
  of: z.enum(RESPONSE_TIMES),
  /** First and last month of incidents that count, `2026-03`. */
  from: z.string(),
  to: z.string(),
  /** Minutes; null when of no window it is known. */
  spread: SpreadSchema.nullable(),
  /** Windows of which one of the two moments is not known. */
  unknown: z.int(),
})
export type ResponseTime = z.infer<typeof ResponseTimeSchema>

export const IncidentMeasuresViewSchema = z.object({
  /** Twelve months, `2026-03`, up to the present one, or to that of the latest incident when none of them has any. */
  months: z.array(z.string()),
  /** Those with incidents in these months, the most frequent first. */
  patterns: z.array(PatternMonthsSchema),
  /** Of these months, and of the twelve before them. */
  times: z.array(ResponseTimeSchema),
})
export type IncidentMeasuresView = z.infer<typeof IncidentMeasuresViewSchema>
