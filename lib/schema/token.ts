import { z } from 'zod'
import { InstantSchema } from './text'
import { RoleSchema, ScopeSchema } from './viewer'

/** Another token that a row points at. */
const TokenLinkSchema = z.object({ id: z.string(), name: z.string(), prefix: z.string() })

/** An API token in a list: never its secret, of which only the hash is kept. */
export const TokenRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** First characters of the secret. */
  prefix: z.string(),
  scope: ScopeSchema,
  owner: z.string(),
  ownerKind: z.enum(['person', 'service']),
  /** Whether it belongs to whoever asks. Of other people an administrator revokes tokens, and rotates none. */
  isYours: z.boolean(),
  createdAt: InstantSchema,
  /** When it really ends: the earliest end of all that it depends on. */
  expiresAt: InstantSchema.nullable(),
  /** Exact to a minute. */
  lastUsedAt: InstantSchema.nullable(),
  revokedAt: InstantSchema.nullable(),
  /** With all that it depends on: a token that was made with a revoked one is revoked. */
  state: z.enum(['active', 'expired', 'revoked', 'disabled']),
  /** Whether a fifth of its life or less is left, or another has taken its place. */
  ending: z.boolean(),
  /** The token that it was made with, and ends with. */
  parent: TokenLinkSchema.nullable(),
  /** Whether it was made in a break-glass session, and ends with that. */
  breakGlass: z.boolean(),
  replaces: TokenLinkSchema.nullable(),
  replacedBy: TokenLinkSchema.nullable(),
})
export type TokenRow = z.infer<typeof TokenRowSchema>

const NameSchema = z.string().trim().min(1, 'Give it a name.').max(80)
const DaysSchema = z.number().int().min(1).max(3650)

/** What the API takes for a new token. */
export const TokenInputSchema = z.strictObject({
  name: NameSchema,
  scope: ScopeSchema,
  /** When it ends; null for never, which administrators may choose. Left out: after 90 days. */
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
  /** The same in days from now. */
  expiresInDays: DaysSchema.optional(),
  /** Id of the service that it is for. */
  service: z.string().max(100).optional(),
})

/** What the API takes to rotate a token. */
export const RotationInputSchema = z.strictObject({
  /** Hours that both tokens work. */
  overlapHours: z.number().min(0).max(720).default(24),
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
})

/** A token that has just been made: the only time that its secret is told. */
export const MadeTokenSchema = z.object({
  id: z.string(),
  token: z.string(),
  expiresAt: InstantSchema.nullable(),
})

export const NewServiceSchema = z.strictObject({ name: NameSchema, role: RoleSchema })
export type NewService = z.infer<typeof NewServiceSchema>
export const ServiceChangeSchema = z.strictObject({
  name: NameSchema.optional(),
  role: RoleSchema.optional(),
  disabled: z.boolean().optional(),
})
export type ServiceChange = z.infer<typeof ServiceChangeSchema>

/** Somebody who has tokens and no way to sign in. */
export const ServiceRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: RoleSchema,
  disabled: z.boolean(),
  createdAt: InstantSchema,
  /** Tokens that can be used now. */
  activeTokens: z.number().int(),
  lastUsedAt: InstantSchema.nullable(),
})
export type ServiceRow = z.infer<typeof ServiceRowSchema>

/** A signing key of the identity provider: published as far as is known to the process that answers, or dropped here. */
export const SigningKeyRowSchema = z.object({
  keyId: z.string(),
  published: z.boolean(),
  dropped: z.object({ at: InstantSchema, by: z.string(), reason: z.string().nullable() }).nullable(),
})
export type SigningKeyRow = z.infer<typeof SigningKeyRowSchema>

export const KeyDropInputSchema = z.strictObject({ reason: z.string().trim().min(1).max(500).nullish() })
