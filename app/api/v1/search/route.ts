import { remembered } from '@/app/api/v1/remembered'
import { meaningOf } from '@/lib/jobs/meaning-asked'
import { search } from '@/lib/query/search'
import { withTrust } from '@/lib/query/search-trust'
import { SearchQuerySchema } from '@/lib/schema/search'
import { handle } from '@/lib/web/handle'
import { readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

export const GET = handle(
  remembered(async (viewer, request) => {
    const query = readQuery(request, SearchQuerySchema)
    return respondJson(await withTrust(viewer, await search(viewer, query, meaningOf('search', query.q))))
  }),
)
