import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { hashSecret } from '@/lib/domain/secret'
import type { Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'
import { viewerFromRequest } from './viewer'

/** `lastUsedAt` is exact to this many milliseconds: feed readers ask all day. */
const LAST_USED_PRECISION = 60 * 60_000

/**
 * Who reads a feed. The secret in its address decides alone, and opens nothing but feeds; without one it is who calls the API. It may read
 * as its owner may, never as an administrator. Throws `unauthenticated`.
 */
export async function feedViewer(request: Request, now: Date = new Date()): Promise<Viewer> {
  const secret = new URL(request.url).searchParams.get('token')
  if (secret === null) return viewerFromRequest(request, now)
  const hash = hashSecret(secret.slice(0, 200))
  const token = await database.feedToken.findUnique({ where: { hash }, include: { user: true } })
  if (!token || token.user.disabledAt) {
    throw new AppError(
      'unauthenticated',
      'This address of a feed is not valid (any more). Make a new one under Settings.',
    )
  }
  if (!token.lastUsedAt || now.getTime() - token.lastUsedAt.getTime() > LAST_USED_PRECISION) {
    await database.feedToken.updateMany({ where: { hash }, data: { lastUsedAt: now } })
  }
  const { id, name, email, role } = token.user
  return mintViewer({ userId: id, name: `${name ?? email ?? 'unnamed'} (feed)`, role, via: 'token' }, 'read')
}
