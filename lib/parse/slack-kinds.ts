import type { MessageKind } from '@/lib/schema/thread'
import { type JsonObject, stringOf } from './slack-json'
import { isBroadcast } from './slack-conversations'

/** Messages in which a person or a program says something, beside those without a subtype. */
const SPOKEN = new Set([
  'bot_message',
  'me_message',
  'file_share',
  'file_comment',
  'file_mention',
  'slackbot_response',
  'message_changed',
  'message_replied',
])

const DELETED = new Set(['tombstone', 'message_deleted'])

const CAME_OR_WENT = /(?:^|_)(?:join|leave|bot_add|bot_remove)$/

/** Words of subtypes by which Slack reports what happened to a channel, a file, a call or a reminder. */
const REPORTED =
  /^(?:channel|group|mpim|mpdm|im|sh_room|huddle|room|reminder|bot|ekm|tabbed_canvas|canvas|document|assistant|joiner|app|workflow|list|file_commented)_|^(?:un)?pinned_item$/

/** What kind of message it is, by Slack's subtype. One with a subtype that nobody knows is a message: its words are kept. */
export function kindOf(message: JsonObject): MessageKind {
  const subtype = stringOf(message.subtype)
  if (subtype === null || SPOKEN.has(subtype)) return 'message'
  if (isBroadcast(message)) return 'broadcast'
  if (DELETED.has(subtype)) return 'deleted'
  if (CAME_OR_WENT.test(subtype)) return 'join'
  return REPORTED.test(subtype) ? 'notice' : 'message'
}
