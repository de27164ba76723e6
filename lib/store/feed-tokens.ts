import { randomBytes } from 'node:crypto'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { hashSecret } from '@/lib/domain/secret'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inTransaction } from './transaction'

/**
 * Makes the secret of the viewer's feeds, given once and kept as a hash; a former one ends at once. It opens feeds and nothing else, and shows
 * what its owner may read. Throws `forbidden` for whoever is no signed-in person: a token that could make another would outlive
 * its own end, and so would one of a break-glass session.
 */
export async function makeFeedToken(viewer: Viewer, now: Date): Promise<{ secret: string }> {
  assertCan(viewer, 'read')
  const { userId, via, session } = viewer
  if (userId === null || via !== 'session' || session?.bounded) {
    throw new AppError('forbidden', 'Addresses of feeds are made by a person who is signed in in the ordinary way.')
  }
  const secret = `hf_${randomBytes(24).toString('base64url')}`
  const hash = hashSecret(secret)
  await inTransaction(async (tx) => {
    const fresh = { hash, createdAt: now, lastUsedAt: null }
    await tx.feedToken.upsert({ where: { userId }, create: { userId, ...fresh }, update: fresh })
    await writeAudit(tx, viewer, 'feed.made', { kind: 'feed', id: userId })
  })
  return { secret }
}

/** Ends the viewer's feeds at once; nothing when there are none. */
export async function revokeFeedToken(viewer: Viewer): Promise<void> {
  assertCan(viewer, 'read')
  const { userId } = viewer
  if (userId === null) return
  await inTransaction(async (tx) => {
    const { count } = await tx.feedToken.deleteMany({ where: { userId } })
    if (count > 0) await writeAudit(tx, viewer, 'feed.revoked', { kind: 'feed', id: userId })
  })
}
