import { z } from 'zod'
import { ActionItemPatchSchema } from './action-item'

/** Items that are changed at once at most. */
export const MAX_BATCH = 1_000

export const SeenItemSchema = z.object({ id: z.uuid(), version: z.int().positive() })
/** An item as somebody saw it. */
export type SeenItem = z.infer<typeof SeenItemSchema>

/** What several items can be given at once. */
export const BatchPatchSchema = ActionItemPatchSchema.pick({
  status: true,
  owner: true,
  due: true,
  priority: true,
  kind: true,
  closedBy: true,
  reason: true,
}).refine((patch) => Object.keys(patch).length > 0, 'say what to change')
export type BatchPatch = z.infer<typeof BatchPatchSchema>

export const BatchInputSchema = z.object({
  items: z.array(SeenItemSchema).min(1).max(MAX_BATCH),
  patch: BatchPatchSchema,
})
export type BatchInput = z.infer<typeof BatchInputSchema>

/** What became of a change of several items. */
export type BatchResult = {
  /** Names the change, to take it back. */
  batch: string
  changed: number
  /** They said so already. */
  same: number
  /** Changed by somebody else meanwhile, or gone: left as they are. */
  late: string[]
}
/** What became of taking a batch back. */
export type BatchUndone = {
  restored: number
  /** That the batch had added. */
  removed: number
  /** All that the batch had changed of them was changed since: left as they are. */
  kept: number
  /** Items of which something was left as it is, and why. */
  left: { id: string; title: string; why: string[] }[]
}

export const ItemBatchViewSchema = z.object({
  batch: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
  /** How many items of it the viewer may read. */
  items: z.int(),
  /** What was changed of how many; `added`: they were new. */
  fields: z.array(z.object({ field: z.string(), items: z.int() })),
  /** One of the items, to go and look. */
  example: z.object({ id: z.string(), title: z.string() }),
  /** Something of it stands as the batch has left it. */
  canUndo: z.boolean(),
})
/** Changes of several items that were made at once. */
export type ItemBatchView = z.infer<typeof ItemBatchViewSchema>
