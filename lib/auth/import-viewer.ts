import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { narrowestScope, scopesOfRole } from '@/lib/domain/token-life'
import { env } from '@/lib/env'
import type { Scope, Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'
import { findTokenScope } from './token'

/** What an import says about who started it, when, and with which token; `byName` also names the token that was used. */
type Starter = {
  id: string
  startedAt: Date
  userId: string | null
  byName: string
  via: string
  tokenKind: string | null
  tokenId: string | null
}

/**
 * Who an import in the background is run for: the person who started it, with the rights of now, and never more than writing or
 * than the token allows that it was started with. Null when that person is gone, or that token has ended, or when how they sign in was
 * forgotten since: whoever is the person now has not started it. They may try it again as themselves.
 */
export async function findImportViewer(started: Starter): Promise<Viewer | null> {
  const { id, startedAt, userId, byName, via, tokenKind, tokenId } = started
  const user = userId === null ? null : await database.user.findUnique({ where: { id: userId } })
  if (!user || user.disabledAt || (await wasForgotten(user.id, startedAt, id))) return null
  const scope = tokenId === null ? 'write' : await scopeOfToken(tokenKind, tokenId)
  if (scope === null) return null
  const identity = { userId: user.id, name: byName, role: user.role }
  return mintViewer({ ...identity, via: via === 'api' ? 'token' : 'session' }, narrowestScope([scope, 'write']))
}

/**
 * Gives what says whether who imports something at once may go on: their account, and the session or token that they do it with, are asked for
 * anew each time. Called when they begin. An identity that is forgotten from then on ends it: counted, since the clock of this process says
 * nothing of when the database wrote something.
 */
export async function watchImporting(viewer: Viewer): Promise<() => Promise<boolean>> {
  const { userId } = viewer
  // The command line, and Hindsight itself.
  if (userId === null) return () => Promise.resolve(true)
  const before = await countForgotten(userId)
  return async () => (await countForgotten(userId)) === before && mayImport(userId, viewer)
}

async function mayImport(userId: string, { session, token }: Viewer): Promise<boolean> {
  const user = await database.user.findUnique({ where: { id: userId } })
  if (!user || user.disabledAt) return false
  const scope = scopesOfRole(user.role).at(-1) ?? 'read'
  if (session) return mayWrite(await scopeOfSession(session.id, scope))
  return mayWrite(token ? narrowestOf(scope, await scopeOfToken(token.kind, token.id)) : scope)
}

const mayWrite = (scope: Scope | null) => scope !== null && scope !== 'read'
const narrowestOf = (scope: Scope, other: Scope | null) => (other === null ? null : narrowestScope([scope, other]))

/** What the token of an import allows now; null when it has ended. */
async function scopeOfToken(kind: string | null, id: string): Promise<Scope | null> {
  if (kind === 'api') return findTokenScope(id)
  // Access tokens last minutes and are not kept: they end nothing by running out, but with the key that signed them, as at a request.
  const keyId = id.slice(id.indexOf(':') + 1)
  const issuer = env().OIDC_ISSUER ?? ''
  const dropped = await database.droppedKey.findUnique({ where: { issuer_keyId: { issuer, keyId } } })
  return dropped ? null : 'write'
}

/** What a session allows now, of somebody with this scope; null when it has ended. */
async function scopeOfSession(id: string, scope: Scope): Promise<Scope | null> {
  const found = await database.session.findUnique({ where: { id } })
  if (!found || found.expires <= new Date()) return null
  return found.method === 'break-glass' ? 'admin' : scope
}

/** Where an administrator has forgotten how somebody signs in: the audit log has a row for it, and cannot be shortened. */
const forgottenOf = (userId: string) => Prisma.sql`
  "AuditEntry" forgotten
  WHERE forgotten."targetKind" = 'user' AND forgotten."targetId" = ${userId} AND forgotten."action" = 'account.changed'
    AND forgotten."changes" -> 'linked' IS NOT NULL`

async function countForgotten(userId: string): Promise<number> {
  const rows = await database.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM ${forgottenOf(userId)}`
  return rows[0]?.count ?? 0
}

/**
 * Whether how somebody signs in was forgotten since an import was started, or since they last tried it again themselves. Both times are of the
 * database's clock.
 */
async function wasForgotten(userId: string, since: Date, importId: string): Promise<boolean> {
  const found = await database.$queryRaw<object[]>`
    SELECT 1 FROM ${forgottenOf(userId)} AND forgotten."at" >= ${since} AND NOT EXISTS (
      SELECT 1 FROM "AuditEntry" again WHERE again."targetKind" = 'import' AND again."targetId" = ${importId}
        AND again."action" = 'import.retried' AND again."userId" = ${userId} AND again."id" > forgotten."id")
    LIMIT 1`
  return found.length > 0
}
