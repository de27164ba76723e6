import { z } from 'zod'
import type { SlackOpening } from '@/lib/schema/slack'
import { readMessageText } from './message-text'

const EventSchema = z.looseObject({
  type: z.literal('event_callback'),
  event_id: z.string().min(1).max(200),
  api_app_id: z.string().optional(),
  authorizations: z.array(z.looseObject({ user_id: z.string().optional() })).optional(),
  event: z.looseObject({
    type: z.literal('message'),
    channel: z.string(),
    channel_type: z.string().optional(),
    ts: z.string(),
    thread_ts: z.string().optional(),
    subtype: z.string().optional(),
    hidden: z.boolean().optional(),
    user: z.string().optional(),
    app_id: z.string().optional(),
    bot_profile: z.looseObject({ app_id: z.string().optional() }).nullish(),
  }),
})
type SlackEvent = z.infer<typeof EventSchema>

/** Kinds of messages that say something new; all others tell of edits, deletions, joins and the like. */
const SPOKEN = new Set(['bot_message', 'file_share', 'me_message'])
const CHANNELS = new Set(['channel', 'group'])

/**
 * The message that opens a conversation in a channel, of a person or of another app (alerts), out of an event that Slack sends;
 * null for replies, edits, direct messages, the app's own messages, messages without words, and for any other value.
 */
export function readOpening(payload: unknown): SlackOpening | null {
  const found = EventSchema.safeParse(payload).data
  if (!found) return null
  const { event, event_id } = found
  if (event.hidden === true || (event.subtype !== undefined && !SPOKEN.has(event.subtype))) return null
  if (event.channel_type !== undefined && !CHANNELS.has(event.channel_type)) return null
  if (event.thread_ts !== undefined && event.thread_ts !== event.ts) return null
  if (isOwn(found)) return null
  const text = readMessageText(event)
  if (text === '' || !/^\d{1,12}\.\d{1,9}$/.test(event.ts)) return null
  return { delivery: `event:${event_id}`, channel: event.channel, ts: event.ts, text }
}

/** Whether this app has said it, as its bot or by its app's id. */
function isOwn({ event, api_app_id, authorizations }: SlackEvent): boolean {
  const apps = [event.app_id, event.bot_profile?.app_id]
  if (api_app_id !== undefined && apps.includes(api_app_id)) return true
  return event.user !== undefined && (authorizations ?? []).some(({ user_id }) => user_id === event.user)
}
