import { randomInt, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { hashSecret } from '@/lib/domain/secret'
import { assertMayMakeTokens, chooseEnd, MOST_GENERATIONS } from '@/lib/domain/token-life'
import { ScopeSchema, type Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { findTokenService } from './services'
import { inTransaction, type Transaction } from './transaction'

const NewTokenSchema = z.object({
  name: z.string().trim().min(1).max(80),
  scope: ScopeSchema,
  /** Null for a token without an end; left out for one that lasts as long as tokens do. */
  expiresAt: z.date().nullish(),
  /** The service that it is for; left out for a token of one's own. */
  serviceId: z.string().max(100).optional(),
})
export type NewToken = z.infer<typeof NewTokenSchema>

/** A token that has just been made. The secret is given this once and kept as a hash only. */
export type MadeToken = { id: string; secret: string; expiresAt: Date | null }

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** 32 characters of base 62 hold 190 bits. */
const SECRET_LENGTH = 32
/** Enough to recognise it in a list, too little to guess it. */
const SHOWN_LENGTH = 7

/** A new secret with what is stored of it. */
export function newSecret(): { secret: string; prefix: string; hash: string } {
  const letters = Array.from({ length: SECRET_LENGTH }, () => BASE62[randomInt(BASE62.length)])
  const secret = `hs_${letters.join('')}`
  return { secret, prefix: secret.slice(0, SHOWN_LENGTH), hash: hashSecret(secret) }
}

/**
 * Makes an API token: of the viewer, whose rights it never exceeds, or, by an administrator, of a service. On the command line it
 * belongs to an administrator, made when there is none. Made with another token, or in a break-glass session, it ends no later
 * and with it.
 * Throws `forbidden` when the scope exceeds the viewer's own rights, `unprocessable` for an end that is too late and for a scope
 * above the role of the service, `not_found` without such a service.
 */
export async function createToken(viewer: Viewer, input: NewToken, now: Date = new Date()): Promise<MadeToken> {
  const { name, scope, expiresAt: wanted, serviceId } = NewTokenSchema.parse(input)
  assertMayMakeTokens(viewer)
  assertCan(viewer, scope)
  const expiresAt = chooseEnd(viewer, wanted, now)
  const { secret, ...stored } = newSecret()
  const id = randomUUID()
  await inTransaction(async (tx) => {
    const userId =
      serviceId === undefined ? await findOwner(tx, viewer) : await findTokenService(tx, viewer, serviceId, scope)
    await assertFewGenerations(tx, viewer)
    await tx.apiToken.create({
      data: { id, name, scope, userId, ...stored, expiresAt, createdAt: now, ...madeWith(viewer) },
    })
    const changes = {
      name: { from: null, to: name },
      scope: { from: null, to: scope },
      expiresAt: { from: null, to: expiresAt?.toISOString() ?? 'never' },
    }
    await writeAudit(tx, viewer, 'token.created', { kind: 'token', id }, changes)
  })
  return { id, secret, expiresAt }
}

/** What a token that the viewer makes depends on: it is refused as soon as that is. */
function madeWith(viewer: Viewer): { parentId: string | null; sessionId: string | null } {
  return {
    parentId: viewer.token?.kind === 'api' ? viewer.token.id : null,
    sessionId: viewer.session?.bounded ? viewer.session.id : null,
  }
}

/** Each request looks through all that a token depends on: that stays few. */
async function assertFewGenerations(tx: Transaction, viewer: Viewer): Promise<void> {
  let above = madeWith(viewer).parentId
  for (let generation = 1; above !== null; generation++) {
    if (generation >= MOST_GENERATIONS) {
      throw new AppError(
        'unprocessable',
        'This token is made with one that is made with one, and so on. Sign in to make one.',
      )
    }
    above = (await tx.apiToken.findUnique({ where: { id: above }, select: { parentId: true } }))?.parentId ?? null
  }
}

const COMMAND_LINE_EMAIL = 'command-line@localhost'

async function findOwner(tx: Transaction, viewer: Viewer): Promise<string> {
  if (viewer.userId !== null) return viewer.userId
  const known = await tx.user.findUnique({ where: { email: COMMAND_LINE_EMAIL }, select: { id: true } })
  if (known) return known.id
  const user = await tx.user.create({ data: { email: COMMAND_LINE_EMAIL, name: 'command line', role: 'admin' } })
  return user.id
}

/** The token, which the viewer may end or replace: their own, or any for an administrator. A token that reads changes nothing. */
export async function findManaged(tx: Transaction, viewer: Viewer, id: string) {
  if (viewer.via === 'token') assertCan(viewer, 'write')
  const include = { replacedBy: { select: { id: true } }, user: { select: { kind: true } } }
  const known = await tx.apiToken.findUnique({ where: { id }, include })
  if (!known) throw new AppError('not_found', 'This token does not exist (any more).')
  if (viewer.userId === null || known.userId !== viewer.userId) assertCan(viewer, 'admin')
  return known
}

/**
 * Ends a token at once, and with it whatever was made with it. A person may revoke their own tokens, an administrator any.
 * Throws `not_found`, and `forbidden` for that of somebody else and to a token that only reads.
 */
export async function revokeToken(viewer: Viewer, id: string, now: Date = new Date()): Promise<void> {
  await inTransaction(async (tx) => {
    const known = await findManaged(tx, viewer, id)
    if (known.revokedAt !== null) return
    await tx.apiToken.update({ where: { id }, data: { revokedAt: now } })
    const changes = { revokedAt: { from: null, to: now.toISOString() } }
    await writeAudit(tx, viewer, 'token.revoked', { kind: 'token', id }, changes)
  })
}
