'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { withoutSecrets } from '@/lib/import/secrets'
import type { ActionResult } from '@/lib/schema/action-result'
import {
  CommentPatchSchema,
  CommentTargetSchema,
  CommentTextSchema,
  type CommentPatch,
  type CommentTarget,
  type SavedComment,
} from '@/lib/schema/comment'
import { addComment, deleteComment, markMentionsRead, updateComment } from '@/lib/store/comments'

const IdSchema = z.string().min(1).max(100)

/** Adds a comment to an incident or a skill. */
export async function addCommentAction(target: CommentTarget, text: string): Promise<ActionResult<SavedComment>> {
  return runAction(async (viewer) => {
    const written = CommentTextSchema.parse(withoutSecrets(CommentTextSchema.parse(text)))
    const saved = await addComment(viewer, CommentTargetSchema.parse(target), written)
    refresh()
    return saved
  })
}

/** Gives one's own comment other words, or marks one as resolved. */
export async function updateCommentAction(id: string, patch: CommentPatch): Promise<ActionResult<SavedComment>> {
  return runAction(async (viewer) => {
    const wanted = CommentPatchSchema.parse(withoutSecrets(CommentPatchSchema.parse(patch)))
    const saved = await updateComment(viewer, IdSchema.parse(id), wanted)
    refresh()
    return saved
  })
}

/** Deletes a comment. */
export async function deleteCommentAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await deleteComment(viewer, IdSchema.parse(id))
    refresh()
    return null
  })
}

/** The viewer has seen comments that name them. */
export async function markMentionsReadAction(ids: string[]): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await markMentionsRead(viewer, z.array(IdSchema).max(300).parse(ids))
    return null
  })
}
