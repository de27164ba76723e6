import { assertCan } from '@/lib/domain/permissions'
import { database } from '@/lib/database'
import type { Viewer } from '@/lib/schema/viewer'

/** Whether the sample data is here: loaded, and not removed since. */
export async function isSampleDataHere(viewer: Viewer): Promise<boolean> {
  assertCan(viewer, 'read')
  return (await database.import.count({ where: { via: 'demo', undoneAt: null } })) > 0
}
