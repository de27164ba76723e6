import type { ActionResult } from '@/lib/schema/action-result'
import type { CommentPatch, CommentTarget, SavedComment } from '@/lib/schema/comment'

/** What a person can do with comments; the pages hand in the server actions. */
export type CommentActions = {
  add: (target: CommentTarget, text: string) => Promise<ActionResult<SavedComment>>
  update: (id: string, patch: CommentPatch) => Promise<ActionResult<SavedComment>>
  remove: (id: string) => Promise<ActionResult<null>>
  markRead: (ids: string[]) => Promise<ActionResult<null>>
}
