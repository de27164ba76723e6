import { z } from 'zod'
import { assertCan } from '@/lib/domain/permissions'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inTransaction } from './transaction'

const KeyIdSchema = z.string().min(1).max(300)

/**
 * Stops believing a signing key of an identity provider, whatever the provider publishes. Every process asks the database with
 * each access token, so it counts everywhere at the next request. Dropping one twice changes nothing.
 * Takes the issuer's address, the key's id (`kid`) and why. Throws `forbidden` for all but administrators.
 */
export async function dropKey(viewer: Viewer, issuer: string, keyId: string, reason: string | null): Promise<void> {
  assertCan(viewer, 'admin')
  const id = KeyIdSchema.parse(keyId)
  await inTransaction(async (tx) => {
    const data = { issuer, keyId: id, byName: viewer.name, reason }
    const { count } = await tx.droppedKey.createMany({ data, skipDuplicates: true })
    if (count === 0) return
    const changes = { issuer: { from: null, to: issuer }, reason: { from: null, to: reason } }
    await writeAudit(tx, viewer, 'signing-key.dropped', { kind: 'signing-key', id }, changes)
  })
}

/** Believes a dropped key again, as long as its provider publishes it. Throws `forbidden` for all but administrators. */
export async function acceptKey(viewer: Viewer, issuer: string, keyId: string): Promise<void> {
  assertCan(viewer, 'admin')
  const id = KeyIdSchema.parse(keyId)
  await inTransaction(async (tx) => {
    const { count } = await tx.droppedKey.deleteMany({ where: { issuer, keyId: id } })
    if (count === 0) return
    await writeAudit(
      tx,
      viewer,
      'signing-key.accepted',
      { kind: 'signing-key', id },
      { issuer: { from: null, to: issuer } },
    )
  })
}
