import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inTransaction } from './transaction'
import { undoImport, type UndoneImport } from './undo-import'

const SAMPLE = { via: 'demo' }

/** Whether the sample data has been loaded and not been removed since. Nothing of it tells of anybody: there is no viewer. */
export async function hasSampleData(): Promise<boolean> {
  return (await database.import.count({ where: { ...SAMPLE, undoneAt: null } })) > 0
}

/** Whether the sample data has ever been loaded, removed or not. */
export async function hasHadSampleData(): Promise<boolean> {
  return (await database.import.count({ where: SAMPLE })) > 0
}

/**
 * Removes the sample data: what came with it goes, as when an import is undone. What people have edited, added, decided or said stays
 * with what it belongs to, and is told. For administrators: throws `forbidden`. Without sample data nothing happens. A call that was
 * interrupted can be repeated.
 */
export async function removeSampleData(viewer: Viewer): Promise<UndoneImport> {
  assertCan(viewer, 'admin')
  const imports = await database.import.findMany({
    where: { ...SAMPLE, undoneAt: null },
    orderBy: { startedAt: 'desc' },
    select: { id: true },
  })
  const result: UndoneImport = { undone: 0, left: [] }
  for (const { id } of imports) {
    const { undone, left } = await undoImport(viewer, id)
    result.undone += undone
    result.left.push(...left)
    await inTransaction((tx) =>
      writeAudit(tx, viewer, 'sample-data.removed', { kind: 'import', id }, { left: { from: null, to: left.length } }),
    )
  }
  return result
}
