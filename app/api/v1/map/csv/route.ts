import { listMapRows, mapRowsAsCsv, sortMapRows } from '@/lib/domain/map-rows'
import { readPatternMap } from '@/lib/query/pattern-map'
import { MapFilterSchema } from '@/lib/schema/pattern-map'
import { handle } from '@/lib/web/handle'
import { readQuery } from '@/lib/web/read-body'

/** The map's table, all of it, as a file for a spreadsheet. */
export const GET = handle(async (viewer, request) => {
  const filter = readQuery(request, MapFilterSchema)
  const rows = sortMapRows(listMapRows(await readPatternMap(viewer, filter)), filter)
  return new Response(`\uFEFF${mapRowsAsCsv(rows)}`, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="pattern-map.csv"',
      'Cache-Control': 'private, no-store',
    },
  })
})
