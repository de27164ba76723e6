import { AppError } from '@/lib/domain/errors'
import { withoutSecrets } from '@/lib/import/secrets'
import { listComments } from '@/lib/query/comments'
import { CommentEditSchema, type CommentTarget } from '@/lib/schema/comment'
import { addComment } from '@/lib/store/comments'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

type Params = { slug: string }

/** The comments on a thing, oldest first. */
export const answerComments = (kind: CommentTarget['kind']) =>
  handle<Params>(async (viewer, _request, { slug }) => {
    const items = await listComments(viewer, { kind, slug })
    if (!items) throw new AppError('not_found', `There is no ${kind} of this name.`)
    return respondJson({ items })
  })

/** Adds a comment; `notTold` names the people who are mentioned in it and may not read the thing. */
export const answerNewComment = (kind: CommentTarget['kind']) =>
  handle<Params>(async (viewer, request, { slug }) => {
    const { text } = CommentEditSchema.parse(withoutSecrets(await readJson(request, CommentEditSchema)))
    return respondJson(await addComment(viewer, { kind, slug }, text), { status: 201 })
  })
