'use server'
import { getLocale } from 'next-intl/server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { sentencesIn } from '@/lib/intl/sentences'
import type { ActionResult } from '@/lib/schema/action-result'
import { cancelImport, retryImport } from '@/lib/store/import-jobs'
import { undoImport, type UndoneImport } from '@/lib/store/undo-import'

const IdSchema = z.uuid()

/** Stops an import between two documents. */
export async function cancelImportAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await cancelImport(viewer, IdSchema.parse(id))
    return null
  })
}

/** Imports again what failed for no fault of its own. */
export async function retryImportAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await retryImport(viewer, IdSchema.parse(id))
    return null
  })
}

/** Takes back what an import has done; says what was left as it is. */
export async function undoImportAction(id: string): Promise<ActionResult<UndoneImport>> {
  return runAction(async (viewer) => {
    const undone = await undoImport(viewer, IdSchema.parse(id))
    refresh()
    const say = sentencesIn(await getLocale())
    return { ...undone, left: undone.left.map((one) => ({ ...one, reason: say(one.reason) })) }
  })
}
