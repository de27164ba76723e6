import { listEndpoints, readEndpoint } from '@/lib/query/webhooks'
import { NewEndpointSchema } from '@/lib/schema/webhook'
import { addEndpoint } from '@/lib/store/webhooks'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

export const GET = handle(async (viewer) => {
  const items = await listEndpoints(viewer)
  return respondJson({ items, nextCursor: null, total: items.length })
})

/** The answer holds the secret, this once. */
export const POST = handle(async (viewer, request) => {
  const { id, secret } = await addEndpoint(viewer, await readJson(request, NewEndpointSchema))
  return respondJson({ ...(await readEndpoint(viewer, id)), secret }, { status: 201 })
})
