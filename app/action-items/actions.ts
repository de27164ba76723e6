'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { withoutSecrets } from '@/lib/import/secrets'
import { ActionItemPatchSchema, type ActionItemPatch } from '@/lib/schema/action-item'
import type { ActionResult } from '@/lib/schema/action-result'
import { updateActionItem } from '@/lib/store/action-items'

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
      ActionItemPatchSchema.parse(withoutSecrets(patch)),
      z.int().positive().parse(version),
    )
    refresh()
    return { version: saved.version }
  })
}
