import { z } from 'zod'
import { BacklinkViewSchema, ReferenceViewSchema } from './reference'
import { DateSchema, InstantSchema, LangSchema } from './text'

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

/** Which entries of the audit log: by whom, what was done to what, and when (dates in UTC, both included). */
export const AuditFilterSchema = z.object({
  /** Words of the name of who did it. */
  by: z.string().trim().max(200).optional(),
  /** `incident.updated`, or the beginning of one: `incident`. */
  action: z
    .string()
    .trim()
    .regex(/^[a-z.-]{1,80}$/)
    .optional(),
  /** The kind of what was changed. */
  kind: z
    .string()
    .trim()
    .regex(/^[a-z-]{1,40}$/)
    .optional(),
  /** The id of what was changed. */
  target: z.string().trim().min(1).max(200).optional(),
  from: DateSchema.optional(),
  to: DateSchema.optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
})
export type AuditFilter = z.infer<typeof AuditFilterSchema>

/** One page of a list, numbered from 1. */
export type Page<T> = { items: T[]; total: number; page: number; size: number }
