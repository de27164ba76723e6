import { z } from 'zod'
import { ActionItemViewSchema } from './action-item'

export const RecogniseInputSchema = z.object({ text: z.string().trim().min(1).max(200_000) })

/** As the API is asked; with `keep: false` the question does not stand in the history (while somebody is still typing). */
export const RecogniseRequestSchema = RecogniseInputSchema.extend({ keep: z.boolean().default(true) })

const PatternAnswerSchema = z.object({
  slug: z.string(),
  title: z.string(),
  family: z.string(),
  score: z.number(),
  /** The words of the asked text that speak for it. */
  evidence: z.array(z.string()),
})
const HitSchema = z.object({ slug: z.string(), title: z.string(), score: z.number(), reasons: z.array(z.string()) })

export const RecognitionSchema = z.object({
  patterns: z.array(PatternAnswerSchema),
  /** The three likeliest patterns, also those that are not likely enough to be suggested. */
  offered: z.array(PatternAnswerSchema.omit({ evidence: true })).optional(),
  skills: z.array(HitSchema),
  incidents: z.array(HitSchema),
  /** The unfinished ones of those incidents and skills. */
  actionItems: z.array(ActionItemViewSchema),
  tookMs: z.number(),
  /** Its place in the history, where a person says whether it was right; absent when it is not kept. */
  askedId: z.string().optional(),
})
export type Recognition = z.infer<typeof RecognitionSchema>
