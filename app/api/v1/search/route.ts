import { search } from '@/lib/query/search'
import { SearchQuerySchema } from '@/lib/schema/search'
import { handle } from '@/lib/web/handle'
import { readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

export const GET = handle(async (viewer, request) =>
  respondJson(await search(viewer, readQuery(request, SearchQuerySchema))),
)
