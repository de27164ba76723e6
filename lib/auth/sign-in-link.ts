import type { Prisma, SignInLink, User } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { inTransaction } from '@/lib/store/transaction'
import { admitUser, findUserByAddress, isAllowedDomain } from './admission'
import { createSession, type NewSession } from './session'
import type { SignInProblem } from './sign-in-problem'

type Opened = { session: NewSession; problem?: undefined } | { session?: undefined; problem: SignInProblem }

/** Whom a link that can still be used signs in; null when it is unknown, used or expired. Uses nothing up. */
export async function findSignInLink(token: string, now: Date = new Date()): Promise<{ email: string } | null> {
  if (token === '' || token.length > 500) return null
  const where = { tokenHash: hashSecret(token), usedAt: null, expiresAt: { gt: now } }
  return database.signInLink.findFirst({ where, select: { email: true } })
}

/**
 * Uses up a one-time sign-in link: creates its user when absent, and a session.
 * Gives the session, or why there is none. A user who exists keeps their role: a link never raises rights; only a break-glass
 * link does, for its one session.
 */
export async function consumeSignInLink(
  token: string,
  userAgent: string | null,
  now: Date = new Date(),
): Promise<Opened> {
  if (token === '' || token.length > 500) return { problem: 'link' }
  const tokenHash = hashSecret(token)
  // Tried again where it and an administrator who makes the invitation anew wait for each other: one locks the link first, one the person.
  return inTransaction(async (tx): Promise<Opened> => {
    // The condition is part of the update, so of two requests at the same moment only one finds the link unused.
    const used = await tx.signInLink.updateMany({
      where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    })
    if (used.count !== 1) return { problem: 'link' }
    const link = await tx.signInLink.findUniqueOrThrow({ where: { tokenHash } })
    const user = await findOrMakeUser(tx, link, now)
    if (!user) return { problem: 'not-invited' }
    const { problem } = admitUser(user)
    if (problem) return { problem }
    const { method, reason } = link
    const session = await createSession(tx, { userId: user.id, method, userAgent, reason }, now)
    // After the session: whoever makes an invitation meanwhile has seen that, or is waited for, and theirs ends here.
    if (method !== 'break-glass') await endInvitations(tx, user.email, now)
    return { session }
  })
}

/**
 * Ends the links that were made for somebody to hand over and are not used: whoever has come in needs no other, and they lie in chats
 * and mails for days.
 */
export async function endInvitations(
  tx: Prisma.TransactionClient,
  address: string | null,
  now: Date = new Date(),
): Promise<void> {
  const where = { email: address?.toLowerCase() ?? '', method: 'link', usedAt: null, expiresAt: { gt: now } }
  await tx.signInLink.updateMany({ where, data: { expiresAt: now } })
}

/** A mailed link makes a user only while the domain is allowed; one from the command line makes the user that it names. */
async function findOrMakeUser(tx: Prisma.TransactionClient, link: SignInLink, now: Date): Promise<User | null> {
  const email = link.email.toLowerCase()
  const known = await findUserByAddress(tx, email)
  if (known) {
    if (link.method !== 'mail' || known.emailVerified) return known
    return tx.user.update({ where: { id: known.id }, data: { emailVerified: now } })
  }
  if (link.method === 'mail' && !isAllowedDomain(email)) return null
  const emailVerified = link.method === 'break-glass' ? null : now
  return tx.user.create({ data: { email, name: email.split('@')[0] ?? email, role: link.role, emailVerified } })
}
