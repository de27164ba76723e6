import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { isZone } from '@/lib/domain/reminders'
import {
  NewWatchedChannelSchema,
  WatchedChannelPatchSchema,
  type NewWatchedChannel,
  type WatchedChannelPatch,
} from '@/lib/schema/reminder'
import type { Viewer } from '@/lib/schema/viewer'
import { changesBetween, writeAudit } from './audit'
import { inTransaction } from './transaction'

const DEFAULT_ZONE = 'UTC'

/**
 * Begins to watch a channel: replies, digest and reminders are switched on, the digest comes on Mondays at 9. Gives false when
 * it is watched already, and then changes nothing but its name. Throws `forbidden` to whoever may not write.
 */
export async function watchChannel(viewer: Viewer, input: NewWatchedChannel): Promise<boolean> {
  assertCan(viewer, 'write')
  const { id, name, zone } = NewWatchedChannelSchema.parse(input)
  return inTransaction(async (tx) => {
    const { count } = await tx.watchedChannel.createMany({
      data: {
        id,
        name,
        zone: zone !== undefined && isZone(zone) ? zone : DEFAULT_ZONE,
        createdById: viewer.userId,
        createdBy: viewer.name,
      },
      skipDuplicates: true,
    })
    if (count === 0) {
      await tx.watchedChannel.update({ where: { id }, data: { name } })
      return false
    }
    await writeAudit(tx, viewer, 'channel.watched', { kind: 'channel', id }, { name: { from: null, to: name } })
    return true
  })
}

/** Switches what is said in a channel, and when its digest comes. Throws `not_found`, `forbidden`, `bad_input` for no zone. */
export async function changeWatchedChannel(viewer: Viewer, id: string, patch: WatchedChannelPatch): Promise<void> {
  assertCan(viewer, 'write')
  const wanted = WatchedChannelPatchSchema.parse(patch)
  if (wanted.zone !== undefined && !isZone(wanted.zone)) {
    throw new AppError('bad_input', 'There is no such time zone. Write one like Europe/Berlin or UTC.', {
      zone: 'There is no such time zone.',
    })
  }
  await inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "WatchedChannel" WHERE "id" = ${id} FOR UPDATE`
    const known = await tx.watchedChannel.findUnique({ where: { id } })
    if (!known) throw new AppError('not_found', 'This channel is not watched (any more).')
    const changes = changesBetween(known, wanted)
    if (Object.keys(changes).length === 0) return
    await tx.watchedChannel.update({ where: { id }, data: wanted })
    await writeAudit(tx, viewer, 'channel.updated', { kind: 'channel', id }, changes)
  })
}

/** Watches a channel no more; what waits to be said there is not said. Gives false when it was not watched. Throws `forbidden`. */
export async function unwatchChannel(viewer: Viewer, id: string): Promise<boolean> {
  assertCan(viewer, 'write')
  return inTransaction(async (tx) => {
    const known = await tx.watchedChannel.findUnique({ where: { id } })
    if (!known) return false
    await tx.watchedChannel.delete({ where: { id } })
    await tx.reminder.deleteMany({ where: { channelKind: 'slack', recipient: id, state: 'due' } })
    await writeAudit(tx, viewer, 'channel.unwatched', { kind: 'channel', id }, { name: { from: known.name, to: null } })
    return true
  })
}
