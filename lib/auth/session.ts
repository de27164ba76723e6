import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { RoleSchema, type ActingSession, type Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'

/** Days that a session lasts from sign-in. Nothing extends it. */
const SESSION_DAYS = 30
export const SESSION_SECONDS = SESSION_DAYS * 24 * 60 * 60
/** A break-glass session is for getting out of trouble, not for working in. */
const BREAK_GLASS_SECONDS = 60 * 60

/** `lastSeenAt` is exact to this many milliseconds, so that a busy session does not write at each request. */
const LAST_SEEN_PRECISION = 60_000
const USER_AGENT_LENGTH = 400

/** Who signs in, how (`link`, `mail`, `break-glass` or a provider's id), and with what browser. */
export type SignIn = {
  userId: string
  method: string
  userAgent: string | null
  /** Why the glass was broken; null for every other sign-in. */
  reason: string | null
}

/** What goes into the cookie, and until when it counts. */
export type NewSession = { sessionToken: string; expires: Date }

/** A token that nobody can guess: 256 random bits. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * Stores a session in the transaction that signs somebody in, with its line in the audit log, and drops what has expired of theirs.
 * Only the hash of the token is kept.
 */
export async function createSession(
  tx: Prisma.TransactionClient,
  { userId, method, userAgent, reason }: SignIn,
  now: Date,
  sessionToken: string = newSessionToken(),
): Promise<NewSession> {
  const seconds = method === 'break-glass' ? BREAK_GLASS_SECONDS : SESSION_SECONDS
  const expires = new Date(now.getTime() + seconds * 1000)
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId } })
  await tx.session.deleteMany({ where: { userId, expires: { lte: now } } })
  await tx.session.create({
    data: {
      tokenHash: hashSecret(sessionToken),
      userId,
      expires,
      createdAt: now,
      lastSeenAt: now,
      userAgent: userAgent?.slice(0, USER_AGENT_LENGTH) ?? null,
      method,
      reason,
    },
  })
  const why = reason === null ? {} : { reason: { from: null, to: reason }, until: { from: null, to: expires } }
  await tx.auditEntry.create({
    data: {
      userId,
      byName: user.name ?? user.email ?? 'unnamed',
      via: 'session',
      action: method === 'break-glass' ? 'break-glass.used' : 'sign-in',
      targetKind: 'user',
      targetId: userId,
      changes: { method: { from: null, to: method }, ...why },
    },
  })
  return { sessionToken, expires }
}

const FoundSchema = z.array(
  z.object({
    id: z.string(),
    expires: z.date(),
    lastSeenAt: z.date().nullable(),
    method: z.string(),
    reason: z.string().nullable(),
    userId: z.string(),
    name: z.string(),
    role: RoleSchema,
  }),
)

/**
 * Who is signed in with this session token: read from the database each time, so that a changed role, a disabled account and an
 * ended session count at the next request. A break-glass session has an administrator's rights, whatever the person's role.
 */
export async function findSessionViewer(sessionToken: string, now: Date = new Date()): Promise<Viewer | null> {
  if (sessionToken.length > 200) return null
  const rows = await database.$queryRaw`
    SELECT s."id", s."expires", s."lastSeenAt", s."method", s."reason", u."id" AS "userId", coalesce(u."name", u."email", 'unnamed') AS "name", u."role"
    FROM "Session" s JOIN "User" u ON u."id" = s."userId"
    WHERE s."tokenHash" = ${hashSecret(sessionToken)} AND u."disabledAt" IS NULL AND u."kind" = 'person'`
  const [found] = FoundSchema.parse(rows)
  if (!found || found.expires <= now) return null
  if (!found.lastSeenAt || now.getTime() - found.lastSeenAt.getTime() > LAST_SEEN_PRECISION) {
    await database.session.updateMany({ where: { id: found.id }, data: { lastSeenAt: now } })
  }
  const { userId, name, role } = found
  if (found.method !== 'break-glass') {
    const session: ActingSession = { id: found.id, bounded: null }
    return mintViewer({ userId, name, role, via: 'session', session })
  }
  const session: ActingSession = { id: found.id, bounded: { until: found.expires, reason: found.reason ?? '' } }
  return mintViewer({ userId, name: `${name} (break-glass)`, role: 'admin', via: 'session', session })
}

/** Ends the session of a cookie. Unknown tokens are fine: the result is the same. */
export async function signOutSession(sessionToken: string): Promise<void> {
  await database.session.deleteMany({ where: { tokenHash: hashSecret(sessionToken) } })
}
