'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import type { ActionResult } from '@/lib/schema/action-result'
import { RevisionKindSchema } from '@/lib/schema/revision'
import { restoreRevisionOf, type Restoring } from '@/lib/store/revisions'

const AskedSchema = z.object({
  kind: RevisionKindSchema,
  slug: z.string().min(1).max(200),
  number: z.int().positive(),
  expectedVersion: z.int().positive(),
})

/** Makes an earlier version of an incident, a skill or a pattern the newest again, as a new one. */
export async function restoreRevisionAction(asked: Restoring): Promise<ActionResult<{ version: number }>> {
  return runAction(async (viewer) => {
    const restored = await restoreRevisionOf(viewer, AskedSchema.parse(asked))
    refresh()
    return restored
  })
}
