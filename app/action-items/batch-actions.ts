'use server'
import { getLocale } from 'next-intl/server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { parseWithoutSecrets } from '@/lib/import/secrets'
import { sentencesIn } from '@/lib/intl/sentences'
import { findSeenItems } from '@/lib/query/action-item-selection'
import { ActionItemFilterSchema } from '@/lib/schema/action-item'
import type { ActionResult } from '@/lib/schema/action-result'
import {
  BatchInputSchema,
  BatchPatchSchema,
  MAX_BATCH,
  type BatchInput,
  type BatchResult,
  type BatchUndone,
  type SeenItem,
} from '@/lib/schema/item-batch'
import { changeActionItems, undoItemBatch } from '@/lib/store/item-batch'

/** Gives several action items the same fields. */
export async function changeItemsAction(input: BatchInput): Promise<ActionResult<BatchResult>> {
  return runAction(async (viewer) => {
    const { items, patch } = BatchInputSchema.parse(input)
    const result = await changeActionItems(viewer, { items, patch: parseWithoutSecrets(BatchPatchSchema, patch) })
    refresh()
    return result
  })
}

/** Takes such a change back, as far as nobody has changed the same since. */
export async function undoBatchAction(batch: string): Promise<ActionResult<BatchUndone>> {
  return runAction(async (viewer) => {
    const undone = await undoItemBatch(viewer, z.uuid().parse(batch))
    refresh()
    const say = sentencesIn(await getLocale())
    return { ...undone, left: undone.left.map((item) => ({ ...item, why: item.why.map(say) })) }
  })
}

/** The action items of all pages of a list, as they are now; at most as many as can be changed at once. */
export async function findMatchingAction(filter: Record<string, unknown>): Promise<ActionResult<SeenItem[]>> {
  return runAction(async (viewer) => {
    const asked = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).parse(filter)
    const texts = Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, String(value)]))
    return findSeenItems(viewer, ActionItemFilterSchema.parse(texts), MAX_BATCH)
  })
}
