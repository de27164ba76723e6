import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { WatchedChannelView } from '@/lib/schema/reminder'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'

/** The channels in which Hindsight speaks unasked, that which has been watched for longest first. */
export async function listWatchedChannels(viewer: Viewer): Promise<WatchedChannelView[]> {
  assertCan(viewer, 'read')
  const rows = await database.watchedChannel.findMany({
    omit: { createdById: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({ ...row, createdAt: isoInstant(row.createdAt) }))
}

/** One watched channel by Slack's id, or null. */
export async function findWatchedChannel(viewer: Viewer, id: string): Promise<WatchedChannelView | null> {
  assertCan(viewer, 'read')
  const row = await database.watchedChannel.findUnique({ where: { id }, omit: { createdById: true } })
  return row && { ...row, createdAt: isoInstant(row.createdAt) }
}
