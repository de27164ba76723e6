import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { SavedView, SavedViewPage } from '@/lib/schema/saved-view'
import type { Viewer } from '@/lib/schema/viewer'

/** The viewer's own views of the table of action items, or searches, in their order; none for somebody without an account. */
export async function listSavedViews(viewer: Viewer, page: SavedViewPage = 'action-items'): Promise<SavedView[]> {
  assertCan(viewer, 'read')
  if (viewer.userId === null) return []
  return database.savedView.findMany({
    where: { userId: viewer.userId, page },
    select: { id: true, name: true, query: true },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }],
  })
}
