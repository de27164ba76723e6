import { z } from 'zod'
import type { Prisma, User } from '@/generated/prisma/client'
import { env } from '@/lib/env'
import { sameSource } from './oidc-account'
import type { SignInProblem } from './sign-in-problem'

/**
 * An address as it is kept and compared: in lower case. Null for what is none. Checked before its letters are made small: the
 * Kelvin sign, for one, becomes a `k`, and a stranger's address would become that of somebody here.
 */
export function knownAddress(given: unknown): string | null {
  const address = z.email().max(254).safeParse(given)
  return address.success ? address.data.toLowerCase() : null
}

/** Whether an address belongs to a domain whose people may make themselves an account. Subdomains are other domains. */
export function isAllowedDomain(address: string, domains: readonly string[] = env().ALLOWED_EMAIL_DOMAINS): boolean {
  return domains.includes(address.slice(address.lastIndexOf('@') + 1))
}

/** The user of an address, in whatever case it was once written; null when there is none, or when that is not certain. */
export async function findUserByAddress(tx: Prisma.TransactionClient, address: string): Promise<User | null> {
  const ids = await tx.$queryRaw<{ id: string }[]>`SELECT "id" FROM "User" WHERE lower("email") = ${address}`
  const like = await tx.user.findMany({ where: { id: { in: ids.map(({ id }) => id) } } })
  // Compared once more: Postgres may make other letters small than JavaScript does.
  const users = like.filter((user) => user.email?.toLowerCase() === address)
  return users.find((user) => user.email === address) ?? (users.length === 1 ? (users[0] ?? null) : null)
}

export type Admission = { user: User | null; problem?: undefined } | { problem: SignInProblem }

/** Nobody acts as a disabled account or as a service. */
export function admitUser(user: User): Admission {
  return user.disabledAt || user.kind !== 'person' ? { problem: 'disabled' } : { user }
}

/**
 * Whether somebody who has proven an address may come in. Gives their user, or null when one is to be made; the problem otherwise.
 */
export async function admitAddress(tx: Prisma.TransactionClient, address: string): Promise<Admission> {
  const user = await findUserByAddress(tx, address)
  if (user) return admitUser(user)
  return isAllowedDomain(address) ? { user: null } : { problem: 'not-invited' }
}

/**
 * Names of accounts that can be kept: a subject has at most 255 letters by the standard, and its issuer stands before it. Half of a pair is
 * none: the database would keep every one of them as the same sign.
 */
const ACCOUNT_ID = /^[^\p{Cc}\p{Cs}]{1,1000}$/u

/** What a provider says of somebody. */
export type ProvidedIdentity = {
  provider: string
  providerAccountId: string
  email: unknown
  /** Whether the provider vouches for the address. */
  isVerified: boolean
}

/**
 * Whether somebody who comes from a provider may come in: by an account that is linked, or by an address that the provider has
 * verified. An address alone proves nothing, as anybody can write any into their profile elsewhere; and an address whose person has
 * signed in from there as another identity is refused.
 */
export async function admitIdentity(tx: Prisma.TransactionClient, identity: ProvidedIdentity): Promise<Admission> {
  const { provider, providerAccountId } = identity
  if (!ACCOUNT_ID.test(providerAccountId)) return { problem: 'provider-answer' }
  const linked = await tx.account.findUnique({
    where: { provider_providerAccountId: { provider, providerAccountId } },
    include: { user: true },
  })
  if (linked) return admitUser(linked.user)
  const address = knownAddress(identity.email)
  if (address === null) return { problem: 'email-missing' }
  if (!identity.isVerified) return { problem: 'email-unverified' }
  const admission = await admitAddress(tx, address)
  if (admission.problem === undefined && admission.user && (await hasOther(tx, admission.user.id, identity))) {
    return { problem: 'other-identity' }
  }
  return admission
}

/**
 * Whether somebody has signed in from the same source as another identity. A subject is who somebody is and is never given again; an
 * address is, when people leave (OpenID Connect Core 1.0, sections 2 and 5.7). So whoever is given the address does not get the account.
 */
export async function hasOther(
  tx: Pick<Prisma.TransactionClient, 'account'>,
  userId: string,
  { provider, providerAccountId }: Pick<ProvidedIdentity, 'provider' | 'providerAccountId'>,
): Promise<boolean> {
  const where = { userId, NOT: { providerAccountId }, AND: sameSource(provider, providerAccountId) }
  return (await tx.account.count({ where })) > 0
}
