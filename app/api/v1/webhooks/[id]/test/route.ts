import { sendTestEvent } from '@/lib/store/webhooks'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

/** Sends a test event; its delivery says what became of it. */
export const POST = handle<{ id: string }>(async (viewer, _request, { id }) =>
  respondJson(await sendTestEvent(viewer, id, new Date()), { status: 202 }),
)
