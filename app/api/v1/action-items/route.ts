import { listActionItems } from '@/lib/query/action-items'
import { ActionItemFilterSchema } from '@/lib/schema/action-item'
import { handle } from '@/lib/web/handle'
import { asList, CursorSchema, pageOfCursor } from '@/lib/web/paging'
import { readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

const QuerySchema = ActionItemFilterSchema.extend({ cursor: CursorSchema })

export const GET = handle(async (viewer, request) => {
  const { cursor, ...filter } = readQuery(request, QuerySchema)
  const page = cursor === undefined ? filter.page : pageOfCursor(cursor)
  return respondJson(asList(await listActionItems(viewer, { ...filter, page })))
})
