import { database } from '@/lib/database'
import { narrowestScope } from '@/lib/domain/token-life'
import { env } from '@/lib/env'
import type { Scope, Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'
import { findTokenScope } from './token'

/** What an import says about who started it, and with which token; `byName` also names the token that was used. */
type Starter = {
  userId: string | null
  byName: string
  via: string
  tokenKind: string | null
  tokenId: string | null
}

/**
 * Who an import in the background is run for: the person who started it, with the rights of now, and never more than writing or
 * than the token allows that it was started with. Null when that person is gone, or that token has ended.
 */
export async function findImportViewer({ userId, byName, via, tokenKind, tokenId }: Starter): Promise<Viewer | null> {
  const user = userId === null ? null : await database.user.findUnique({ where: { id: userId } })
  if (!user || user.disabledAt) return null
  const scope = tokenId === null ? 'write' : await scopeNow(tokenKind, tokenId)
  if (scope === null) return null
  const identity = { userId: user.id, name: byName, role: user.role }
  return mintViewer({ ...identity, via: via === 'api' ? 'token' : 'session' }, narrowestScope([scope, 'write']))
}

/** What the token of an import allows now; null when it has ended. */
async function scopeNow(kind: string | null, id: string): Promise<Scope | null> {
  if (kind === 'api') return findTokenScope(id)
  // Access tokens last minutes and are not kept: they end nothing by running out, but with the key that signed them, as at a request.
  const keyId = id.slice(id.indexOf(':') + 1)
  const issuer = env().OIDC_ISSUER ?? ''
  const dropped = await database.droppedKey.findUnique({ where: { issuer_keyId: { issuer, keyId } } })
  return dropped ? null : 'write'
}
