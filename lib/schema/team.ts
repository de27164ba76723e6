import { z } from 'zod'

/** How a team is written in addresses and by the API. */
export const TeamSlugSchema = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'Use small letters, digits and hyphens.')

const NameSchema = z.string().trim().min(1, 'Give the team a name.').max(80)
/** People by e-mail address or id, services by id. */
const MemberSchema = z.string().trim().min(1).max(254)

export const NewTeamSchema = z.strictObject({
  name: NameSchema,
  /** Made of the name unless given. */
  slug: TeamSlugSchema.optional(),
  members: z.array(MemberSchema).max(1000).default([]),
})
export type NewTeam = z.input<typeof NewTeamSchema>

/** Who joins and who leaves, not who stays: two people may change one team at once. */
export const TeamChangeSchema = z.strictObject({
  name: NameSchema.optional(),
  add: z.array(MemberSchema).max(1000).default([]),
  remove: z.array(MemberSchema).max(1000).default([]),
})
export type TeamChange = z.input<typeof TeamChangeSchema>

export const TeamViewSchema = z.object({
  slug: z.string(),
  name: z.string(),
  members: z.array(z.object({ id: z.string(), name: z.string(), email: z.string().nullable() })),
  /** Restricted incidents that name the team. */
  incidents: z.int(),
})
export type TeamView = z.infer<typeof TeamViewSchema>
