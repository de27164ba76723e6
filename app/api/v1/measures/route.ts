import { remembered } from '@/app/api/v1/remembered'
import { readMeasures } from '@/lib/query/measures'
import { MeasureFilterSchema } from '@/lib/schema/measures'
import { handle } from '@/lib/web/handle'
import { readQuery } from '@/lib/web/read-body'

/** What the action items come to. */
export const GET = handle(
  remembered(async (viewer, request) =>
    Response.json(await readMeasures(viewer, readQuery(request, MeasureFilterSchema)), {
      headers: { 'Cache-Control': 'private, no-store' },
    }),
  ),
)
