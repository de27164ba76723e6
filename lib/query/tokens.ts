import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { assertCan, can } from '@/lib/domain/permissions'
import { earliestEnd, isEnding, MOST_GENERATIONS } from '@/lib/domain/token-life'
import type { ServiceRow, TokenRow } from '@/lib/schema/token'
import type { Role, Scope, Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'

/** Tokens in a list. */
const SHOWN = 500

type Row = {
  id: string
  name: string
  prefix: string
  scope: Scope
  owner: string | null
  ownerKind: 'person' | 'service'
  userId: string
  createdAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
  /** Ends of all that it depends on, the present ones. */
  ends: Date[] | null
  revoked: boolean
  disabled: boolean
  breakGlass: boolean
  parentId: string | null
  replacesId: string | null
}

/** Each token with what became of all that it depends on. */
const tokenRows = (where: Prisma.Sql) => Prisma.sql`
  WITH RECURSIVE shown AS (
    SELECT t.* FROM "ApiToken" t ${where} ORDER BY t."createdAt" DESC, t."id" LIMIT ${SHOWN}
  ), chain AS (
    SELECT t."id" AS "tokenId", t.*, 1 AS "generation" FROM shown t
    UNION ALL
    SELECT chain."tokenId", parent.*, chain."generation" + 1 FROM chain JOIN "ApiToken" parent ON parent."id" = chain."parentId"
      WHERE chain."generation" <= ${MOST_GENERATIONS}
  ), fate AS (
    SELECT chain."tokenId", bool_or(chain."revokedAt" IS NOT NULL) AS "revoked", bool_or(u."disabledAt" IS NOT NULL) AS "disabled",
      bool_or(chain."sessionId" IS NOT NULL) AS "breakGlass",
      array_remove(array_agg(chain."expiresAt") || array_agg(s."expires"), NULL) AS "ends"
    FROM chain JOIN "User" u ON u."id" = chain."userId" LEFT JOIN "Session" s ON s."id" = chain."sessionId"
    GROUP BY chain."tokenId"
  )
  SELECT t."id", t."name", t."prefix", t."scope"::text, coalesce(u."name", u."email") AS "owner", u."kind"::text AS "ownerKind", t."userId",
    t."createdAt", t."lastUsedAt", t."revokedAt", fate."ends", fate."revoked", fate."disabled", fate."breakGlass",
    t."parentId", t."replacesId"
  FROM shown t JOIN fate ON fate."tokenId" = t."id" JOIN "User" u ON u."id" = t."userId"
  ORDER BY t."createdAt" DESC, t."id"`

/** The viewer's own API tokens, or everybody's for an administrator, newest first, at most 500. Throws `forbidden`. */
export async function listTokens(viewer: Viewer, now: Date = new Date()): Promise<TokenRow[]> {
  assertCan(viewer, 'read')
  const everybody = can(viewer, 'admin')
  if (!everybody && viewer.userId === null) return []
  const where = everybody ? Prisma.empty : Prisma.sql`WHERE t."userId" = ${viewer.userId}`
  const rows = await database.$queryRaw<Row[]>(tokenRows(where))
  const links = await findLinks(rows)
  const successors = new Map(
    rows.flatMap((row) => (row.replacesId === null ? [] : [[row.replacesId, row.id] as const])),
  )
  return rows.map((row) => toView(viewer, row, links, successors.get(row.id), now))
}

type Links = Map<string, { id: string; name: string; prefix: string }>

/** What rows point at, also where it is not among them. */
async function findLinks(rows: readonly Row[]): Promise<Links> {
  const shown = rows.map(({ id, name, prefix }) => ({ id, name, prefix }))
  const wanted = rows.flatMap(({ parentId, replacesId }) => [parentId, replacesId]).filter((id) => id !== null)
  const others = await database.apiToken.findMany({
    where: { id: { in: wanted, notIn: shown.map(({ id }) => id) } },
    select: { id: true, name: true, prefix: true },
  })
  return new Map([...shown, ...others].map((link) => [link.id, link]))
}

function toView(viewer: Viewer, row: Row, links: Links, successor: string | undefined, now: Date): TokenRow {
  const { id, name, prefix, scope, ownerKind, createdAt, lastUsedAt, revokedAt, breakGlass } = row
  const expiresAt = earliestEnd(row.ends ?? [])
  const link = (to: string | null | undefined) => (to ? (links.get(to) ?? null) : null)
  const state = stateOf(row, expiresAt, now)
  return {
    id,
    name,
    prefix,
    scope,
    owner: row.owner ?? 'unnamed',
    ownerKind,
    isYours: row.userId === viewer.userId,
    createdAt: isoInstant(createdAt),
    expiresAt: isoInstant(expiresAt),
    lastUsedAt: isoInstant(lastUsedAt),
    revokedAt: isoInstant(revokedAt),
    state,
    ending: state === 'active' && (successor !== undefined || isEnding(createdAt, expiresAt, now)),
    parent: link(row.parentId),
    breakGlass,
    replaces: link(row.replacesId),
    replacedBy: link(successor),
  }
}

function stateOf({ revoked, disabled }: Row, expiresAt: Date | null, now: Date): TokenRow['state'] {
  if (revoked) return 'revoked'
  if (expiresAt !== null && expiresAt <= now) return 'expired'
  return disabled ? 'disabled' : 'active'
}

type Service = { id: string; name: string | null; role: Role; disabledAt: Date | null; createdAt: Date }

/** Services by name, with how many of their tokens can be used. Throws `forbidden` for all but administrators. */
export async function listServices(viewer: Viewer, now: Date = new Date()): Promise<ServiceRow[]> {
  assertCan(viewer, 'admin')
  const rows = await database.$queryRaw<(Service & { activeTokens: number; lastUsedAt: Date | null })[]>`
    SELECT u."id", u."name", u."role"::text, u."disabledAt", u."createdAt", max(t."lastUsedAt") AS "lastUsedAt",
      (count(t."id") FILTER (WHERE t."revokedAt" IS NULL AND (t."expiresAt" IS NULL OR t."expiresAt" > ${now})))::int AS "activeTokens"
    FROM "User" u LEFT JOIN "ApiToken" t ON t."userId" = u."id" WHERE u."kind" = 'service'
    GROUP BY u."id" ORDER BY lower(u."name"), u."id"`
  return rows.map(({ id, name, role, disabledAt, createdAt, activeTokens, lastUsedAt }) => ({
    id,
    name: name ?? 'unnamed',
    role,
    disabled: disabledAt !== null,
    createdAt: isoInstant(createdAt),
    activeTokens: disabledAt === null ? activeTokens : 0,
    lastUsedAt: isoInstant(lastUsedAt),
  }))
}
