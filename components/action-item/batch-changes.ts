import type { ActionResult } from '@/lib/schema/action-result'
import type { BatchInput, BatchResult, BatchUndone, SeenItem } from '@/lib/schema/item-batch'

/** As MAX_BATCH of lib/schema/item-batch, which would bring zod to the browser. */
export const MAX_BATCH_ROWS = 1_000

/** The ways to change several items, as the page gives them. */
export type BatchChanges = {
  change: (input: BatchInput) => Promise<ActionResult<BatchResult>>
  undo: (batch: string) => Promise<ActionResult<BatchUndone>>
  findMatching: (filter: Record<string, unknown>) => Promise<ActionResult<SeenItem[]>>
}
