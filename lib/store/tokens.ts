import { randomInt, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { hashSecret } from '@/lib/domain/secret'
import { ScopeSchema, type Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inTransaction, type Transaction } from './transaction'

const NewTokenSchema = z.object({
  name: z.string().trim().min(1).max(80),
  scope: ScopeSchema,
  expiresAt: z.date().nullish(),
})
export type NewToken = z.infer<typeof NewTokenSchema>

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** 32 characters of base 62 hold 190 bits. */
const SECRET_LENGTH = 32
/** Enough to recognise a token in a list, too little to guess it. */
const SHOWN_LENGTH = 7

/**
 * Makes an API token of the viewer, whose rights it never exceeds. The secret is given once and kept as a hash only.
 * On the command line it belongs to an administrator, made when there is none. Throws `forbidden` when the scope exceeds
 * the viewer's own rights.
 */
export async function createToken(viewer: Viewer, input: NewToken): Promise<{ id: string; secret: string }> {
  const { name, scope, expiresAt } = NewTokenSchema.parse(input)
  assertCan(viewer, scope)
  const letters = Array.from({ length: SECRET_LENGTH }, () => BASE62[randomInt(BASE62.length)])
  const secret = `hs_${letters.join('')}`
  const id = randomUUID()
  await inTransaction(async (tx) => {
    const userId = viewer.userId ?? (await findAdministrator(tx))
    const data = { id, name, scope, userId, prefix: secret.slice(0, SHOWN_LENGTH), hash: hashSecret(secret) }
    await tx.apiToken.create({ data: { ...data, expiresAt: expiresAt ?? null } })
    const changes = { name: { from: null, to: name }, scope: { from: null, to: scope } }
    await writeAudit(tx, viewer, 'token.created', { kind: 'token', id }, changes)
  })
  return { id, secret }
}

const COMMAND_LINE_EMAIL = 'command-line@localhost'

async function findAdministrator(tx: Transaction): Promise<string> {
  const known = await tx.user.findUnique({ where: { email: COMMAND_LINE_EMAIL }, select: { id: true } })
  if (known) return known.id
  const user = await tx.user.create({ data: { email: COMMAND_LINE_EMAIL, name: 'command line', role: 'admin' } })
  return user.id
}

/** Ends a token at once. A person may revoke their own tokens, an administrator any. Throws `not_found`, `forbidden`. */
export async function revokeToken(viewer: Viewer, id: string): Promise<void> {
  await inTransaction(async (tx) => {
    const known = await tx.apiToken.findUnique({ where: { id } })
    if (!known) throw new AppError('not_found', 'This token does not exist (any more).')
    if (viewer.userId === null || known.userId !== viewer.userId) assertCan(viewer, 'admin')
    if (known.revokedAt !== null) return
    const revokedAt = new Date()
    await tx.apiToken.update({ where: { id }, data: { revokedAt } })
    const changes = { revokedAt: { from: null, to: revokedAt.toISOString() } }
    await writeAudit(tx, viewer, 'token.revoked', { kind: 'token', id }, changes)
  })
}
