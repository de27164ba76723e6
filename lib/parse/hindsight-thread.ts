import { z } from 'zod'
import { InstantSchema } from '@/lib/schema/text'
import {
  MessageFileSchema,
  MessageKindSchema,
  NoiseSchema,
  ParticipantRoleSchema,
  type MessageDraft,
  type MessageFile,
  type ParticipantDraft,
  type ThreadDraft,
} from '@/lib/schema/thread'
import { sentence } from '@/lib/schema/sentence'
import { checkedText, choice, flag, lack, list, number, record, spanOf, text, type Values } from './hindsight-fields'

/** As written: a zone of its own makes no sense for an instant of a chat. */
const utc = checkedText(InstantSchema, sentence`an instant such as 2026-01-09T00:00:00.000Z`)
const count = number(z.int().nonnegative(), sentence`a whole number`)

const role = record({ role: choice(ParticipantRoleSchema), messages: list(text) }, (values, node, path, context) => {
  if (values.role === null) return lack(context, node, path, 'role')
  return { role: values.role, messages: values.messages ?? [] }
})

const PARTICIPANT_KEYS = {
  id: text,
  name: text,
  handle: text,
  zone: text,
  bot: flag,
  messages: count,
  roles: list(role),
}
const participant = record(PARTICIPANT_KEYS, (values, node, path, context): ParticipantDraft | null => {
  const { id, name, handle, zone, bot, messages, roles } = values
  if (name === null) return lack(context, node, path, 'name')
  return { id, name, handle, zone, bot: bot ?? false, messages: messages ?? 0, roles: roles ?? [] }
})

const file = record(
  { name: text, type: text, size: count, url: text },
  (values, node, path, context): MessageFile | null => {
    const checked = MessageFileSchema.safeParse(values)
    return checked.success ? checked.data : lack(context, node, path, 'name')
  },
)

const REACTION_KEYS = { emoji: text, count, by: list(text) }
const reaction = record(REACTION_KEYS, (values, node, path, context): MessageDraft['reactions'][number] | null => {
  if (values.emoji === null) return lack(context, node, path, 'emoji')
  return { emoji: values.emoji, count: values.count || 1, by: values.by ?? [] }
})

const MESSAGE_KEYS = {
  id: text,
  at: utc,
  time: text,
  author: text,
  authorId: text,
  bot: flag,
  kind: choice(MessageKindSchema),
  replyTo: text,
  text,
  editedAt: utc,
  files: list(file),
  reactions: list(reaction),
  permalink: text,
  noise: choice(NoiseSchema),
}

const message = record(MESSAGE_KEYS, (values, node, path, context): MessageDraft | null => {
  const { id, time, bot, kind, files, reactions, text: words, ...same } = values
  if (id === null) return lack(context, node, path, 'id')
  return {
    ...same,
    id,
    timeText: time,
    bot: bot ?? false,
    kind: kind ?? 'message',
    text: words ?? '',
    files: files ?? [],
    reactions: reactions ?? [],
    span: spanOf(node, context) ?? [0, 0],
  }
})

/** Keys of a thread's front matter beside those that every document has. `key` names the thread wherever it comes from. */
export const THREAD_KEYS = {
  key: text,
  workspace: text,
  channel: text,
  channelId: text,
  nextCursor: text,
  participants: list(participant),
  messages: list(message),
}

/** What front matter says of a conversation; what it does not say is null or empty. */
export function buildThread(values: Values<typeof THREAD_KEYS>): ThreadDraft {
  return {
    workspace: values.workspace,
    channel: { id: values.channelId, name: values.channel },
    participants: values.participants ?? [],
    messages: values.messages ?? [],
    nextCursor: values.nextCursor,
  }
}
