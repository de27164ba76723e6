import { meaningOf } from '@/lib/jobs/meaning-asked'
import { search } from '@/lib/query/search'
import { SearchQuerySchema } from '@/lib/schema/search'
import { handle } from '@/lib/web/handle'
import { readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

export const GET = handle(async (viewer, request) => {
  const query = readQuery(request, SearchQuerySchema)
  return respondJson(await search(viewer, query, meaningOf('search', query.q)))
})
