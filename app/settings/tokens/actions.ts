'use server'
import { getTranslations } from 'next-intl/server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { requireVerifier } from '@/lib/auth/signing-keys'
import type { ActionResult } from '@/lib/schema/action-result'
import { NewServiceSchema } from '@/lib/schema/token'
import { ScopeSchema, type Role, type Scope } from '@/lib/schema/viewer'
import { rotateToken } from '@/lib/store/rotate-token'
import { changeService, createService } from '@/lib/store/services'
import { acceptKey, dropKey } from '@/lib/store/signing-keys'
import { createToken, revokeToken } from '@/lib/store/tokens'

const newTokenSchema = (nameless: string) =>
  z.object({
    name: z.string().trim().min(1, nameless).max(80),
    scope: ScopeSchema,
    /** Days until it ends; null for a token without an end. */
    days: z.int().min(1).max(3650).nullable(),
    /** The service that it is for; null for one of one's own. */
    service: z.string().max(100).nullable(),
  })
const IdSchema = z.string().max(100)

/** Makes an API token. The secret is in this answer and nowhere else. */
export async function createTokenAction(input: {
  name: string
  scope: Scope
  days: number | null
  service: string | null
}): Promise<ActionResult<{ secret: string }>> {
  return runAction(async (viewer) => {
    const t = await getTranslations('pages.settings.tokens.new')
    const { name, scope, days, service } = newTokenSchema(t('nameless')).parse(input)
    const now = new Date()
    // In a break-glass session a token lasts as long as that.
    const usual = days === null ? null : new Date(now.getTime() + days * 86_400_000)
    const expiresAt = viewer.session?.bounded ? undefined : usual
    const { secret } = await createToken(viewer, { name, scope, expiresAt, serviceId: service ?? undefined }, now)
    refresh()
    return { secret }
  })
}

/** Makes a token that takes the place of another; both work for so many hours. */
export async function rotateTokenAction(
  id: string,
  overlapHours: number,
): Promise<ActionResult<{ secret: string; olderEndsAt: string }>> {
  return runAction(async (viewer) => {
    const { secret, olderEndsAt } = await rotateToken(viewer, IdSchema.parse(id), { overlapHours })
    refresh()
    return { secret, olderEndsAt: olderEndsAt.toISOString() }
  })
}

/** Ends a token at once. */
export async function revokeTokenAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await revokeToken(viewer, IdSchema.parse(id))
    refresh()
    return null
  })
}

/** Makes a service. */
export async function createServiceAction(input: { name: string; role: Role }): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await createService(viewer, NewServiceSchema.parse(input))
    refresh()
    return null
  })
}

/** Disables a service, or enables it again. */
export async function disableServiceAction(id: string, disabled: boolean): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await changeService(viewer, IdSchema.parse(id), { disabled: z.boolean().parse(disabled) })
    refresh()
    return null
  })
}

/** Drops a signing key in every process, or accepts it again. */
export async function dropKeyAction(keyId: string, dropped: boolean): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    const { issuer } = requireVerifier()
    if (z.boolean().parse(dropped)) await dropKey(viewer, issuer, keyId, null)
    else await acceptKey(viewer, issuer, keyId)
    refresh()
    return null
  })
}
