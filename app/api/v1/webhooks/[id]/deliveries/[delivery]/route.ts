import { readDelivery } from '@/lib/query/webhooks'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

/** A delivery with its body and every try, as it was signed. */
export const GET = handle<{ id: string; delivery: string }>(async (viewer, _request, { id, delivery }) =>
  respondJson(await readDelivery(viewer, id, delivery)),
)
