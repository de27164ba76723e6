import { remembered } from '@/app/api/v1/remembered'
import { readPatternMap } from '@/lib/query/pattern-map'
import { MapScopeSchema } from '@/lib/schema/pattern-map'
import { handle } from '@/lib/web/handle'
import { readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

/** What the pattern map draws, bounded. */
export const GET = handle(
  remembered(async (viewer, request) => respondJson(await readPatternMap(viewer, readQuery(request, MapScopeSchema)))),
)
