import { z } from 'zod'
import { BacklinkViewSchema, ReferenceViewSchema } from './reference'
import { InstantSchema, LangSchema } from './text'

/** A person's or a company's page. */
export const DirectoryRowSchema = z.object({
  kind: z.enum(['person', 'company']),
  slug: z.string(),
  title: z.string(),
  detail: z.string().nullable(),
  /** How many things refer to it. */
  mentions: z.int(),
  /** False: only referred to, no page has been written yet. */
  written: z.boolean(),
})
export type DirectoryRow = z.infer<typeof DirectoryRowSchema>

export const DirectoryViewSchema = DirectoryRowSchema.extend({
  lang: LangSchema,
  body: z.string(),
  references: z.array(ReferenceViewSchema),
  backlinks: z.array(BacklinkViewSchema),
  /** Owner of these skills and action items (persons only). */
  owns: z.array(z.object({ kind: z.enum(['skill', 'action-item']), slug: z.string(), title: z.string() })),
})
export type DirectoryView = z.infer<typeof DirectoryViewSchema>

export const AuditRowSchema = z.object({
  id: z.string(),
  at: InstantSchema,
  by: z.string(),
  via: z.enum(['session', 'token', 'command-line']),
  action: z.string(),
  target: z.object({ kind: z.string(), id: z.string(), slug: z.string().nullable(), title: z.string().nullable() }),
  changes: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })),
})
export type AuditRow = z.infer<typeof AuditRowSchema>

/** One page of a list, numbered from 1. */
export type Page<T> = { items: T[]; total: number; page: number; size: number }
