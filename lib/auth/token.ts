import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { earliestEnd, isEnding, MOST_GENERATIONS, narrowestScope, scopesOfRole } from '@/lib/domain/token-life'
import type { Role, Scope, Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'

/** `lastUsedAt` is exact to this many milliseconds, so that a busy token does not write at each request. */
const LAST_USED_PRECISION = 60_000

/** A token, or one of those that it was made with; the token itself comes first. */
type Link = {
  id: string
  name: string
  scope: Scope
  parentId: string | null
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
  revokedAt: Date | null
  /** End of the break-glass session that it was made in. */
  sessionEndsAt: Date | null
  isReplaced: boolean
  userId: string
  userName: string | null
  email: string | null
  role: Role
  disabledAt: Date | null
}

/** The token and everything that it depends on, in one question: what has been revoked since counts at this very request. */
async function findChain(which: Prisma.Sql): Promise<Link[]> {
  return database.$queryRaw<Link[]>`
    WITH RECURSIVE chain AS (
      SELECT t.*, 1 AS "generation" FROM "ApiToken" t WHERE ${which}
      UNION ALL
      SELECT parent.*, chain."generation" + 1 FROM chain JOIN "ApiToken" parent ON parent."id" = chain."parentId"
        WHERE chain."generation" <= ${MOST_GENERATIONS}
    )
    SELECT chain."id", chain."name", chain."scope"::text, chain."parentId", chain."createdAt", chain."expiresAt",
      chain."lastUsedAt", chain."revokedAt", s."expires" AS "sessionEndsAt", chain."userId", u."name" AS "userName", u."email",
      u."role"::text, u."disabledAt",
      EXISTS (SELECT 1 FROM "ApiToken" next WHERE next."replacesId" = chain."id") AS "isReplaced"
    FROM chain JOIN "User" u ON u."id" = chain."userId" LEFT JOIN "Session" s ON s."id" = chain."sessionId"
    ORDER BY chain."generation"`
}

/** A token that counts. */
type Counting = {
  token: Link
  endsAt: Date | null
  /** Whoever a parent belongs to may have lost rights since: then what was made with it has lost them too. */
  scope: Scope
}

/** The token, unless it is unknown, expired or revoked, or that is so of one that it was made with. */
async function findCounting(which: Prisma.Sql, now: Date): Promise<Counting | null> {
  const chain = await findChain(which)
  const [token] = chain
  if (!token || chain.at(-1)?.parentId !== null) return null
  if (chain.some(({ revokedAt, disabledAt }) => revokedAt !== null || disabledAt !== null)) return null
  const endsAt = earliestEnd(chain.flatMap((link) => [link.expiresAt, link.sessionEndsAt]))
  if (endsAt !== null && endsAt <= now) return null
  const scope = narrowestScope(chain.flatMap((link) => [link.scope, scopesOfRole(link.role).at(-1) ?? 'read']))
  return { token, endsAt, scope }
}

/**
 * What the API token with this id allows now; null when it is unknown, expired or revoked, or when that is so of a token that it was
 * made with. For work that goes on after the request that came with it; it does not count as a use.
 */
export async function findTokenScope(id: string, now: Date = new Date()): Promise<Scope | null> {
  return (await findCounting(Prisma.sql`t."id" = ${id}`, now))?.scope ?? null
}

/**
 * Who acts with this API token, with its rights as they are now; null when it is unknown, expired or revoked, or when that is so
 * of a token that it was made with.
 */
export async function findTokenViewer(secret: string, now: Date = new Date()): Promise<Viewer | null> {
  if (secret.length > 500) return null
  const found = await findCounting(Prisma.sql`t."hash" = ${hashSecret(secret)}`, now)
  if (!found) return null
  const { token, endsAt, scope } = found
  await noteUse(token, now)
  const ending = token.isReplaced || isEnding(token.createdAt, endsAt, now)
  const { id, name, userId, userName, email, role } = token
  return mintViewer(
    {
      userId,
      name: `${userName ?? email ?? 'unnamed'} (token ${name})`,
      role,
      via: 'token',
      token: { kind: 'api', id, endsAt, ending },
    },
    scope,
  )
}

async function noteUse({ id, lastUsedAt }: Link, now: Date): Promise<void> {
  if (lastUsedAt && now.getTime() - lastUsedAt.getTime() <= LAST_USED_PRECISION) return
  await database.apiToken.updateMany({ where: { id }, data: { lastUsedAt: now } })
}
