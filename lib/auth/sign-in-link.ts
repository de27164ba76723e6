import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { newSession } from './session'

/**
 * Uses up a one-time sign-in link: creates its user when absent, and a session.
 * Gives the session, or null when the link is unknown, used or expired. A user who exists keeps their role: a link never
 * raises rights.
 */
export async function consumeSignInLink(
  token: string,
  now: Date = new Date(),
): Promise<{ sessionToken: string; expires: Date } | null> {
  if (token === '' || token.length > 500) return null
  const tokenHash = hashSecret(token)
  return database.$transaction(async (tx) => {
    // The condition is part of the update, so of two requests at the same moment only one finds the link unused.
    const used = await tx.signInLink.updateMany({
      where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    })
    if (used.count !== 1) return null
    const { email, role } = await tx.signInLink.findUniqueOrThrow({ where: { tokenHash } })
    const user = await tx.user.upsert({
      where: { email },
      update: {},
      create: { email, name: email.split('@')[0] ?? email, role, emailVerified: now },
    })
    const session = newSession(now)
    await tx.session.create({ data: { ...session, userId: user.id } })
    await tx.auditEntry.create({
      data: {
        userId: user.id,
        byName: user.name ?? email,
        via: 'session',
        action: 'sign-in',
        targetKind: 'user',
        targetId: user.id,
        changes: {},
      },
    })
    return session
  })
}
