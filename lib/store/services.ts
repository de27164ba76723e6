import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { scopesOfRole } from '@/lib/domain/token-life'
import { NewServiceSchema, ServiceChangeSchema, type NewService, type ServiceChange } from '@/lib/schema/token'
import type { Scope, Viewer } from '@/lib/schema/viewer'
import { changesBetween, writeAudit } from './audit'
import { inTransaction, type Transaction } from './transaction'

/**
 * Makes a service: somebody who has tokens and no way to sign in. Gives its id.
 * Throws `forbidden` for all but administrators, `conflict` when there is one of that name.
 */
export async function createService(viewer: Viewer, input: NewService): Promise<string> {
  assertCan(viewer, 'admin')
  const { name, role } = NewServiceSchema.parse(input)
  return inTransaction(async (tx) => {
    await assertNameFree(tx, name)
    const { id } = await tx.user.create({ data: { name, role, kind: 'service' } })
    const changes = { name: { from: null, to: name }, role: { from: null, to: role } }
    await writeAudit(tx, viewer, 'service.created', { kind: 'service', id }, changes)
    return id
  })
}

/**
 * Renames a service, changes its role, or disables it, which refuses its tokens at their next request; enabling it again lets them
 * in again. Throws `forbidden`, `not_found`, `conflict`.
 */
export async function changeService(viewer: Viewer, id: string, input: ServiceChange, now = new Date()): Promise<void> {
  assertCan(viewer, 'admin')
  const { name, role, disabled } = ServiceChangeSchema.parse(input)
  await inTransaction(async (tx) => {
    const known = await findService(tx, id)
    if (name !== undefined && name !== known.name) await assertNameFree(tx, name)
    const to = {
      ...(name !== undefined && { name }),
      ...(role !== undefined && { role }),
      ...(disabled !== undefined && { disabledAt: disabled ? (known.disabledAt ?? now) : null }),
    }
    const changes = changesBetween(known, to)
    if (Object.keys(changes).length === 0) return
    await tx.user.update({ where: { id }, data: to })
    await writeAudit(tx, viewer, 'service.changed', { kind: 'service', id }, changes)
  })
}

/** The service that a token is made for. Throws `forbidden`, `not_found`, and `unprocessable` for a scope above its role. */
export async function findTokenService(tx: Transaction, viewer: Viewer, id: string, scope: Scope): Promise<string> {
  assertCan(viewer, 'admin')
  const { role, name } = await findService(tx, id)
  if (!scopesOfRole(role).includes(scope)) {
    const message = sentence`“${name ?? ''}” has the role ${role}: a token of it cannot have the scope ${scope}.`
    throw new AppError('unprocessable', message, { scope: message })
  }
  return id
}

async function findService(tx: Transaction, id: string) {
  const known = await tx.user.findFirst({
    where: { id: z.string().max(100).parse(id), kind: 'service' },
    select: { id: true, name: true, role: true, disabledAt: true },
  })
  if (!known) throw new AppError('not_found', 'There is no such service.')
  return known
}

async function assertNameFree(tx: Transaction, name: string): Promise<void> {
  const others = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "User" WHERE "kind" = 'service' AND lower("name") = lower(${name}) LIMIT 1`
  if (others.length > 0)
    throw new AppError('conflict', 'There is a service of this name already.', { name: 'is taken' })
}
