import { z } from 'zod'
import { NODE_KIND_CHOICES } from './choices'
import { SpanSchema } from './text'

export const NodeKindSchema = z.enum(NODE_KIND_CHOICES)
export type NodeKind = z.infer<typeof NodeKindSchema>

export const ReferenceViewSchema = z.object({
  target: z.string(),
  kind: z.enum(['wikilink', 'mention', 'url']),
  note: z.string().nullable(),
  span: SpanSchema.nullable(),
  /** null: nothing with that name is known yet. */
  resolved: z.object({ kind: NodeKindSchema, slug: z.string(), title: z.string() }).nullable(),
})
export type ReferenceView = z.infer<typeof ReferenceViewSchema>

export const BacklinkViewSchema = z.object({
  kind: NodeKindSchema,
  slug: z.string(),
  title: z.string(),
  note: z.string().nullable(),
})
export type BacklinkView = z.infer<typeof BacklinkViewSchema>

export const UnresolvedReferenceSchema = z.object({ target: z.string(), from: z.array(BacklinkViewSchema) })
export type UnresolvedReference = z.infer<typeof UnresolvedReferenceSchema>
