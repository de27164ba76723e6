import { AppError } from '@/lib/domain/errors'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { SigningKeyRow } from '@/lib/schema/token'
import type { Viewer } from '@/lib/schema/viewer'
import { accessTokenVerifier, type Verifier } from './access-token'

/** The verifier of access tokens. Throws `unprocessable` where none is configured. */
export function requireVerifier(): Verifier {
  const verifier = accessTokenVerifier()
  if (verifier) return verifier
  throw new AppError('unprocessable', 'Access tokens are not accepted here. Set OIDC_ISSUER and OIDC_AUDIENCE.')
}

/**
 * The signing keys of the identity provider: those that it publishes, as known to this process, and those that were dropped here.
 * Throws `forbidden` for all but administrators, `unprocessable` where access tokens are not configured.
 */
export async function listSigningKeys(viewer: Viewer, now: Date = new Date()): Promise<SigningKeyRow[]> {
  assertCan(viewer, 'admin')
  const { issuer, keys } = requireVerifier()
  const published = await keys.publishedKeyIds(now.getTime())
  const dropped = await database.droppedKey.findMany({ where: { issuer }, orderBy: [{ at: 'asc' }, { keyId: 'asc' }] })
  const byId = new Map(dropped.map((key) => [key.keyId, key]))
  return [...new Set([...published, ...byId.keys()])].map((keyId) => {
    const drop = byId.get(keyId)
    return {
      keyId,
      published: published.includes(keyId),
      dropped: drop ? { at: drop.at.toISOString(), by: drop.byName, reason: drop.reason } : null,
    }
  })
}
