import { database } from '@/lib/database'
import { assertCan, can } from '@/lib/domain/permissions'
import type { TokenRow } from '@/lib/schema/token'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'

/** The viewer's own API tokens, or everybody's for an administrator, newest first. */
export async function listTokens(viewer: Viewer, now: Date = new Date()): Promise<TokenRow[]> {
  assertCan(viewer, 'read')
  if (!can(viewer, 'admin') && viewer.userId === null) return []
  const rows = await database.apiToken.findMany({
    where: can(viewer, 'admin') ? {} : { userId: viewer.userId ?? '' },
    omit: { hash: true },
    include: { user: { select: { name: true, email: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 200,
  })
  return rows.map(({ id, name, prefix, scope, user, createdAt, expiresAt, lastUsedAt, revokedAt }) => ({
    id,
    name,
    prefix,
    scope,
    owner: user.name ?? user.email ?? 'unnamed',
    createdAt: isoInstant(createdAt),
    expiresAt: isoInstant(expiresAt),
    lastUsedAt: isoInstant(lastUsedAt),
    revokedAt: isoInstant(revokedAt),
    state: revokedAt ? 'revoked' : expiresAt && expiresAt <= now ? 'expired' : 'active',
  }))
}
