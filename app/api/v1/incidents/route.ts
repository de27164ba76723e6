import { remembered } from '@/app/api/v1/remembered'
import { listIncidents } from '@/lib/query/incidents'
import { IncidentFilterSchema } from '@/lib/schema/incident'
import { handle } from '@/lib/web/handle'
import { asList, CursorSchema, pageOfCursor } from '@/lib/web/paging'
import { readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

const QuerySchema = IncidentFilterSchema.extend({ cursor: CursorSchema })

export const GET = handle(
  remembered(async (viewer, request) => {
    const { cursor, ...filter } = readQuery(request, QuerySchema)
    const page = cursor === undefined ? filter.page : pageOfCursor(cursor)
    return respondJson(asList(await listIncidents(viewer, { ...filter, page })))
  }),
)
