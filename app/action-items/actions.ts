'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { parseWithoutSecrets } from '@/lib/import/secrets'
import { findItemsToWaitFor } from '@/lib/query/action-item-neighbours'
import {
  ActionItemPatchSchema,
  NewActionItemSchema,
  type ActionItemPatch,
  type NewActionItem,
  type RelatedItem,
} from '@/lib/schema/action-item'
import type { ActionResult } from '@/lib/schema/action-result'
import { updateActionItem } from '@/lib/store/action-items'
import { addActionItem, removeActionItem } from '@/lib/store/add-action-item'

/** Changes an action item that the person saw in `version`; a newer one in the store answers `stale`. */
export async function updateActionItemAction(
  id: string,
  patch: ActionItemPatch,
  version: number,
): Promise<ActionResult<{ version: number }>> {
  return runAction(async (viewer) => {
    const saved = await updateActionItem(
      viewer,
      z.uuid().parse(id),
      parseWithoutSecrets(ActionItemPatchSchema, patch),
      z.int().positive().parse(version),
    )
    refresh()
    return { version: saved.version }
  })
}

/** Adds an action item to an incident or a skill. */
export async function addActionItemAction(input: NewActionItem): Promise<ActionResult<{ id: string }>> {
  return runAction(async (viewer) => {
    const added = await addActionItem(viewer, parseWithoutSecrets(NewActionItemSchema, input))
    refresh()
    return added
  })
}

/** Removes an action item that a person has added. */
export async function removeActionItemAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await removeActionItem(viewer, z.uuid().parse(id))
    return null
  })
}

/** Items that an item may wait for, by words of their title; without words those of the same incident or skill. */
export async function findItemsToWaitForAction(id: string, words: string): Promise<ActionResult<RelatedItem[]>> {
  return runAction(async (viewer) =>
    findItemsToWaitFor(viewer, z.uuid().parse(id), z.string().trim().max(200).parse(words)),
  )
}
