import { database } from '@/lib/database'
import type { SessionRow } from '@/lib/schema/session'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'

/** The viewer's own sessions that have not ended, the present one first, then the one seen last. Nobody sees those of others. */
export async function listSessions(viewer: Viewer, now: Date = new Date()): Promise<SessionRow[]> {
  if (viewer.userId === null) return []
  const rows = await database.session.findMany({
    where: { userId: viewer.userId, expires: { gt: now } },
    omit: { tokenHash: true },
    orderBy: [{ lastSeenAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
    take: 200,
  })
  const views = rows.map(({ id, method, reason, userAgent, createdAt, lastSeenAt, expires }) => ({
    id,
    isCurrent: id === viewer.session?.id,
    method,
    reason,
    userAgent,
    createdAt: isoInstant(createdAt),
    lastSeenAt: isoInstant(lastSeenAt),
    expiresAt: isoInstant(expires),
  }))
  return views.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
}
