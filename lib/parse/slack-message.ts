import type { MessageDraft, MessageKind } from '@/lib/schema/thread'
import { markdownOfMrkdwn } from './mrkdwn'
import type { Names } from './mrkdwn-entities'
import { codeBlock } from './mrkdwn-inline'
import { areWhole, markdownOfAttachments, markdownOfBlocks } from './slack-blocks'
import { timeOfStamp } from './slack-conversations'
import { filesOf, listFiles, listReactions } from './slack-files'
import { type JsonObject, objectOf, stringOf } from './slack-json'
import { kindOf } from './slack-kinds'
import { SLACKBOT } from './slack-people'
import type { RawMessage, SlackSource } from './slack-source'

/** What a message is read with: who is who, and where it was said. */
export type MessageContext = Pick<SlackSource, 'workspace' | 'channel' | 'people'>

/**
 * One message of Slack as a draft, its text as Markdown. `name` is its id when it has no `ts`. What the message does not say is null or empty.
 */
export function readMessage({ value, span }: RawMessage, name: string, context: MessageContext): MessageDraft {
  const kind = kindOf(value)
  const ts = stampOf(value.ts)
  const root = stampOf(value.thread_ts)
  return {
    id: ts ?? stringOf(value.client_msg_id) ?? name,
    at: instantOf(value.ts),
    timeText: null,
    ...authorOf(value, kind, context),
    kind,
    replyTo: root === ts ? null : root,
    text: value.subtype === 'tombstone' ? '' : textOf(value, namesOf(context)),
    editedAt: instantOf(objectOf(value.edited)?.ts),
    files: listFiles(value),
    reactions: listReactions(value, context.people),
    permalink: stringOf(value.permalink) ?? permalinkOf(ts, root, context),
    noise: kind === 'join' || kind === 'notice' ? kind : null,
    span,
  }
}

/** The id that Slack knows a message by. A number has lost the zeros at its end: six digits follow the point. */
export function stampOf(ts: unknown): string | null {
  if (timeOfStamp(ts) === null) return null
  return typeof ts === 'number' ? ts.toFixed(6) : stringOf(ts)
}

/** To the millisecond, in UTC. */
function instantOf(ts: unknown): string | null {
  const time = timeOfStamp(ts)
  return time === null ? null : new Date(time).toISOString().replace('.000Z', 'Z')
}

type Author = Pick<MessageDraft, 'author' | 'authorId' | 'bot'>

function authorOf(value: JsonObject, kind: MessageKind, { people }: MessageContext): Author {
  const profile = objectOf(value.bot_profile)
  const botId = stringOf(value.bot_id)
  const user = writerOf(value)
  // Slack puts its own name on what is gone
  if (kind === 'deleted' && (user === null || user === SLACKBOT)) return { author: null, authorId: null, bot: false }
  const person = user === null ? undefined : people.get(user)
  // a program that a person adds is named beside the person
  const posted =
    (botId !== null && (kind !== 'join' || user === null)) || value.subtype === 'bot_message' || profile !== null
  // a program may write in a person's name
  const bot =
    user === SLACKBOT || person?.bot === true || (posted && (person === undefined || value.subtype === 'bot_message'))
  const shown = stringOf(value.username)
  const app = stringOf(profile?.name) ?? (botId === null ? null : people.get(botId)?.name) ?? null
  const known = person?.name ?? (user === SLACKBOT ? 'Slackbot' : null)
  const author = bot ? (shown ?? app ?? known) : (known ?? shown ?? app)
  return { author: author ?? user ?? botId, authorId: user ?? botId, bot }
}

/** Id of who wrote it; comments on files, files and calls of old and new exports say so within. */
function writerOf(value: JsonObject): string | null {
  if (value.subtype === 'huddle_thread') return stringOf(objectOf(value.room)?.created_by) ?? stringOf(value.user)
  return (
    stringOf(value.user) ??
    stringOf(objectOf(value.user)?.id) ??
    stringOf(objectOf(value.comment)?.user) ??
    (stringOf(value.bot_id) === null ? stringOf(objectOf(value.file)?.user) : null)
  )
}

function namesOf({ people, channel }: MessageContext): Names {
  return {
    person: (id) => people.get(id)?.name ?? (id === SLACKBOT ? 'Slackbot' : null),
    channel: (id) => (id === channel.id ? channel.name : null),
  }
}

/** Blocks are what Slack shows; the text beside them is what it shows where it cannot show blocks. */
function textOf(value: JsonObject, names: Names): string {
  const blocks = markdownOfBlocks(value.blocks, names)
  const text = blocks !== '' && areWhole(value.blocks) ? '' : markdownOfMrkdwn(stringOf(value.text) ?? '', names)
  const parts = [text, blocks, markdownOfAttachments(value.attachments, names), ...snippetsOf(value)]
  const told = parts.filter((part) => part !== '').join('\n\n')
  return told === '' ? reportOf(value, names) : told
}

/** The beginning of a snippet is shown with the message. */
function snippetsOf(value: JsonObject): string[] {
  return filesOf(value).flatMap((file) => {
    const preview = file.mode === 'snippet' ? stringOf(file.preview) : null
    const language = stringOf(file.filetype)?.replace(/^text$/, '') ?? ''
    return preview ? [codeBlock(preview, language)] : []
  })
}

/** What a report without a text says: the new topic, purpose or name of a channel, who was in a call. */
function reportOf(value: JsonObject, names: Names): string {
  const told = stringOf(value.topic) ?? stringOf(value.purpose) ?? stringOf(value.name)
  if (told !== null) return markdownOfMrkdwn(told, names)
  const room = objectOf(value.room)
  if (!room) return ''
  const there = Array.isArray(room.participant_history) ? room.participant_history : []
  const people = there.flatMap((id) => stringOf(id) ?? []).map((id) => names.person(id) ?? id)
  return people.length > 0 ? `Huddle: ${people.join(', ')}` : 'Huddle'
}

function permalinkOf(ts: string | null, root: string | null, { workspace, channel }: MessageContext): string | null {
  if (!ts || !channel.id || !workspace?.endsWith('.slack.com')) return null
  const place = `https://${workspace}/archives/${channel.id}/p${ts.replace('.', '')}`
  return root && root !== ts ? `${place}?thread_ts=${root}&cid=${channel.id}` : place
}
