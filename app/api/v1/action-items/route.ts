import { remembered } from '@/app/api/v1/remembered'
import { AppError } from '@/lib/domain/errors'
import { env } from '@/lib/env'
import { withoutSecrets } from '@/lib/import/secrets'
import { findActionItem, listActionItems } from '@/lib/query/action-items'
import {
  ActionItemFilterSchema,
  fieldsOfBody,
  NewActionItemBodySchema,
  NewActionItemSchema,
} from '@/lib/schema/action-item'
import { addActionItem } from '@/lib/store/add-action-item'
import { writeEtag } from '@/lib/web/etag'
import { handle } from '@/lib/web/handle'
import { asList, CursorSchema, pageOfCursor } from '@/lib/web/paging'
import { readJson, readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

const QuerySchema = ActionItemFilterSchema.extend({ cursor: CursorSchema })

export const GET = handle(
  remembered(async (viewer, request) => {
    const { cursor, ...filter } = readQuery(request, QuerySchema)
    const page = cursor === undefined ? filter.page : pageOfCursor(cursor)
    return respondJson(asList(await listActionItems(viewer, { ...filter, page })))
  }),
)

/** Adds an item to an incident or a skill. */
export const POST = handle(async (viewer, request) => {
  const body = fieldsOfBody(await readJson(request, NewActionItemBodySchema))
  const { id } = await addActionItem(viewer, NewActionItemSchema.parse(withoutSecrets(body)))
  const item = await findActionItem(viewer, id)
  if (!item) throw new AppError('not_found', 'There is no such action item.')
  const headers = { ETag: writeEtag(item.version), Location: `${env().baseUrl}/api/v1/action-items/${id}` }
  return respondJson(item, { status: 201, headers })
})
