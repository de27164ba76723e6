import { readEndpoint } from '@/lib/query/webhooks'
import { EndpointPatchSchema } from '@/lib/schema/webhook'
import { changeEndpoint, removeEndpoint } from '@/lib/store/webhooks'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

type Params = { id: string }

export const GET = handle<Params>(async (viewer, _request, { id }) => respondJson(await readEndpoint(viewer, id)))

export const PATCH = handle<Params>(async (viewer, request, { id }) => {
  await changeEndpoint(viewer, id, await readJson(request, EndpointPatchSchema), new Date())
  return respondJson(await readEndpoint(viewer, id))
})

export const DELETE = handle<Params>(async (viewer, _request, { id }) => {
  await removeEndpoint(viewer, id)
  return respondJson({ removed: true })
})
