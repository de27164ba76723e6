import { z } from 'zod'
import { InstantSchema } from './text'
import { RoleSchema } from './viewer'

/** As others see somebody: one line. */
export const OwnNameSchema = z
  .string()
  .trim()
  .min(1, 'Write a name.')
  .max(80)
  .regex(/^\P{C}*$/u, 'A name is one line of letters.')

export const NewAccountSchema = z.strictObject({
  email: z.email('Write an e-mail address.').trim().max(254),
  role: RoleSchema.default('viewer'),
  name: z.string().trim().min(1).max(80).optional(),
})
export type NewAccount = z.input<typeof NewAccountSchema>

/** What became of the mail with an invitation. */
export const MailedSchema = z.enum(['sent', 'failed', 'not-set-up'])
export type Mailed = z.infer<typeof MailedSchema>

/** An invitation as it is shown, this once. */
export type ShownInvitation = { link: string; mailed: Mailed }

export const AccountChangeSchema = z.strictObject({
  name: z.string().trim().min(1).max(80).optional(),
  role: RoleSchema.optional(),
  disabled: z.boolean().optional(),
  /** Forgets the identities at providers: the next one that comes with the address is the person's. */
  unlink: z.literal(true).optional(),
})
export type AccountChange = z.infer<typeof AccountChangeSchema>

/** Somebody with an account. */
export const AccountViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: RoleSchema,
  /** `invited`: nobody has signed in with it yet. */
  state: z.enum(['active', 'invited', 'disabled']),
  teams: z.array(z.object({ slug: z.string(), name: z.string() })),
  /** When the person, or a token of theirs, was here last; null for never. */
  lastSeenAt: InstantSchema.nullable(),
  createdAt: InstantSchema,
  /** Places where the person is signed in now. */
  sessions: z.int(),
  /** Providers through which the person has signed in. */
  linked: z.array(z.string()),
  isYou: z.boolean(),
})
export type AccountView = z.infer<typeof AccountViewSchema>
