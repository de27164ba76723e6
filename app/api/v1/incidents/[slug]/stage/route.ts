import { AppError } from '@/lib/domain/errors'
import { findStage } from '@/lib/query/stages'
import { StageMoveSchema } from '@/lib/schema/stage'
import { moveStage } from '@/lib/store/stages'
import { readIfMatch, writeEtag } from '@/lib/web/etag'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

type Params = { slug: string }

/** How far the account of an incident is, who is asked to review it, and where the caller may move it. */
export const GET = handle<Params>(async (viewer, _request, { slug }) => {
  const stage = await findStage(viewer, slug)
  if (!stage) throw new AppError('not_found', 'There is no account of an incident of this name.')
  return respondJson(stage, { headers: { ETag: writeEtag(stage.version) } })
})

/** Moves it: `{ to, reviewers }`; `If-Match` names the present version. */
export const PUT = handle<Params>(async (viewer, request, { slug }) => {
  const expected = readIfMatch(request)
  const { version } = await moveStage(viewer, slug, await readJson(request, StageMoveSchema), expected)
  return respondJson(await findStage(viewer, slug), { headers: { ETag: writeEtag(version) } })
})
