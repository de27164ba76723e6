import { z } from 'zod'
import { InstantSchema, LangSchema, SpanSchema } from './text'

/** A value of a draft's field: a text, a list, an item of a list with its fields; null when there is none. */
const ValueSchema = z.json()
export type ConflictValue = z.infer<typeof ValueSchema>

/** A field of an incident or a skill that a person has edited and a newer version of its source tells differently. */
export const ConflictViewSchema = z.object({
  id: z.string(),
  about: z.object({ kind: z.enum(['incident', 'skill']), slug: z.string(), title: z.string() }),
  /** Of the edition or the skill */
  lang: LangSchema,
  /** The source that says something new, and where in its text. */
  source: z.object({ id: z.string(), origin: z.string().nullable() }),
  span: SpanSchema.nullable(),
  /** The list that the field is in ("actionItems"), and the words of the item; null for a field of the incident or the skill itself. */
  list: z.string().nullable(),
  item: z.string().nullable(),
  /** null: the whole item */
  field: z.string().nullable(),
  /** What the source said before. */
  base: ValueSchema,
  mine: ValueSchema,
  theirs: ValueSchema,
  createdAt: InstantSchema,
})
export type ConflictView = z.infer<typeof ConflictViewSchema>
