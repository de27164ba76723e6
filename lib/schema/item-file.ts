import { z } from 'zod'

/** Limits of one file of action items: what a person still looks through, and one transaction still takes. */
export const MAX_ITEM_BYTES = 5 * 1024 * 1024
export const MAX_ITEM_ROWS = 5_000

/** Fields of an item that a file can change, as a patch names them. */
export const ITEM_FIELDS = [
  'title',
  'status',
  'owner',
  'due',
  'priority',
  'kind',
  'scope',
  'condition',
  'dependency',
  'description',
  'closedBy',
  'reason',
  'ticket',
] as const
export const ItemFieldSchema = z.enum(ITEM_FIELDS)
export type ItemField = z.infer<typeof ItemFieldSchema>

/** What a column of a file may say of an item besides its fields. `since` is read of new items only. */
export const ITEM_PLACES = ['id', 'version', 'since', 'of', 'of kind', 'of title'] as const
export type ItemColumn = ItemField | (typeof ITEM_PLACES)[number]

/** `written`: the cell as it stands in the file; `value`: what it says, null for an empty one. */
export type ItemCell = { written: string; value: string | null }

/** One row of a file, as far as it can be read without knowing what is stored. */
export type ItemRow = {
  /** Where it begins, counted from 1. */
  line: number
  id: string | null
  version: number | null
  /** What the item belongs to: a slug, an address, the publisher's name or a title. */
  of: string | null
  ofKind: 'incident' | 'skill' | null
  since: string | null
  cells: Partial<Record<ItemField, ItemCell>>
  /** Why the row cannot be used. */
  problems: string[]
}

export const FileColumnSchema = z.object({
  heading: z.string(),
  /** Null: the column is not read. */
  field: z.string().nullable(),
  /** Why it is not read; null when it is. */
  why: z.string().nullable(),
})
/** A column of a file, and what it is read as. */
export type FileColumn = z.infer<typeof FileColumnSchema>

export type ItemRows = { columns: FileColumn[]; rows: ItemRow[] }

export const PlannedLineSchema = z.object({
  line: z.int(),
  outcome: z.enum(['changed', 'added', 'same', 'refused']),
  /** Of an item that is there; null for one that is or would be new. */
  id: z.string().nullable(),
  title: z.string(),
  of: z.object({ kind: z.enum(['incident', 'skill']), slug: z.string(), title: z.string() }).nullable(),
  /** Field by field what it says now and what it would say. */
  changes: z.array(z.object({ field: ItemFieldSchema, from: z.string().nullable(), to: z.string().nullable() })),
  /** Why it is refused. */
  reasons: z.array(z.string()),
  /** Fields that somebody has changed otherwise since the file was written. */
  conflicts: z.array(z.object({ field: ItemFieldSchema, file: z.string().nullable(), now: z.string().nullable() })),
})
export type PlannedLine = z.infer<typeof PlannedLineSchema>

export const ItemPlanSchema = z.object({
  columns: z.array(FileColumnSchema),
  lines: z.array(PlannedLineSchema),
  changed: z.int(),
  added: z.int(),
  same: z.int(),
  refused: z.int(),
  /** Names this plan: sent along when it is carried out, another one is refused. */
  seal: z.string(),
  /** Why somebody should look at the text: its encoding was a guess. */
  doubt: z.string().nullable(),
  /** The batch of the changes, to take them back; null when nothing was changed. */
  batch: z.string().nullable(),
})
/** What a file of action items would do, or has done, line by line. */
export type ItemPlan = z.infer<typeof ItemPlanSchema>

/** How a file comes as JSON. */
export const ItemFileSchema = z.strictObject({ csv: z.string().min(1) })

export const ItemFileQuerySchema = z.object({
  dryRun: z.stringbool().default(false),
  /** Headings of columns that are not to be read, separated by commas. */
  skip: z.string().max(2000).optional(),
  /** The `seal` of the plan that is to be carried out. */
  seal: z.string().max(100).optional(),
})
