import { z } from 'zod'
import { LangSchema } from './text'

/** The lists that texts near in meaning may be added to. */
export const MeaningListSchema = z.enum(['related', 'recognise', 'search'])
export type MeaningList = z.infer<typeof MeaningListSchema>

/**
 * What measuring found that a model adds to a list: the measure (from 0 to 1) without it and with it, on so many questions.
 * `helps` when the difference is clear of chance.
 */
export const GainSchema = z.object({
  list: MeaningListSchema,
  model: z.string(),
  /** The model that ranks the nearest passages once more; null without one. */
  rerank: z.string().nullable(),
  measure: z.string(),
  without: z.number(),
  with: z.number(),
  questions: z.int(),
  helps: z.boolean(),
  measuredAt: z.iso.datetime(),
})
export type Gain = z.infer<typeof GainSchema>
export const GainsSchema = z.array(GainSchema)

/** The sentences of two texts that are nearest to each other. */
export const NearQuotesSchema = z.object({
  here: z.object({ text: z.string(), lang: LangSchema }),
  there: z.object({ text: z.string(), lang: LangSchema }),
})
export type NearQuotes = z.infer<typeof NearQuotesSchema>

/** How far the model's vectors have come, for the settings page. */
export type EmbeddingProgress = {
  model: string
  host: string
  rerank: string | null
  embedded: number
  /** Texts that have one or will have one. */
  total: number
  /** Texts that are never sent. */
  kept: number
  /** Why the last attempt went no further; null when it went well. */
  error: string | null
  failedAt: string | null
  /** Of each list; null where nothing has been measured. */
  gains: Record<MeaningList, Gain | null>
}
