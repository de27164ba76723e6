import { z } from 'zod'
import { DocumentKindSchema, FormatSchema } from './draft'
import { DateSchema, InstantSchema, LangSchema } from './text'

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
      kind: DocumentKindSchema,
      slug: z.string(),
      title: z.string(),
    })
    .nullable(),
  /** Of a source that holds several documents: how many parts it was cut into. */
  parts: z.int(),
  /** Of such a part: the whole. */
  partOf: z.object({ id: z.string(), origin: z.string().nullable() }).nullable(),
})
export type SourceRow = z.infer<typeof SourceRowSchema>
export const SourceViewSchema = SourceRowSchema.extend({ text: z.string() })
export type SourceView = z.infer<typeof SourceViewSchema>

/** What stands beside the messages of an export or of an answer of the API; of the people only those whom the part names. */
export const ChatContextSchema = z.object({
  workspace: z.string().nullable(),
  channel: z.object({ id: z.string().nullable(), name: z.string().nullable() }),
  people: z.record(
    z.string(),
    z.object({ name: z.string(), handle: z.string().nullable(), zone: z.string().nullable(), bot: z.boolean() }),
  ),
})
export type ChatContext = z.infer<typeof ChatContextSchema>

/**
 * What a part of a source inherits from the whole: its format, who publishes it, and what is written above it and holds for
 * it too (a year in a heading, the zone of all times). `zone` is as written ("UTC", "Europe/Berlin").
 */
export const SourceContextSchema = z.object({
  format: FormatSchema.optional(),
  publisher: z.object({ id: z.string(), name: z.string().nullable(), url: z.string().nullable() }).optional(),
  date: DateSchema.nullable().optional(),
  zone: z.string().nullable().optional(),
  /** Names of a table's columns, for one of its rows. */
  columns: z.array(z.string()).optional(),
  chat: ChatContextSchema.optional(),
})
export type SourceContext = z.infer<typeof SourceContextSchema>
