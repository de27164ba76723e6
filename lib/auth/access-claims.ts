import { z } from 'zod'
import { SCOPE_CHOICES } from '@/lib/schema/choices'
import type { Scope } from '@/lib/schema/viewer'

const Text = z.string().max(500)
const ScopesSchema = z.union([z.string().transform((list) => list.split(' ')), z.array(z.string())]).catch([])
/** Seconds since 1970, as far as there are dates. */
const Instant = z.number().min(-8.64e12).max(8.64e12)
const ClaimsSchema = z.object({
  // No name of anybody has a NUL or half of a pair in it, and the database holds none.
  sub: Text.min(1).refine((name) => !name.includes('\0') && name.isWellFormed()),
  exp: Instant,
  iat: Instant.optional(),
  email: Text.optional().catch(undefined),
  /** Some providers write it as text. */
  email_verified: z
    .union([z.literal(true), z.literal('true').transform(() => true)])
    .optional()
    .catch(undefined),
  scope: ScopesSchema,
  scp: ScopesSchema,
})
/** What is read of an access token. Instants in seconds since 1970. */
export type AccessClaims = z.infer<typeof ClaimsSchema>

/** The claims of a token that has been verified; null when one of them is missing or has another form. */
export function readAccessClaims(payload: unknown): AccessClaims | null {
  return ClaimsSchema.safeParse(payload).data ?? null
}

/** The widest of our scopes that a token carries, as `read` or `hindsight:read`; null when it carries none. */
export function scopeOf({ scope, scp }: AccessClaims): Scope | null {
  const given = new Set([...scope, ...scp].map((one) => one.replace(/^hindsight:/, '')))
  return SCOPE_CHOICES.toReversed().find((one) => given.has(one)) ?? null
}
