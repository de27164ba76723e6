import { z } from 'zod'
import { FormatSchema } from './draft'
import { InstantSchema, LangSchema } from './text'

export const SourceKindSchema = z.enum(['paste', 'file', 'url', 'content'])
export type SourceKind = z.infer<typeof SourceKindSchema>

export const SourceRowSchema = z.object({
  id: z.string(),
  kind: SourceKindSchema,
  format: FormatSchema,
  /** File name, path or URL it came from; null for pasted text. */
  origin: z.string().nullable(),
  lang: LangSchema,
  sha256: z.string(),
  /** Size of the original in bytes. */
  size: z.int(),
  importedAt: InstantSchema,
  importedBy: z.string(),
  document: z
    .object({
      kind: z.enum(['incident', 'skill', 'pattern', 'person', 'company']),
      slug: z.string(),
      title: z.string(),
    })
    .nullable(),
})
export type SourceRow = z.infer<typeof SourceRowSchema>
export const SourceViewSchema = SourceRowSchema.extend({ text: z.string() })
export type SourceView = z.infer<typeof SourceViewSchema>
