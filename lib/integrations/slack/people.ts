import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { readFault } from './faults'

/**
 * Somebody in Slack: the address that also signs in to Hindsight, the names by which action items may call the person, and the
 * zone of the person's clock (IANA), null when Slack does not tell.
 */
export type SlackPerson = { id: string; email: string | null; names: string[]; zone: string | null }

const UserSchema = z.object({
  user: z.object({
    id: z.string().optional(),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    tz: z.string().nullish(),
    name: z.string().optional(),
    real_name: z.string().optional(),
    profile: z.object({ email: z.string().optional(), display_name: z.string().optional() }).optional(),
  }),
})

/** Asks Slack who somebody is. Throws as the client does. */
export async function findSlackPerson(client: WebClient, id: string): Promise<SlackPerson> {
  return personOf(UserSchema.parse(await client.users.info({ user: id })).user, id)
}

/** Asks Slack who has an e-mail address; null when nobody has, or nobody who reads messages. Throws as the client does. */
export async function findSlackPersonByEmail(client: WebClient, email: string): Promise<SlackPerson | null> {
  try {
    const { user } = UserSchema.parse(await client.users.lookupByEmail({ email }))
    return user.id === undefined || user.deleted === true || user.is_bot === true ? null : personOf(user, user.id)
  } catch (error) {
    const fault = readFault(error)
    if (fault.kind === 'refused' && fault.reason === 'users_not_found') return null
    throw error
  }
}

function personOf(user: z.infer<typeof UserSchema>['user'], id: string): SlackPerson {
  const names = [user.profile?.display_name, user.name, user.real_name].filter(
    (name) => name !== undefined && name !== '',
  )
  return { id, email: user.profile?.email ?? null, names: [...new Set(names)] as string[], zone: user.tz ?? null }
}
