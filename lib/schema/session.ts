import { z } from 'zod'
import { InstantSchema } from './text'

/** A session in its owner's list: never its token, of which only the hash is kept. */
export const SessionRowSchema = z.object({
  id: z.string(),
  /** The one that the list is read in. */
  isCurrent: z.boolean(),
  /** `link`, `mail`, `break-glass` or the id of a provider. */
  method: z.string(),
  /** Why the glass was broken. */
  reason: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: InstantSchema,
  /** Exact to a minute. */
  lastSeenAt: InstantSchema.nullable(),
  expiresAt: InstantSchema,
})
export type SessionRow = z.infer<typeof SessionRowSchema>
