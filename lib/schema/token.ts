import { z } from 'zod'
import { InstantSchema } from './text'
import { ScopeSchema } from './viewer'

/** An API token in a list: never its secret, of which only the hash is kept. */
export const TokenRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** First characters of the secret. */
  prefix: z.string(),
  scope: ScopeSchema,
  owner: z.string(),
  createdAt: InstantSchema,
  expiresAt: InstantSchema.nullable(),
  /** Exact to a minute. */
  lastUsedAt: InstantSchema.nullable(),
  revokedAt: InstantSchema.nullable(),
  state: z.enum(['active', 'expired', 'revoked']),
})
export type TokenRow = z.infer<typeof TokenRowSchema>
