import type { WebClient } from '@slack/web-api'
import { z } from 'zod'

/** Somebody in Slack: the address that also signs in to Hindsight, and the names by which action items may call the person. */
export type SlackPerson = { email: string | null; names: string[] }

const UserSchema = z.object({
  user: z.object({
    name: z.string().optional(),
    real_name: z.string().optional(),
    profile: z.object({ email: z.string().optional(), display_name: z.string().optional() }).optional(),
  }),
})

/** Asks Slack who somebody is. Throws as the client does. */
export async function findSlackPerson(client: WebClient, id: string): Promise<SlackPerson> {
  const { user } = UserSchema.parse(await client.users.info({ user: id }))
  const names = [user.profile?.display_name, user.name, user.real_name].filter(
    (name) => name !== undefined && name !== '',
  )
  return { email: user.profile?.email ?? null, names: [...new Set(names)] as string[] }
}
