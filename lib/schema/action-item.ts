import { z } from 'zod'
import {
  ACTION_ITEM_KIND_CHOICES,
  ACTION_ITEM_PRIORITY_CHOICES,
  ACTION_ITEM_STATUS_CHOICES,
  BOARD_COLUMN_CHOICES,
} from './choices'
import { DateSchema, InstantSchema, LangSchema, LocalisedTextSchema, OriginSchema, PartialDateSchema } from './text'

export const ActionItemStatusSchema = z.enum(ACTION_ITEM_STATUS_CHOICES)
export type ActionItemStatus = z.infer<typeof ActionItemStatusSchema>
export const ActionItemKindSchema = z.enum(ACTION_ITEM_KIND_CHOICES)
export type ActionItemKind = z.infer<typeof ActionItemKindSchema>
export const ActionItemPrioritySchema = z.enum(ACTION_ITEM_PRIORITY_CHOICES)
export type ActionItemPriority = z.infer<typeof ActionItemPrioritySchema>

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

/** Another action item that this one waits for, or that waits for it. */
export const RelatedItemSchema = z.object({
  id: z.string(),
  title: LocalisedTextSchema,
  status: ActionItemStatusSchema.nullable(),
})
export type RelatedItem = z.infer<typeof RelatedItemSchema>

/** What shows that an item is done: an address (http or https), or a note in words. */
export const EvidenceOfClosureSchema = z.object({ kind: z.enum(['link', 'note']), text: z.string() })
export type EvidenceOfClosure = z.infer<typeof EvidenceOfClosureSchema>

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
  /** Markdown. */
  description: LocalisedTextSchema.nullable(),
  priority: ActionItemPrioritySchema.nullable(),
  /** What it is limited to. */
  scope: LocalisedTextSchema.nullable(),
  /** What must come first, in words. */
  dependency: LocalisedTextSchema.nullable(),
  /** The item that must come first, as far as the viewer may read it. */
  dependsOn: RelatedItemSchema.nullable(),
  /** Items that wait for this one, as far as the viewer may read them. */
  dependents: z.array(RelatedItemSchema),
  /** It has to be done, and the item that it waits for is not finished. */
  waits: z.boolean(),
  /** Why nobody will do it; null unless its status is `wont-do`. */
  reason: z.string().nullable(),
  /** What shows that it is done; null when nothing was given, or when it is not done. */
  evidence: EvidenceOfClosureSchema.nullable(),
  /** null: not closed, or closed at a time that nobody has told. */
  closedAt: InstantSchema.nullable(),
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
  /** Of a change of several items at once: how many others the viewer may read, and whether something of it can be taken back. */
  batch: z.object({ id: z.string(), others: z.int(), canUndo: z.boolean() }).nullable(),
})
export type ActionItemChangeView = z.infer<typeof ActionItemChangeViewSchema>

export const ActionItemSortSchema = z.enum([
  'title',
  'status',
  'owner',
  'due',
  'age',
  'from',
  'priority',
  'updated',
  'debt',
])
export const ActionItemFilterSchema = z.object({
  q: z.string().trim().max(200).optional(),
  status: z.union([ActionItemStatusSchema, z.literal('unknown'), z.literal('unfinished')]).optional(),
  owner: z.string().max(120).optional(),
  kind: ActionItemKindSchema.optional(),
  priority: z.union([ActionItemPrioritySchema, z.literal('unknown')]).optional(),
  overdue: z.stringbool().optional(),
  debt: z.stringbool().optional(),
  /** Slug of a pattern of what the item follows. */
  pattern: z.string().max(200).optional(),
  /** A function that its incident hit, or what it is limited to: words of either. */
  service: z.string().trim().max(200).optional(),
  /** Whether it has a ticket, or an issue of a tracker. */
  linked: z.stringbool().optional(),
  unowned: z.stringbool().optional(),
  /** The caller's own: by their name, their address, its first part, or what they are called in a tracker. */
  mine: z.stringbool().optional(),
  dueBefore: DateSchema.optional(),
  /** It has to be done, and the item that it waits for is not finished. */
  waiting: z.stringbool().optional(),
  sort: ActionItemSortSchema.default('age'),
  dir: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(100).default(50),
})
export type ActionItemFilter = z.infer<typeof ActionItemFilterSchema>

/** What the table of action items is asked for: the filter, and which columns are shown. */
export const ItemTableSchema = ActionItemFilterSchema.extend({
  /** Their names, separated by commas; absent: all. */
  columns: z
    .string()
    .regex(/^[a-z]+(?:,[a-z]+)*$/)
    .max(200)
    .optional(),
})

/** How many cards a column of the board shows. */
export const BOARD_SIZE = 50
export const BoardColumnSchema = z.enum(BOARD_COLUMN_CHOICES)
export type BoardColumn = z.infer<typeof BoardColumnSchema>
export const BoardFilterSchema = ActionItemFilterSchema.pick({
  q: true,
  owner: true,
  kind: true,
  priority: true,
  overdue: true,
  debt: true,
})
export type BoardFilter = z.infer<typeof BoardFilterSchema>

export const BoardViewSchema = z.object({
  columns: z.array(
    z.object({
      column: BoardColumnSchema,
      /** All there are, whether shown or not. */
      total: z.int(),
      overdue: z.int(),
      items: z.array(ActionItemViewSchema),
    }),
  ),
})
export type BoardView = z.infer<typeof BoardViewSchema>

/** An address that a browser may be sent to: http or https, and nothing else. */
const LinkSchema = z.url({ protocol: /^https?$/, error: 'has to be an address that begins with https://' }).max(500)

/** An issue as people name it where no address is at hand: OPS-12, #345, org/repository#345. */
const ISSUE_NAME = /^(?:[A-Za-z][A-Za-z0-9_]{0,30}-\d{1,9}|(?:[\w.-]{1,100}\/[\w.-]{1,100})?#\d{1,9})$/

const TicketSchema = z.union([LinkSchema, z.string().trim().regex(ISSUE_NAME)], {
  error: 'has to be an address that begins with https://, or a name such as OPS-12',
})

/** Begins as an address of another kind does: a note may not be one ("javascript:...", "file://..."). */
const OTHER_ADDRESS = /^\s*(?!https?:)(?:[a-z][a-z0-9+.-]*:\/\/|(?:javascript|data|vbscript|blob|file):)/i

/** What shows that an item is done: an address or a note. */
const EvidenceInputSchema = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .refine((text) => !OTHER_ADDRESS.test(text), 'a link has to begin with http:// or https://')

const words = (max: number) => z.string().trim().min(1).max(max)

/** What a person may change; absent fields stay, null clears. */
export const ActionItemPatchSchema = z
  .object({
    title: words(1000),
    description: words(20_000).nullable(),
    status: ActionItemStatusSchema.nullable(),
    owner: words(120).nullable(),
    due: DateSchema.nullable(),
    priority: ActionItemPrioritySchema.nullable(),
    kind: ActionItemKindSchema.nullable(),
    condition: words(1000).nullable(),
    scope: words(1000).nullable(),
    dependency: words(1000).nullable(),
    /** Id of the item that must come first. */
    dependsOnId: z.uuid().nullable(),
    /** What shows that it is done: an address or a note. */
    closedBy: EvidenceInputSchema.nullable(),
    /** Why nobody will do it. */
    reason: words(1000).nullable(),
    ticket: TicketSchema.nullable(),
    /** The language that the patch's texts are in, one of the item's title; absent: the one it is shown in. */
    lang: LangSchema,
  })
  .partial()
  .strict()
export type ActionItemPatch = z.infer<typeof ActionItemPatchSchema>

/** What the API also takes by the names under which it answers: what shows that it is done, and what must come first. */
const ANSWERED = {
  evidence: EvidenceInputSchema.nullish(),
  /** Id of the item that must come first. */
  dependsOn: z.uuid().nullish(),
}

/** A change as the API takes it. */
export const ActionItemBodySchema = ActionItemPatchSchema.extend(ANSWERED)

/** An action item that a person adds to an incident or a skill; open, unless it says otherwise. */
export const NewActionItemSchema = z.strictObject({
  of: z.object({ kind: z.enum(['incident', 'skill']), slug: z.string().min(1).max(200) }),
  title: words(1000),
  description: words(20_000).nullish(),
  status: ActionItemStatusSchema.nullish(),
  owner: words(120).nullish(),
  due: DateSchema.nullish(),
  priority: ActionItemPrioritySchema.nullish(),
  kind: ActionItemKindSchema.nullish(),
  condition: words(1000).nullish(),
  scope: words(1000).nullish(),
  dependency: words(1000).nullish(),
  dependsOnId: z.uuid().nullish(),
  closedBy: EvidenceInputSchema.nullish(),
  reason: words(1000).nullish(),
  ticket: TicketSchema.nullish(),
})
export type NewActionItem = z.infer<typeof NewActionItemSchema>
/** The same as the API takes it. */
export const NewActionItemBodySchema = NewActionItemSchema.extend(ANSWERED)

type Answered = { evidence?: string | null; dependsOn?: string | null }

/** A body of the API with its fields under the names that a change has. */
export function fieldsOfBody<T extends Answered>(body: T): Omit<T, keyof Answered> {
  const { evidence, dependsOn, ...fields } = body
  return {
    ...fields,
    ...(evidence !== undefined && { closedBy: evidence }),
    ...(dependsOn !== undefined && { dependsOnId: dependsOn }),
  }
}
