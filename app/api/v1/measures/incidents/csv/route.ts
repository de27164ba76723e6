import { writeIncidentMeasures } from '@/lib/export/write-incident-measures'
import { readIncidentMeasures } from '@/lib/query/incident-measures'
import { IncidentMeasureFileSchema } from '@/lib/schema/incident-measures'
import { handle } from '@/lib/web/handle'
import { readQuery } from '@/lib/web/read-body'

/** One of them as a file for a spreadsheet. */
export const GET = handle(async (viewer, request) => {
  const { of } = readQuery(request, IncidentMeasureFileSchema)
  return new Response(writeIncidentMeasures(await readIncidentMeasures(viewer), of), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="incidents-${of}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
