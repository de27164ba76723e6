import { writeMeasures } from '@/lib/export/write-measures'
import { readMeasures } from '@/lib/query/measures'
import { MeasureFileSchema } from '@/lib/schema/measures'
import { handle } from '@/lib/web/handle'
import { readQuery } from '@/lib/web/read-body'

/** One of the measures as a file for a spreadsheet. */
export const GET = handle(async (viewer, request) => {
  const { of, ...filter } = readQuery(request, MeasureFileSchema)
  return new Response(writeMeasures(await readMeasures(viewer, filter), of), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="action-items-${of}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
