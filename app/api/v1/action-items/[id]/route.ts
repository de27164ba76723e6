import { AppError } from '@/lib/domain/errors'
import { withoutSecrets } from '@/lib/import/secrets'
import { findActionItem } from '@/lib/query/action-items'
import { ActionItemPatchSchema } from '@/lib/schema/action-item'
import { updateActionItem } from '@/lib/store/action-items'
import { readIfMatch, writeEtag } from '@/lib/web/etag'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

type Params = { id: string }

export const GET = handle<Params>(async (viewer, _request, { id }) => {
  const item = await findActionItem(viewer, id)
  if (!item) throw new AppError('not_found', 'There is no such action item.')
  return respondJson(item, { headers: { ETag: writeEtag(item.version) } })
})

/** With `If-Match` the change is refused when somebody else was faster; without it the last one wins. */
export const PATCH = handle<Params>(async (viewer, request, { id }) => {
  const expected = request.headers.has('if-match') ? readIfMatch(request) : undefined
  const patch = ActionItemPatchSchema.parse(withoutSecrets(await readJson(request, ActionItemPatchSchema)))
  await updateActionItem(viewer, id, patch, expected)
  const item = await findActionItem(viewer, id)
  if (!item) throw new AppError('not_found', 'There is no such action item.')
  return respondJson(item, { headers: { ETag: writeEtag(item.version) } })
})
