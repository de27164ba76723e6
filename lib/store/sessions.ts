import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inTransaction } from './transaction'

/**
 * Ends a session, and with it the tokens that were made in it if it is a break-glass one; whoever uses it is asked to sign in at the
 * next request. People end their own, administrators any. Throws `not_found`.
 */
export async function endSession(viewer: Viewer, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const known = await tx.session.findUnique({ where: { id } })
    const isOwn = known !== null && viewer.userId !== null && known.userId === viewer.userId
    if (!known || (!isOwn && viewer.role !== 'admin')) {
      throw new AppError('not_found', 'This session has ended already.')
    }
    await tx.session.deleteMany({ where: { id } })
    const changes = { userId: { from: known.userId, to: null } }
    await writeAudit(tx, viewer, 'session.ended', { kind: 'session', id }, changes)
  })
}

/**
 * Ends all sessions of a person: one's own (`except` keeps one of them), or, for administrators, anybody's. Gives how many.
 * Throws `forbidden` for somebody else's without the right, and `bad_input` where nobody is meant.
 */
export async function endSessions(
  viewer: Viewer,
  { userId = viewer.userId, except }: { userId?: string | null; except?: string } = {},
): Promise<number> {
  if (userId === null) throw new AppError('bad_input', 'Say whose sessions are meant.')
  if (userId !== viewer.userId) assertCan(viewer, 'admin')
  return inTransaction(async (tx) => {
    const where = { userId, ...(except !== undefined && { id: { not: except } }) }
    const { count } = await tx.session.deleteMany({ where })
    if (count > 0) {
      const changes = { sessions: { from: count, to: 0 } }
      await writeAudit(tx, viewer, 'sessions.ended', { kind: 'user', id: userId }, changes)
    }
    return count
  })
}
