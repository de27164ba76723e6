import { z } from 'zod'
import { ACTION_ITEM_KIND_CHOICES, ACTION_ITEM_STATUS_CHOICES } from './choices'
import { DateSchema, InstantSchema, LocalisedTextSchema, OriginSchema, PartialDateSchema } from './text'

export const ActionItemStatusSchema = z.enum(ACTION_ITEM_STATUS_CHOICES)
export type ActionItemStatus = z.infer<typeof ActionItemStatusSchema>
export const ActionItemKindSchema = z.enum(ACTION_ITEM_KIND_CHOICES)
export type ActionItemKind = z.infer<typeof ActionItemKindSchema>

/** Open at the start of a later incident that shares a pattern: it could have prevented that incident. */
export const RecurrenceDebtSchema = z.object({
  /** Days from `since` to the latest recurrence. */
  openDays: z.number(),
  recurrences: z.array(
    z.object({
      slug: z.string(),
      title: z.string(),
      at: InstantSchema.nullable(),
      on: DateSchema.nullable(),
      /** Minutes of impact of that recurrence, when known. */
      impactMinutes: z.number().nullable(),
      /** Whether it is known to be of the item's company, service or component. */
      scope: z.enum(['same', 'unknown']),
    }),
  ),
  /** Minutes of impact of all recurrences whose impact is known; null when none is. */
  impactMinutes: z.number().nullable(),
  /** Whole days between recurrences that follow each other. */
  intervalDays: z.array(z.int()),
  /** What prevents such incidents in general: controls of the shared patterns. */
  controls: z.array(z.string()).optional(),
  patterns: z.array(z.string()),
})
export type RecurrenceDebt = z.infer<typeof RecurrenceDebtSchema>

export const ActionItemViewSchema = z.object({
  id: z.string(),
  title: LocalisedTextSchema,
  /** null: the source does not say. */
  status: ActionItemStatusSchema.nullable(),
  owner: z.string().nullable(),
  due: DateSchema.nullable(),
  kind: ActionItemKindSchema.nullable(),
  condition: LocalisedTextSchema.nullable(),
  since: PartialDateSchema.nullable(),
  closedBy: z.string().nullable(),
  ticket: z.string().nullable(),
  overdue: z.boolean(),
  /** Days open, counted from `since` or from the incident's end; null when done or unknown. */
  ageDays: z.number().nullable(),
  from: z.object({ kind: z.enum(['incident', 'skill']), slug: z.string(), title: z.string() }),
  debt: RecurrenceDebtSchema.nullable(),
  origins: z.array(OriginSchema),
  version: z.int(),
})
export type ActionItemView = z.infer<typeof ActionItemViewSchema>

export const ActionItemChangeViewSchema = z.object({
  at: InstantSchema,
  by: z.string(),
  field: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
})
export type ActionItemChangeView = z.infer<typeof ActionItemChangeViewSchema>

export const ActionItemSortSchema = z.enum(['title', 'status', 'owner', 'due', 'age', 'from'])
export const ActionItemFilterSchema = z.object({
  q: z.string().trim().max(200).optional(),
  status: z.union([ActionItemStatusSchema, z.literal('unknown'), z.literal('unfinished')]).optional(),
  owner: z.string().max(120).optional(),
  kind: ActionItemKindSchema.optional(),
  overdue: z.stringbool().optional(),
  debt: z.stringbool().optional(),
  sort: ActionItemSortSchema.default('age'),
  dir: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(100).default(50),
})
export type ActionItemFilter = z.infer<typeof ActionItemFilterSchema>

/** What a person may change; absent fields stay, null clears. */
export const ActionItemPatchSchema = z
  .object({
    status: ActionItemStatusSchema.nullable(),
    owner: z.string().trim().min(1).max(120).nullable(),
    due: DateSchema.nullable(),
    kind: ActionItemKindSchema.nullable(),
    closedBy: z.string().trim().min(1).max(500).nullable(),
    ticket: z.url().max(500).nullable(),
  })
  .partial()
  .strict()
export type ActionItemPatch = z.infer<typeof ActionItemPatchSchema>
