import { assertCan } from '@/lib/domain/permissions'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inTransaction } from './transaction'

/**
 * Lets what is due to others be sent from a database into which a backup was put back. For administrators: throws `forbidden`.
 * Gives false when nothing was held back.
 */
export async function releaseCopy(viewer: Viewer): Promise<boolean> {
  assertCan(viewer, 'admin')
  return inTransaction(async (tx) => {
    const { count } = await tx.restoredCopy.updateMany({
      where: { releasedAt: null },
      data: { releasedAt: new Date(), releasedBy: viewer.name },
    })
    if (count === 0) return false
    await writeAudit(tx, viewer, 'backup.released', { kind: 'backup', id: 'restored' }, {})
    return true
  })
}
