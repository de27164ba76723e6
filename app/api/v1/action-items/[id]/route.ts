import { remembered } from '@/app/api/v1/remembered'
import { AppError } from '@/lib/domain/errors'
import { withoutSecrets } from '@/lib/import/secrets'
import { findActionItem } from '@/lib/query/action-items'
import { ActionItemBodySchema, ActionItemPatchSchema, fieldsOfBody } from '@/lib/schema/action-item'
import { updateActionItem } from '@/lib/store/action-items'
import { removeActionItem } from '@/lib/store/add-action-item'
import { readIfMatch, writeEtag } from '@/lib/web/etag'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

type Params = { id: string }

export const GET = handle<Params>(
  remembered(async (viewer, _request, { id }) => {
    const item = await findActionItem(viewer, id)
    if (!item) throw new AppError('not_found', 'There is no such action item.')
    return respondJson(item, { headers: { ETag: writeEtag(item.version) } })
  }),
)

const expectedBy = (request: Request) => (request.headers.has('if-match') ? readIfMatch(request) : undefined)

/** With `If-Match` the change is refused when somebody else was faster; without it the last one wins. */
export const PATCH = handle<Params>(async (viewer, request, { id }) => {
  const patch = fieldsOfBody(await readJson(request, ActionItemBodySchema))
  await updateActionItem(viewer, id, ActionItemPatchSchema.parse(withoutSecrets(patch)), expectedBy(request))
  const item = await findActionItem(viewer, id)
  if (!item) throw new AppError('not_found', 'There is no such action item.')
  return respondJson(item, { headers: { ETag: writeEtag(item.version) } })
})

/** Of one that a person has added; one that a source tells of is set to `wont-do` instead. */
export const DELETE = handle<Params>(async (viewer, request, { id }) => {
  await removeActionItem(viewer, id, expectedBy(request))
  return new Response(null, { status: 204 })
})
