'use server'
import { refresh } from 'next/cache'
import { runAction } from '@/app/run-action'
import { withoutSecrets } from '@/lib/import/secrets'
import type { ActionResult } from '@/lib/schema/action-result'
import { NewSavedViewSchema, type NewSavedView } from '@/lib/schema/saved-view'
import { addSavedView } from '@/lib/store/saved-views'

/** Keeps a search under a name. It is renamed, moved and deleted as the views of action items are. */
export async function addSearchAction(input: NewSavedView): Promise<ActionResult<{ id: string }>> {
  return runAction(async (viewer) => {
    const wanted = NewSavedViewSchema.parse(withoutSecrets(NewSavedViewSchema.parse(input)))
    const added = await addSavedView(viewer, wanted, 'search')
    refresh()
    return added
  })
}
