import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { hashSecret } from '@/lib/domain/secret'
import { RoleSchema, type Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inTransaction, type Transaction } from './transaction'

const NewSignInLinkSchema = z.object({
  email: z.email().max(254),
  role: RoleSchema,
  minutes: z
    .number()
    .int()
    .min(1)
    .max(7 * 24 * 60),
})
export type NewSignInLink = z.infer<typeof NewSignInLinkSchema>

const newSecret = () => randomBytes(32).toString('base64url')
const shownId = (tokenHash: string) => tokenHash.slice(0, 12)

/** Makes a one-time link that signs an address in, and makes its user with this role when there is none. Kept as a hash. */
export async function createSignInLink(viewer: Viewer, input: NewSignInLink): Promise<{ token: string }> {
  return inTransaction((tx) => addSignInLink(tx, viewer, input))
}

/** As `createSignInLink`, within a transaction that has made sure that there may be one. */
export async function addSignInLink(tx: Transaction, viewer: Viewer, input: NewSignInLink): Promise<{ token: string }> {
  assertCan(viewer, 'admin')
  const { email, role, minutes } = NewSignInLinkSchema.parse(input)
  const token = newSecret()
  const tokenHash = hashSecret(token)
  const wanted = new Date(Date.now() + minutes * 60_000)
  // A link would otherwise outlive the break-glass session that it was made in.
  const until = viewer.session?.bounded?.until
  const expiresAt = until && until < wanted ? until : wanted
  await tx.signInLink.create({ data: { tokenHash, email: email.toLowerCase(), role, expiresAt } })
  const changes = { email: { from: null, to: email }, role: { from: null, to: role } }
  await writeAudit(tx, viewer, 'sign-in-link.created', { kind: 'sign-in-link', id: shownId(tokenHash) }, changes)
  return { token }
}

/** Minutes that a break-glass link and a mailed link wait to be used. */
export const LINK_MINUTES = 15

const BreakGlassSchema = z.object({
  email: z.email().max(254),
  reason: z.string().trim().min(3, 'Say why it is needed: it goes into the audit log.').max(500),
})

/**
 * Makes a one-time link that gives `email` a session with an administrator's rights for one hour, for when nobody can sign in. Only
 * the command line may. The person's own role stays as it is. Throws `forbidden`, and `conflict` for a disabled account.
 */
export async function createBreakGlassLink(
  viewer: Viewer,
  input: { email: string; reason: string },
): Promise<{ token: string; expiresAt: Date }> {
  if (viewer.via !== 'command-line') throw new AppError('forbidden', 'Only the command line breaks the glass.')
  const { email, reason } = BreakGlassSchema.parse(input)
  const token = newSecret()
  const tokenHash = hashSecret(token)
  const expiresAt = new Date(Date.now() + LINK_MINUTES * 60_000)
  await inTransaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { email: email.toLowerCase() } })
    if (user && (user.disabledAt || user.kind !== 'person')) {
      throw new AppError('conflict', 'This account is disabled or a service. Choose another address.')
    }
    const data = { tokenHash, email: email.toLowerCase(), role: 'viewer', method: 'break-glass', reason } as const
    await tx.signInLink.create({ data: { ...data, expiresAt } })
    const changes = { email: { from: null, to: email }, reason: { from: null, to: reason } }
    await writeAudit(tx, viewer, 'break-glass.created', { kind: 'sign-in-link', id: shownId(tokenHash) }, changes)
  })
  return { token, expiresAt }
}

/** Within the time that a link lasts: more for one address is somebody else's mischief, more in all is a flood. */
const MAILED_TO_ONE = 5
const MAILED_IN_ALL = 200

/**
 * Makes a one-time link to be mailed to an address that may sign in; the caller has checked that. Null when that address, or the
 * whole of Hindsight, has been sent enough for now.
 */
export async function createMailedLink(email: string, now: Date = new Date()): Promise<{ token: string } | null> {
  const fresh = { method: 'mail', createdAt: { gt: new Date(now.getTime() - LINK_MINUTES * 60_000) } }
  const [toOne, inAll] = await Promise.all([
    database.signInLink.count({ where: { ...fresh, email } }),
    database.signInLink.count({ where: fresh }),
  ])
  if (toOne >= MAILED_TO_ONE || inAll >= MAILED_IN_ALL) return null
  const token = newSecret()
  const expiresAt = new Date(now.getTime() + LINK_MINUTES * 60_000)
  await database.signInLink.create({
    data: { tokenHash: hashSecret(token), email, role: 'viewer', method: 'mail', createdAt: now, expiresAt },
  })
  return { token }
}
