import type { ActionResult } from '@/lib/schema/action-result'
import type { NewSavedView } from '@/lib/schema/saved-view'

/** What a person may do with the views that they keep. */
export type ViewChanges = {
  add: (input: NewSavedView) => Promise<ActionResult<{ id: string }>>
  rename: (id: string, name: string) => Promise<ActionResult<null>>
  move: (id: string, by: -1 | 1) => Promise<ActionResult<null>>
  remove: (id: string) => Promise<ActionResult<null>>
}
