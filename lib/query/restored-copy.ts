import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { RestoredCopyView } from '@/lib/schema/backup'
import type { Viewer } from '@/lib/schema/viewer'

/** Whether nothing is sent from here, since a backup was put back and nobody has released it. Work of this place: there is no viewer. */
export async function isHeldBack(): Promise<boolean> {
  return (await database.restoredCopy.count({ where: { releasedAt: null } })) > 0
}

/** The backup that was put back last and is not released; null when everything is sent. For administrators: throws `forbidden`. */
export async function findRestoredCopy(viewer: Viewer): Promise<RestoredCopyView | null> {
  assertCan(viewer, 'admin')
  const found = await database.restoredCopy.findFirst({ where: { releasedAt: null }, orderBy: { restoredAt: 'desc' } })
  return found && { restoredAt: found.restoredAt.toISOString(), madeAt: found.madeAt.toISOString() }
}
