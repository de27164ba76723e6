import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import {
  AccountChangeSchema,
  NewAccountSchema,
  OwnNameSchema,
  type AccountChange,
  type NewAccount,
} from '@/lib/schema/account'
import type { Viewer } from '@/lib/schema/viewer'
import { changesBetween, writeAudit, type Changes } from './audit'
import { isNameTaken } from './names'
import { addSignInLink, createSignInLink } from './sign-in-links'
import { inTransaction, type Transaction } from './transaction'

/** An invitation is handed over by people, who may be away for a few days. */
export const INVITATION_DAYS = 7
const INVITATION_MINUTES = INVITATION_DAYS * 24 * 60
/** What the audit log says of somebody who has been in their account. */
const SIGNED_IN = ['sign-in', 'account.linked', 'break-glass.used']
/** Owns the tokens that the command line makes; nobody signs in as it. */
const COMMAND_LINE_EMAIL = 'command-line@localhost'

export type Invitation = {
  id: string
  email: string
  /** For a one-time link, to be handed over; it is given this once. */
  token: string
}

/**
 * Makes somebody's account, and a one-time link by which they sign in first. Throws `forbidden` for all but administrators, and
 * `conflict` when the address has an account.
 */
export async function inviteAccount(viewer: Viewer, input: NewAccount): Promise<Invitation> {
  assertCan(viewer, 'admin')
  const { email: given, role, name } = NewAccountSchema.parse(input)
  const email = given.toLowerCase()
  const id = await inTransaction(async (tx) => {
    const like = await tx.$queryRaw<{ email: string }[]>`SELECT "email" FROM "User" WHERE lower("email") = ${email}`
    if (like.some((user) => user.email.toLowerCase() === email)) {
      const message = sentence`${email} has an account already.`
      throw new AppError('conflict', message, { email: message })
    }
    const user = await tx.user.create({ data: { email, role, name: name ?? email.split('@')[0] ?? email } })
    const changes = { email: { from: null, to: email }, role: { from: null, to: role } }
    await writeAudit(tx, viewer, 'account.invited', { kind: 'user', id: user.id }, changes)
    return user.id
  })
  return { id, email, ...(await createSignInLink(viewer, { email, role, minutes: INVITATION_MINUTES })) }
}

/**
 * Makes another one-time link for somebody who has never signed in; the one of before ends. Throws `forbidden`, `not_found`, and `conflict` for everybody
 * else: a link would let an administrator act in their name.
 */
export async function inviteAgain(viewer: Viewer, id: string): Promise<Invitation> {
  assertCan(viewer, 'admin')
  return inTransaction(async (tx) => {
    // Locked until the link is there: who signs in at this moment is either seen here, or ends the link (a session refers to its user).
    await tx.$executeRaw`SELECT 1 FROM "User" WHERE "id" = ${id} FOR UPDATE`
    const known = await findPerson(tx, id)
    const { email, role } = known
    if (email === null || known.disabledAt || (await hasSignedIn(tx, known))) {
      throw new AppError('conflict', 'Only somebody who has never signed in can be given an invitation.')
    }
    await endOpenLinks(tx, email)
    return { id, email, ...(await addSignInLink(tx, viewer, { email, role, minutes: INVITATION_MINUTES })) }
  })
}

/**
 * Whether somebody has been in this account. Sessions and identities can be taken away by an administrator, who would then be given a
 * link into it; the audit log cannot be shortened, and has a row for each sign-in.
 */
async function hasSignedIn(tx: Transaction, known: Awaited<ReturnType<typeof findPerson>>): Promise<boolean> {
  const { id, email, emailVerified, _count } = known
  if (emailVerified !== null || _count.sessions + _count.accounts > 0) return true
  const signIns = await tx.auditEntry.count({ where: { targetKind: 'user', targetId: id, action: { in: SIGNED_IN } } })
  const links = await tx.signInLink.count({ where: { email: email?.toLowerCase() ?? '', usedAt: { not: null } } })
  return signIns + links > 0
}

/** Nobody asks for a second invitation while the first is in the right hands. */
async function endOpenLinks(tx: Transaction, email: string): Promise<void> {
  const now = new Date()
  const where = { email: email.toLowerCase(), method: 'link', usedAt: null, expiresAt: { gt: now } }
  await tx.signInLink.updateMany({ where, data: { expiresAt: now } })
}

/** The link is passed on at once, by whoever runs the command. */
const RETURN_MINUTES = 60

/**
 * Makes a one-time link for somebody who has an account and no other way in, as on another computer where neither a provider nor a
 * mail server is set up. It signs in as that person, so that only the command line may. Throws `forbidden`, `not_found`, and
 * `conflict` for a disabled account.
 */
export async function createReturnLink(viewer: Viewer, email: string): Promise<{ token: string }> {
  if (viewer.via !== 'command-line') throw new AppError('forbidden', 'Only the command line makes such a link.')
  const known = await database.user.findFirst({ where: { email: email.trim().toLowerCase(), kind: 'person' } })
  if (!known?.email || known.email === COMMAND_LINE_EMAIL) {
    throw new AppError('not_found', `${email} has no account. An administrator invites it under Settings, Accounts.`)
  }
  if (known.disabledAt) throw new AppError('conflict', `The account of ${email} is disabled.`)
  return createSignInLink(viewer, { email: known.email, role: known.role, minutes: RETURN_MINUTES })
}

/**
 * Renames somebody, changes their role, forgets which identities of providers they have signed in as, or disables their account, which ends their sessions and refuses their tokens at the next
 * request. Forgetting ends sessions, tokens and feeds as well: those are of who has been the person until now. Throws `forbidden`, `not_found`, and `conflict` where no administrator would be left.
 */
export async function changeAccount(
  viewer: Viewer,
  id: string,
  change: AccountChange,
  now: Date = new Date(),
): Promise<void> {
  assertCan(viewer, 'admin')
  const { name, role, disabled, unlink } = AccountChangeSchema.parse(change)
  await inTransaction(async (tx) => {
    // Locked: two administrators must not take each other's rights at the same moment.
    const administrators = await tx.$queryRaw<{ id: string }[]>`
      SELECT "id" FROM "User" WHERE "role" = 'admin' AND "kind" = 'person' AND "disabledAt" IS NULL
        AND "email" IS DISTINCT FROM ${COMMAND_LINE_EMAIL} ORDER BY "id" FOR UPDATE`
    const known = await findPerson(tx, id)
    const to = {
      ...(name !== undefined && { name }),
      ...(role !== undefined && { role }),
      ...(disabled !== undefined && { disabledAt: disabled ? (known.disabledAt ?? now) : null }),
    }
    const changes = {
      ...changesBetween(known, to),
      ...(unlink && known.accounts.length > 0 && (await forgetIdentities(tx, viewer, known, now))),
    }
    if (Object.keys(changes).length === 0) return
    const stays = !disabled && (role ?? known.role) === 'admin'
    if (!stays && administrators.length === 1 && administrators[0]?.id === id) {
      throw new AppError('conflict', 'This is the last administrator. Make somebody else one first.')
    }
    await tx.user.update({ where: { id }, data: to })
    if (disabled) await tx.session.deleteMany({ where: { userId: id } })
    await writeAudit(tx, viewer, 'account.changed', { kind: 'user', id }, changes)
  })
}

/**
 * Forgets the identities of somebody, and ends what they act with: the next identity that comes with the address may be somebody else, whom
 * the former one must not go on being. Gives what the audit log says of it.
 */
async function forgetIdentities(
  tx: Transaction,
  viewer: Viewer,
  { id: userId, accounts }: Awaited<ReturnType<typeof findPerson>>,
  now: Date,
): Promise<Changes> {
  await tx.account.deleteMany({ where: { userId } })
  const sessions = await tx.session.deleteMany({ where: { userId } })
  const tokens = await tx.apiToken.findMany({ where: { userId, revokedAt: null }, orderBy: { id: 'asc' } })
  for (const { id } of tokens) {
    await tx.apiToken.update({ where: { id }, data: { revokedAt: now } })
    const told = { revokedAt: { from: null, to: now.toISOString() } }
    await writeAudit(tx, viewer, 'token.revoked', { kind: 'token', id }, told)
  }
  const feeds = await tx.feedToken.deleteMany({ where: { userId } })
  if (feeds.count > 0) await writeAudit(tx, viewer, 'feed.revoked', { kind: 'feed', id: userId })
  return {
    linked: { from: accounts.map(providerOf), to: null },
    ...(sessions.count > 0 && { sessions: { from: sessions.count, to: 0 } }),
  }
}

/**
 * Gives oneself another name. Names of others are refused, as comments, reviews and the audit log tell people apart by them. Throws
 * `forbidden` for a token and a break-glass session, and `conflict`.
 */
export async function renameSelf(viewer: Viewer, given: string): Promise<void> {
  const { userId, session } = viewer
  if (userId === null || !session || session.bounded) {
    throw new AppError('forbidden', 'Sign in as yourself to change your name.')
  }
  const name = OwnNameSchema.parse(given)
  await inTransaction(async (tx) => {
    const isTaken = await isNameTaken(tx, name, userId)
    const known = await findPerson(tx, userId)
    if (isTaken) {
      throw new AppError('conflict', 'Somebody else has this name already: add something that tells you apart.')
    }
    const changes = changesBetween(known, { name })
    if (Object.keys(changes).length === 0) return
    await tx.user.update({ where: { id: userId }, data: { name } })
    await writeAudit(tx, viewer, 'account.changed', { kind: 'user', id: userId }, changes)
  })
}

const providerOf = ({ provider }: { provider: string }) => provider

async function findPerson(tx: Transaction, id: string) {
  const known = await tx.user.findFirst({
    where: { id, kind: 'person', OR: [{ email: null }, { email: { not: COMMAND_LINE_EMAIL } }] },
    include: { accounts: { select: { provider: true } }, _count: { select: { sessions: true, accounts: true } } },
  })
  if (!known) throw new AppError('not_found', 'There is no such account.')
  return known
}
