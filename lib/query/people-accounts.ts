import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { AccountView } from '@/lib/schema/account'
import type { Role, Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'

/** Owns the tokens that the command line makes; nobody signs in as it. */
const COMMAND_LINE_EMAIL = 'command-line@localhost'

type Row = {
  id: string
  name: string | null
  email: string | null
  role: Role
  disabledAt: Date | null
  createdAt: Date
  sessions: number
  lastSeenAt: Date | null
  signedIn: boolean
  linked: string[]
  teams: { slug: string; name: string }[]
}

/** Everybody with an account, by name; services are not among them. Throws `forbidden` for all but administrators. */
export async function listAccounts(viewer: Viewer, now: Date = new Date()): Promise<AccountView[]> {
  assertCan(viewer, 'admin')
  const rows = await database.$queryRaw<Row[]>`
    SELECT u."id", u."name", u."email", u."role"::text, u."disabledAt", u."createdAt",
      (SELECT count(*)::int FROM "Session" s WHERE s."userId" = u."id" AND s."expires" > ${now}) AS "sessions",
      greatest(
        (SELECT max(coalesce(s."lastSeenAt", s."createdAt")) FROM "Session" s WHERE s."userId" = u."id"),
        (SELECT max(t."lastUsedAt") FROM "ApiToken" t WHERE t."userId" = u."id"),
        (SELECT max(l."usedAt") FROM "SignInLink" l WHERE l."email" = lower(u."email"))) AS "lastSeenAt",
      u."emailVerified" IS NOT NULL OR EXISTS (SELECT 1 FROM "Account" a WHERE a."userId" = u."id") OR EXISTS (
        SELECT 1 FROM "AuditEntry" e WHERE e."targetKind" = 'user' AND e."targetId" = u."id"
          AND e."action" IN ('sign-in', 'account.linked', 'break-glass.used')) AS "signedIn",
      ARRAY(SELECT DISTINCT a."provider" FROM "Account" a WHERE a."userId" = u."id" ORDER BY 1) AS "linked",
      coalesce((SELECT jsonb_agg(jsonb_build_object('slug', t."slug", 'name', t."name") ORDER BY lower(t."name"))
        FROM "TeamMember" m JOIN "Team" t ON t."id" = m."teamId" WHERE m."userId" = u."id"), '[]') AS "teams"
    FROM "User" u WHERE u."kind" = 'person' AND u."email" IS DISTINCT FROM ${COMMAND_LINE_EMAIL}
    ORDER BY lower(coalesce(u."name", u."email")), u."id"`
  return rows.map(
    ({ id, name, email, role, disabledAt, createdAt, sessions, lastSeenAt, signedIn, linked, teams }) => ({
      id,
      name: name ?? email ?? 'unnamed',
      email,
      role,
      state: disabledAt ? 'disabled' : signedIn || lastSeenAt ? 'active' : 'invited',
      teams,
      lastSeenAt: isoInstant(lastSeenAt),
      createdAt: isoInstant(createdAt),
      sessions,
      linked,
      isYou: id === viewer.userId,
    }),
  )
}

/** The address that the viewer signs in with, by which other services know them too; null for a service and the command line. */
export async function findOwnAddress(viewer: Viewer): Promise<string | null> {
  assertCan(viewer, 'read')
  if (viewer.userId === null) return null
  const user = await database.user.findUnique({ where: { id: viewer.userId }, select: { email: true, kind: true } })
  return user?.kind === 'person' && user.email !== COMMAND_LINE_EMAIL ? user.email : null
}
