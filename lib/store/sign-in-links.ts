import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { assertCan } from '@/lib/domain/permissions'
import { hashSecret } from '@/lib/domain/secret'
import { RoleSchema, type Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inTransaction } from './transaction'

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

/** Makes a one-time link that signs an address in, and makes its user with this role when there is none. Kept as a hash. */
export async function createSignInLink(viewer: Viewer, input: NewSignInLink): Promise<{ token: string }> {
  assertCan(viewer, 'admin')
  const { email, role, minutes } = NewSignInLinkSchema.parse(input)
  const token = randomBytes(32).toString('base64url')
  const tokenHash = hashSecret(token)
  await inTransaction(async (tx) => {
    const expiresAt = new Date(Date.now() + minutes * 60_000)
    await tx.signInLink.create({ data: { tokenHash, email, role, expiresAt } })
    const changes = { email: { from: null, to: email }, role: { from: null, to: role } }
    await writeAudit(tx, viewer, 'sign-in-link.created', { kind: 'sign-in-link', id: tokenHash.slice(0, 12) }, changes)
  })
  return { token }
}
