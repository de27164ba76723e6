import { readDelivery } from '@/lib/query/webhooks'
import { resendDeliveries } from '@/lib/store/webhook-deliveries'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

/** Sends a dead letter again. */
export const POST = handle<{ id: string; delivery: string }>(async (viewer, _request, { id, delivery }) => {
  await readDelivery(viewer, id, delivery)
  return respondJson({ deliveries: await resendDeliveries(viewer, { delivery }, new Date()) }, { status: 202 })
})
