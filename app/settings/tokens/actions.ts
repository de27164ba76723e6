'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import type { ActionResult } from '@/lib/schema/action-result'
import { ScopeSchema, type Scope } from '@/lib/schema/viewer'
import { createToken, revokeToken } from '@/lib/store/tokens'

const NewTokenSchema = z.object({
  name: z.string().trim().min(1, 'Give the token a name.').max(80),
  scope: ScopeSchema,
  /** Days until it ends; null for a token without an end. */
  days: z.int().min(1).max(3650).nullable(),
})

/** Makes an API token. The secret is in this answer and nowhere else. */
export async function createTokenAction(input: {
  name: string
  scope: Scope
  days: number | null
}): Promise<ActionResult<{ secret: string }>> {
  return runAction(async (viewer) => {
    const { name, scope, days } = NewTokenSchema.parse(input)
    const expiresAt = days === null ? null : new Date(Date.now() + days * 86_400_000)
    const { secret } = await createToken(viewer, { name, scope, expiresAt })
    refresh()
    return { secret }
  })
}

/** Ends a token at once. */
export async function revokeTokenAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await revokeToken(viewer, z.uuid().parse(id))
    refresh()
    return null
  })
}
