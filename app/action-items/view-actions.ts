'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { withoutSecrets } from '@/lib/import/secrets'
import type { ActionResult } from '@/lib/schema/action-result'
import { NewSavedViewSchema, SavedViewSchema, type NewSavedView } from '@/lib/schema/saved-view'
import { addSavedView, deleteSavedView, moveSavedView, renameSavedView } from '@/lib/store/saved-views'

const IdSchema = z.uuid()

/** Keeps the filter of the list under a name. */
export async function addViewAction(input: NewSavedView): Promise<ActionResult<{ id: string }>> {
  return runAction(async (viewer) => {
    const added = await addSavedView(viewer, NewSavedViewSchema.parse(withoutSecrets(NewSavedViewSchema.parse(input))))
    refresh()
    return added
  })
}

/** Gives a view another name. */
export async function renameViewAction(id: string, name: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    const wanted = SavedViewSchema.shape.name.parse(name)
    await renameSavedView(viewer, IdSchema.parse(id), SavedViewSchema.shape.name.parse(withoutSecrets(wanted)))
    refresh()
    return null
  })
}

/** Moves a view one place up or down. */
export async function moveViewAction(id: string, by: -1 | 1): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await moveSavedView(viewer, IdSchema.parse(id), z.union([z.literal(-1), z.literal(1)]).parse(by))
    refresh()
    return null
  })
}

/** Deletes a view. */
export async function deleteViewAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await deleteSavedView(viewer, IdSchema.parse(id))
    refresh()
    return null
  })
}
