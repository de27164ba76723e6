import { z } from 'zod'
import { NodeKindSchema } from './reference'
import { SkillTrustSchema } from './skill-run'
import { LangSchema } from './text'

export const SearchQuerySchema = z.object({
  q: z.string().trim().max(400),
  kind: NodeKindSchema.optional(),
  lang: LangSchema.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})
export type SearchQuery = z.infer<typeof SearchQuerySchema>

/** In `snippet` the hits stand between U+27E6 ⟦ and U+27E7 ⟧; everything else is plain text. */
export const SearchItemSchema = z.object({
  kind: NodeKindSchema,
  slug: z.string(),
  title: z.string(),
  lang: LangSchema,
  snippet: z.string(),
  score: z.number(),
  /** Why it is there when no words of it were asked for, or why it is so far up. */
  reason: z.string().optional(),
  /** Of a skill: how far it can be trusted, as it states and as it is computed now, with the reasons. */
  trust: SkillTrustSchema.pick({ stated: true, computed: true, reasons: true }).optional(),
})
export type SearchItem = z.infer<typeof SearchItemSchema>

export const SearchResultSchema = z.object({
  items: z.array(SearchItemSchema),
  /** Number of hits; a bounded count, exact up to `capped`. */
  total: z.int(),
  capped: z.boolean(),
  /** True when nothing matched the words and similar spellings were offered instead. */
  fuzzy: z.boolean(),
  tookMs: z.number(),
  /** What was typed like an operator and is none; nothing is narrowed by it. */
  problems: z.array(z.string()).optional(),
})
export type SearchResult = z.infer<typeof SearchResultSchema>
