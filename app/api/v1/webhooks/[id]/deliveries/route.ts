import { listDeliveries, readEndpoint } from '@/lib/query/webhooks'
import { DeliveryFilterSchema } from '@/lib/schema/webhook'
import { handle } from '@/lib/web/handle'
import { asList, CursorSchema, pageOfCursor } from '@/lib/web/paging'
import { readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

const QuerySchema = DeliveryFilterSchema.omit({ page: true }).extend({ cursor: CursorSchema })

export const GET = handle<{ id: string }>(async (viewer, request, { id }) => {
  await readEndpoint(viewer, id)
  const { cursor, ...filter } = readQuery(request, QuerySchema)
  return respondJson(asList(await listDeliveries(viewer, id, { ...filter, page: pageOfCursor(cursor) })))
})
