import { Comments } from '@/components/comment/comments'
import { can } from '@/lib/domain/permissions'
import { listComments, listMentionable } from '@/lib/query/comments'
import type { CommentTarget } from '@/lib/schema/comment'
import type { Viewer } from '@/lib/schema/viewer'
import { addCommentAction, deleteCommentAction, markMentionsReadAction, updateCommentAction } from './actions'

/** The comments on a thing that the viewer may read. */
export async function CommentsOf({ viewer, target }: { viewer: Viewer; target: CommentTarget }) {
  const mayWrite = can(viewer, 'write')
  const [comments, people] = await Promise.all([
    listComments(viewer, target),
    mayWrite ? listMentionable(viewer, target) : [],
  ])
  return (
    <Comments
      target={target}
      comments={comments ?? []}
      people={people.filter(({ id }) => id !== viewer.userId)}
      actions={{
        add: addCommentAction,
        update: updateCommentAction,
        remove: deleteCommentAction,
        markRead: markMentionsReadAction,
      }}
      mayWrite={mayWrite}
      mayDelete={can(viewer, 'admin')}
    />
  )
}
