import { listSavedViews } from '@/lib/query/saved-views'
import { handle } from '@/lib/web/handle'

/** The searches that the caller keeps. */
export const GET = handle(async (viewer) =>
  Response.json(
    { items: await listSavedViews(viewer, 'search') },
    { headers: { 'Cache-Control': 'private, no-store' } },
  ),
)
