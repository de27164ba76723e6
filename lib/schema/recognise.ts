import { z } from 'zod'
import { ActionItemViewSchema } from './action-item'

export const RecogniseInputSchema = z.object({ text: z.string().trim().min(1).max(200_000) })

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
  skills: z.array(HitSchema),
  incidents: z.array(HitSchema),
  /** The unfinished ones of those incidents and skills. */
  actionItems: z.array(ActionItemViewSchema),
  tookMs: z.number(),
})
export type Recognition = z.infer<typeof RecognitionSchema>

export const PremortemSchema = z.object({
  patterns: z.array(z.object({ slug: z.string(), title: z.string(), score: z.number(), why: z.array(z.string()) })),
  checklist: z.array(z.object({ question: z.string(), because: z.array(z.string()) })),
  incidents: z.array(HitSchema),
  tookMs: z.number(),
})
export type Premortem = z.infer<typeof PremortemSchema>
