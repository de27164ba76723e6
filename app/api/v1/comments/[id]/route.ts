import { withoutSecrets } from '@/lib/import/secrets'
import { CommentPatchSchema } from '@/lib/schema/comment'
import { deleteComment, updateComment } from '@/lib/store/comments'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

type Params = { id: string }

/** Other words for one's own comment, or `resolved`. */
export const PATCH = handle<Params>(async (viewer, request, { id }) => {
  const patch = await readJson(request, CommentPatchSchema)
  return respondJson(await updateComment(viewer, id, CommentPatchSchema.parse(withoutSecrets(patch))))
})

export const DELETE = handle<Params>(async (viewer, _request, { id }) => {
  await deleteComment(viewer, id)
  return new Response(null, { status: 204 })
})
