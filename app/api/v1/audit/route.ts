import { listAudit } from '@/lib/query/audit'
import { AuditFilterSchema } from '@/lib/schema/directory'
import { handle } from '@/lib/web/handle'
import { asList, CursorSchema, pageOfCursor } from '@/lib/web/paging'
import { readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

const QuerySchema = AuditFilterSchema.extend({ cursor: CursorSchema })

/** A page of the audit log. */
export const GET = handle(async (viewer, request) => {
  const { cursor, ...filter } = readQuery(request, QuerySchema)
  const page = cursor === undefined ? filter.page : pageOfCursor(cursor)
  return respondJson(asList(await listAudit(viewer, { ...filter, page })))
})
