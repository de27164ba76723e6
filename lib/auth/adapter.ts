import type { NextAuthConfig } from 'next-auth'
import type { User } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { isNameTaken } from '@/lib/store/names'
import { findUserByAddress, hasOther } from './admission'
import { namesIssuer } from './oidc-account'
import { oneLineName } from './given-name'
import { createSession, signOutSession } from './session'
import { endInvitations } from './sign-in-link'
import { currentSignIn } from './sign-in-request'

type Adapter = NonNullable<NextAuthConfig['adapter']>

const asAdapterUser = (user: User) => ({
  id: user.id,
  name: user.name,
  email: user.email ?? '',
  emailVerified: user.emailVerified,
})

/** An account of before issuers were part of its id: `issuer#subject` of whoever has signed in as `subject`. */
async function adoptAccount(provider: string, providerAccountId: string): Promise<void> {
  const subject = providerAccountId.slice(providerAccountId.indexOf('#') + 1)
  // Where people choose their subject, one may be written like the account of somebody else.
  if (provider !== 'oidc' || subject === providerAccountId || namesIssuer(subject)) return
  await database.account.updateMany({ where: { provider, providerAccountId: subject }, data: { providerAccountId } })
}

/**
 * What next-auth keeps with us. Unlike the adapter of its own for Prisma this one keeps a session's token as a hash, no token of a
 * provider, makes people viewers, writes the audit log in the same transaction, and never extends a session.
 */
export function authAdapter(): Adapter {
  return {
    async createUser({ name, email }) {
      const address = email.toLowerCase()
      const given = oneLineName(name ?? '') || (address.split('@')[0] ?? address)
      await database.$transaction(async (tx) => {
        const shown = (await isNameTaken(tx, given, address)) ? `${given} (${address})` : given
        const data = { name: shown, email: address, emailVerified: new Date(), role: 'viewer' } as const
        // In two tabs at once somebody is the same person.
        await tx.user.createMany({ data, skipDuplicates: true })
      })
      return asAdapterUser(await database.user.findUniqueOrThrow({ where: { email: address } }))
    },
    async getUser(id) {
      const user = await database.user.findUnique({ where: { id } })
      return user && asAdapterUser(user)
    },
    async getUserByEmail(email) {
      const user = await findUserByAddress(database, email.toLowerCase())
      return user && asAdapterUser(user)
    },
    async getUserByAccount({ provider, providerAccountId }) {
      await adoptAccount(provider, providerAccountId)
      const where = { provider_providerAccountId: { provider, providerAccountId } }
      const account = await database.account.findUnique({ where, include: { user: true } })
      return account && asAdapterUser(account.user)
    },
    async updateUser({ id }) {
      return asAdapterUser(await database.user.findUniqueOrThrow({ where: { id } }))
    },
    async linkAccount({ userId, type, provider, providerAccountId }) {
      await database.$transaction(async (tx) => {
        // Locked: two identities of one address that come at the same moment are not both let in.
        await tx.$executeRaw`SELECT 1 FROM "User" WHERE "id" = ${userId} FOR UPDATE`
        const user = await tx.user.findUniqueOrThrow({ where: { id: userId } })
        if (await hasOther(tx, userId, { provider, providerAccountId })) throw new Error('linked with another identity')
        const data = { userId, type, provider, providerAccountId }
        const { count } = await tx.account.createMany({ data, skipDuplicates: true })
        if (count === 0) return
        await tx.auditEntry.create({
          data: {
            userId,
            byName: user.name ?? user.email ?? 'unnamed',
            via: 'session',
            action: 'account.linked',
            targetKind: 'user',
            targetId: userId,
            changes: { provider: { from: null, to: provider } },
          },
        })
      })
    },
    async createSession({ sessionToken, userId }) {
      const { provider, userAgent } = currentSignIn() ?? { provider: 'provider', userAgent: null }
      const signIn = { userId, method: provider, userAgent, reason: null }
      const { expires } = await database.$transaction(async (tx) => {
        const { email } = await tx.user.findUniqueOrThrow({ where: { id: userId } })
        const session = await createSession(tx, signIn, new Date(), sessionToken)
        // After the session: whoever makes an invitation meanwhile has seen that, or is waited for, and theirs ends here.
        await endInvitations(tx, email)
        return session
      })
      return { sessionToken, userId, expires }
    },
    async getSessionAndUser(sessionToken) {
      const where = { tokenHash: hashSecret(sessionToken), user: { disabledAt: null } }
      const found = await database.session.findFirst({ where, include: { user: true } })
      if (!found) return null
      const { userId, expires, user } = found
      return { session: { sessionToken, userId, expires }, user: asAdapterUser(user) }
    },
    updateSession: () => Promise.resolve(null),
    deleteSession: signOutSession,
  }
}
