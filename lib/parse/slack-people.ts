import type { ChatContext } from '@/lib/schema/source'
import { type JsonObject, objectOf, stringOf } from './slack-json'

export type Person = ChatContext['people'][string]

/** People by their id. A map, since an id is whatever the source has. */
export type People = Map<string, Person>

/** Writes for the service itself. */
export const SLACKBOT = 'USLACKBOT'

/**
 * People of a list of Slack's users, or of an object by id: users, people as a chat's context has them, or names. What is none
 * is passed over.
 */
export function peopleOf(value: unknown): People {
  const people: People = new Map()
  const entries: [string | null, unknown][] = Array.isArray(value)
    ? value.map((one) => [stringOf(objectOf(one)?.id), one])
    : Object.entries(objectOf(value) ?? {})
  for (const [id, one] of entries) {
    const person =
      typeof one === 'string' ? { name: one, handle: null, zone: null, bot: false } : personOf(objectOf(one))
    if (id && person) people.set(id, person)
  }
  return people
}

/** Adds who wrote a message by the profile that it carries, and by that of the message within it. */
export function addProfiles(people: People, message: JsonObject): void {
  for (const one of [message, objectOf(message.message), objectOf(message.root)]) {
    const id = stringOf(one?.user)
    const profile = objectOf(one?.user_profile)
    if (!id || people.has(id)) continue
    // messages of old exports have the handle beside the id
    const handle = stringOf(one?.bot_id) === null ? stringOf(one?.username) : null
    const person = profile
      ? personOf({ ...profile, is_bot: false })
      : handle && personOf({ name: handle, real_name: null })
    if (person) people.set(id, person)
  }
}

/** The name that Slack shows: the display name, else the real name, else the handle. */
function personOf(user: JsonObject | null): Person | null {
  if (!user) return null
  const profile = objectOf(user.profile) ?? {}
  const handle = stringOf(user.handle) ?? ('real_name' in user || 'profile' in user ? stringOf(user.name) : null)
  const name =
    stringOf(profile.display_name) ??
    stringOf(user.display_name) ??
    stringOf(user.real_name) ??
    stringOf(profile.real_name) ??
    stringOf(user.name) ??
    handle
  if (!name) return null
  const bot = user.bot === true || user.is_bot === true
  return { name: name.trim(), handle, zone: stringOf(user.zone) ?? stringOf(user.tz), bot }
}
