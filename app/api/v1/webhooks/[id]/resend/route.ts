import { readEndpoint } from '@/lib/query/webhooks'
import { resendDeliveries } from '@/lib/store/webhook-deliveries'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

/** Sends all dead letters of an endpoint again. */
export const POST = handle<{ id: string }>(async (viewer, _request, { id }) => {
  await readEndpoint(viewer, id)
  return respondJson({ deliveries: await resendDeliveries(viewer, { endpoint: id }, new Date()) }, { status: 202 })
})
