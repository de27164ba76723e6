import type { ChatContext } from '@/lib/schema/source'
import { ChatContextSchema } from '@/lib/schema/source'
import type { Span } from '@/lib/schema/text'
import {
  itemPlaces,
  type JsonObject,
  listValues,
  memberPlaces,
  objectOf,
  objectsOf,
  stringOf,
  valueAt,
} from './slack-json'
import { addProfiles, type People, peopleOf } from './slack-people'

/** A message as Slack wrote it, and where its object stands in the text. */
export type RawMessage = { value: JsonObject; span: Span }

/** Messages of one channel as an export, an answer of the API or a part of either has them. */
export type SlackSource = {
  /** A channel's text as `lib/import` composes it of an export. */
  composed: boolean
  workspace: string | null
  channel: ChatContext['channel']
  people: People
  messages: RawMessage[]
  nextCursor: string | null
  /** The text ends in the middle of a message. */
  cut: boolean
}

/** Names that every text with messages has. */
const HINT = /"(?:ts|messages?|user|bot_id)"\s*:/

/** Pages in a list, a message in an event in an envelope: nothing of Slack nests its messages deeper. */
const MAX_DEPTH = 4

/** Where events and payloads have the message. */
const ENVELOPES = ['payload', 'event', 'message', 'original_message']

/** Where tools put the replies of a thread into its first message. */
const NESTED = ['slackdump_thread_replies', 'replies', 'thread', 'thread_messages']

/**
 * The messages of a text that is Slack's JSON: answers of `conversations.replies` and `conversations.history` (one, several
 * after each other or in a list), a list of messages as a day file of an export has it, one message, an event or the payload of
 * a shortcut, and the text of a channel that `lib/import` composes. Null for all other texts,
 * unless it is `sure` that these are messages of Slack. Never throws.
 */
export function readSlackSource(text: string, sure = false): SlackSource | null {
  if (!/^[\uFEFF\s]{0,1000}[[{]/.test(text) || (!sure && !HINT.test(text))) return null
  const values = listValues(text)
  if (!values || values.places.length === 0) return null
  const source: SlackSource = {
    composed: /^[\uFEFF\s]{0,1000}\{\s*"slackExport"\s*:/.test(text),
    workspace: null,
    channel: { id: null, name: null },
    people: new Map(),
    messages: [],
    nextCursor: null,
    cut: values.cut,
  }
  for (const place of values.places) {
    if (text[place[0]] === '[') readList(text, place[0], source)
    else readObject(text, place, source)
  }
  const told = source.messages.filter(({ value }) => isMessage(value))
  if (source.messages.length === 0) return null
  if (!sure && !source.composed && (told.length === 0 || told.length * 2 < source.messages.length)) return null
  for (const { value } of source.messages) addProfiles(source.people, value)
  return source
}

/** Whether an object is one of Slack's messages: its `ts` tells, or who wrote it in the words that only Slack has. */
function isMessage(value: JsonObject): boolean {
  // logs have a number there
  if (typeof value.ts === 'string' && /^\d{9,11}\.\d{1,9}$/.test(value.ts)) {
    return ['text', 'blocks', 'attachments', 'user', 'bot_id', 'subtype', 'files'].some((key) => key in value)
  }
  return value.type === 'message' && ['user', 'bot_id', 'username'].some((key) => typeof value[key] === 'string')
}

/** Items of a list: messages, or pages of an answer. */
function readList(text: string, start: number, source: SlackSource, depth = 0): void {
  if (depth > MAX_DEPTH) return
  const { places, cut } = itemPlaces(text, start)
  source.cut ||= cut
  for (const place of places) {
    if (text[place[0]] === '[') readList(text, place[0], source, depth + 1)
    else if (text[place[0]] === '{') {
      const value = objectOf(valueAt(text, place))
      if (value && !('ts' in value) && ['messages', ...ENVELOPES].some((name) => name in value))
        readObject(text, place, source, depth + 1)
      else if (value) addMessage(text, value, place, source)
    }
  }
}

/** A page, an event or one message. */
function readObject(text: string, place: Span, source: SlackSource, depth = 0): void {
  const members = memberPlaces(text, place[0])
  const get = (name: string) => {
    const member = members.get(name)
    return member ? valueAt(text, member) : undefined
  }
  const list = members.get('messages')
  const inner = members.has('ts') ? undefined : ENVELOPES.map((name) => members.get(name)).find((member) => member)
  if (list && text[list[0]] === '[') {
    readAround(get, source)
    readList(text, list[0], source, depth + 1)
  } else if (inner && text[inner[0]] === '{' && depth <= MAX_DEPTH) {
    readAround(get, source)
    readObject(text, inner, source, depth + 1)
  } else {
    const value = objectOf(valueAt(text, place))
    if (!value) return
    readChannel(value.channel, source)
    addMessage(text, value, place, source)
  }
}

/** What stands beside the messages. */
function readAround(get: (name: string) => unknown, source: SlackSource): void {
  const chat = ChatContextSchema.safeParse(get('chat'))
  if (source.composed && chat.success) {
    source.workspace = chat.data.workspace
    source.channel = chat.data.channel
    source.people = peopleOf(chat.data.people)
  }
  for (const [id, person] of peopleOf(get('users') ?? get('members') ?? get('people'))) source.people.set(id, person)
  readChannel(get('channel'), source)
  source.channel.id ??= stringOf(get('channel_id'))
  source.channel.name ??= stringOf(get('channel_name')) ?? stringOf(get('name'))
  const domain = stringOf(objectOf(get('team'))?.domain)
  if (domain) source.workspace ??= domain.includes('.') ? domain : `${domain}.slack.com`
  const cursor = stringOf(objectOf(get('response_metadata'))?.next_cursor)
  // of several pages the last one says whether there is more
  source.nextCursor = cursor
}

function readChannel(channel: unknown, source: SlackSource): void {
  const told = objectOf(channel)
  const id = stringOf(told?.id) ?? stringOf(channel)
  if (id && /^[CDG][A-Z0-9]{2,}$/.test(id)) source.channel.id ??= id
  else if (id && !told) source.channel.name ??= id.replace(/^#/, '')
  source.channel.name ??= stringOf(told?.name)?.replace(/^#/, '') ?? null
}

/** A message, and behind it the replies that stand within its object. */
function addMessage(text: string, value: JsonObject, span: Span, source: SlackSource): void {
  source.messages.push({ value: asItIsNow(value), span })
  source.channel.name ??= stringOf(value.channel_name)
  readPermalink(value.permalink, source)
  for (const name of NESTED) {
    if (!objectsOf(value[name]).some((reply) => 'text' in reply || 'blocks' in reply)) continue
    const place = memberPlaces(text, span[0]).get(name)
    for (const reply of place ? itemPlaces(text, place[0]).places : []) {
      const told = objectOf(valueAt(text, reply))
      if (told) source.messages.push({ value: withRoot(told, value), span: reply })
    }
  }
}

/**
 * Events tell of a change with the message in it, as it is now; of a deletion, as it was. The message counts, with its own id
 * and the time of the change.
 */
function asItIsNow(value: JsonObject): JsonObject {
  const now = objectOf(value.message)
  if (now && stringOf(now.ts) && (value.subtype === 'message_changed' || value.subtype === 'message_replied')) {
    return value.subtype === 'message_changed' && !('edited' in now) && now.subtype !== 'tombstone'
      ? { ...now, edited: { ts: value.ts } }
      : now
  }
  if (value.subtype !== 'message_deleted') return value
  const before = objectOf(value.previous_message) ?? {}
  return { ...before, ts: value.deleted_ts ?? before.ts ?? value.ts, subtype: 'message_deleted' }
}

/** A reply that stands within its root need not say so itself. */
function withRoot(reply: JsonObject, root: JsonObject): JsonObject {
  return 'thread_ts' in reply || !stringOf(root.ts) ? reply : { ...reply, thread_ts: root.ts }
}

/** "https://acme.slack.com/archives/C0123/p1713526920000100" tells the workspace and the channel. */
function readPermalink(permalink: unknown, source: SlackSource): void {
  const told = /^https:\/\/([\w-]+(?:\.[\w-]+)*\.slack\.com)\/archives\/([A-Z0-9]+)\/p\d/.exec(
    stringOf(permalink) ?? '',
  )
  source.workspace ??= told?.[1] ?? null
  source.channel.id ??= told?.[2] ?? null
}
