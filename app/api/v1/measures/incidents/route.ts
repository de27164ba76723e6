import { remembered } from '@/app/api/v1/remembered'
import { readIncidentMeasures } from '@/lib/query/incident-measures'
import { handle } from '@/lib/web/handle'

/** Patterns by month, and how long it took to notice and to end incidents. */
export const GET = handle(
  remembered(async (viewer) =>
    Response.json(await readIncidentMeasures(viewer), { headers: { 'Cache-Control': 'private, no-store' } }),
  ),
)
