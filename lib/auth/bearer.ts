import { AppError } from '@/lib/domain/errors'
import type { Viewer } from '@/lib/schema/viewer'
import { accessTokenVerifier, findAccessTokenViewer } from './access-token'
import { findTokenViewer } from './token'

/** Three parts of base64url: what a signed JWT looks like, and no API token does. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/

/**
 * Who acts with what stands in an `Authorization` header: an API token, or an access token of the configured identity provider.
 * Every entry point asks here, so that all of them verify alike.
 * Throws `unauthenticated` for whatever is neither or does not count (any more), and what `findAccessTokenViewer` throws.
 */
export async function bearerViewer(authorization: string, now: Date): Promise<Viewer> {
  const secret = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
  const verifier = secret !== undefined && JWT.test(secret) ? accessTokenVerifier() : null
  if (verifier && secret !== undefined) return findAccessTokenViewer(verifier, secret, now)
  const viewer = secret === undefined ? null : await findTokenViewer(secret, now)
  if (!viewer) throw new AppError('unauthenticated', 'This token is not valid: it is unknown, expired or revoked.')
  return viewer
}
