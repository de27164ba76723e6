import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import type { Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'

/** `lastUsedAt` is exact to this many milliseconds, so that a busy token does not write at each request. */
const LAST_USED_PRECISION = 60_000

/** Who acts with this API token, with its rights as they are now; null when it is unknown, expired or revoked. */
export async function findTokenViewer(secret: string, now: Date = new Date()): Promise<Viewer | null> {
  if (secret.length > 500) return null
  const token = await database.apiToken.findUnique({ where: { hash: hashSecret(secret) }, include: { user: true } })
  if (!token || token.revokedAt !== null || token.user.disabledAt) return null
  if (token.expiresAt !== null && token.expiresAt <= now) return null
  if (!token.lastUsedAt || now.getTime() - token.lastUsedAt.getTime() > LAST_USED_PRECISION) {
    await database.apiToken.updateMany({ where: { id: token.id }, data: { lastUsedAt: now } })
  }
  const { id, name, email, role } = token.user
  return mintViewer(
    { userId: id, name: `${name ?? email ?? 'unnamed'} (token ${token.name})`, role, via: 'token' },
    token.scope,
  )
}
