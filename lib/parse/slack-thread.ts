import type { Draft, Problem } from '@/lib/schema/draft'
import type { ChatContext, SourceContext } from '@/lib/schema/source'
import type { MessageDraft, ParticipantDraft, ThreadDraft } from '@/lib/schema/thread'
import { groupMessages, sortByTime } from './slack-conversations'
import { stringOf } from './slack-json'
import { type MessageContext, readMessage, stampOf } from './slack-message'
import { peopleOf } from './slack-people'
import { type RawMessage, readSlackSource, type SlackSource } from './slack-source'
import type { SourcePart, SplitHint } from './split-source'
import { documentsOfThread } from './thread-documents'

/**
 * The conversations of Slack's JSON as parts, when each stands in one piece of the text: so in the text of a channel that
 * `lib/import` composes of an export. An answer of the API that has more to ask for stays whole, since only the whole knows
 * that. Null when the text is no JSON of Slack.
 */
export function splitSlack(text: string, { filename, context }: SplitHint): SourcePart[] | null {
  const source = readSlackSource(text)
  if (!source) return null
  addContext(source, context)
  const channel = channelOf(source, filename)
  const whole = [{ start: 0, end: text.length, key: '', context: {} }]
  if (source.nextCursor !== null || source.cut) return whole
  const groups = groupMessages(source.messages, channel.name)
  if (!source.composed && groups.length < 2) return whole
  const parts = groups.map((messages) => ({ messages, start: startOf(messages), end: endOf(messages) }))
  const sorted = parts.toSorted((a, b) => a.start - b.start)
  const placed = new Map(source.messages.map((message, index) => [message, index]))
  if (sorted.some(({ messages }) => !isTogether(messages, placed))) return whole
  return sorted.map(({ messages, start, end }, index) => ({
    start,
    end,
    key: stringOf(messages[0]?.value.ts) ?? String(index + 1),
    context: {
      format: 'slack-thread',
      chat: { workspace: source.workspace, channel, people: peopleNamedIn(text.slice(start, end), source) },
    },
  }))
}

function startOf(messages: readonly RawMessage[]): number {
  return messages.reduce((least, { span }) => Math.min(least, span[0]), Number.MAX_SAFE_INTEGER)
}

function endOf(messages: readonly RawMessage[]): number {
  return messages.reduce((most, { span }) => Math.max(most, span[1]), 0)
}

/** Whether messages follow each other in the source, in whatever order. */
function isTogether(messages: readonly RawMessage[], placed: ReadonlyMap<RawMessage, number>): boolean {
  const places = messages.map((message) => placed.get(message) ?? 0)
  const [least, most] = places.reduce(
    ([low, high], place) => [Math.min(low, place), Math.max(high, place)],
    [Infinity, 0],
  )
  return most - least + 1 === messages.length
}

/** Only whom the text names: a conversation is the same source when somebody else joins the team. */
function peopleNamedIn(text: string, { people }: SlackSource): ChatContext['people'] {
  const ids = new Set(text.match(/[A-Za-z0-9_-]+/g))
  return Object.fromEntries([...people].filter(([id]) => ids.has(id)).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Which of Slack's formats a text is; null when it is none of them. */
export function slackFormatOf(text: string): 'slack-export' | 'slack-thread' | null {
  const source = readSlackSource(text)
  if (!source) return null
  return source.composed ? 'slack-export' : 'slack-thread'
}

/**
 * Reads the messages of Slack's JSON, or of a part of it, into documents: those of each conversation, in order of their first
 * messages. Every message stands in one of them, once. Null when the text has no messages of Slack.
 */
export function parseSlack(text: string, filename: string | null, context: SourceContext): Draft | null {
  const source = readSlackSource(text, context.format !== undefined)
  if (!source) return null
  addContext(source, context)
  source.channel = channelOf(source, filename)
  source.workspace ??= workspaceOf(source.messages)
  const parts = context.format ? [sortByTime(source.messages)] : groupMessages(source.messages, source.channel.name)
  const documents = parts.flatMap((messages, place) => {
    const drafts = readInOrder(messages, source)
    const thread = threadOf(onceEach(drafts), source, place === 0 ? source.nextCursor : null)
    return documentsOfThread(thread, keyOf(thread))
  })
  return { format: source.composed ? 'slack-export' : 'slack-thread', documents, problems: problemsOf(source) }
}

/** What is known beside the text counts more than what the text says. */
function addContext(source: SlackSource, { chat }: SourceContext): void {
  if (!chat) return
  source.workspace = chat.workspace ?? source.workspace
  source.channel = { id: chat.channel.id ?? source.channel.id, name: chat.channel.name ?? source.channel.name }
  for (const [id, person] of peopleOf(chat.people)) source.people.set(id, person)
}

/** A message without a `ts` is named by the one before it, which no other conversation of the channel has. */
function readInOrder(messages: readonly RawMessage[], source: SlackSource): MessageDraft[] {
  const first = messages.find(({ value }) => stampOf(value.ts) !== null)?.value.ts ?? messages[0]?.value.thread_ts
  let anchor = `before ${stampOf(first) ?? 'all'}`
  let since = 0
  return messages.map((message) => {
    const ts = stampOf(message.value.ts)
    since = ts === null ? since + 1 : 0
    anchor = ts ?? anchor
    return readMessage(message, `${anchor}+${since}`, source)
  })
}

function problemsOf({ cut, nextCursor }: SlackSource): Problem[] {
  const problems: Problem[] = []
  if (cut)
    problems.push({ level: 'warning', message: 'The JSON ends in the middle of a message; what follows is missing.' })
  if (nextCursor !== null)
    problems.push({
      level: 'warning',
      message: 'Slack has more messages of this conversation than are here: its answer names a cursor for the rest.',
    })
  return problems
}

/** The channel; of a day file given alone, its folder is the name: "incidents/2024-04-19.json". */
function channelOf({ channel }: SlackSource, filename: string | null): ChatContext['channel'] {
  if (channel.name !== null || filename === null) return channel
  const folder = /(?:^|[\\/])([^\\/]+)[\\/]\d{4}-\d{2}-\d{2}\.json$/i.exec(filename)?.[1] ?? null
  if (folder === null || !/^[CDG][A-Z0-9]{7,}$/.test(folder)) return { ...channel, name: folder }
  return { ...channel, id: channel.id ?? folder }
}

/** The team's address, as the addresses of its files have it. */
function workspaceOf(messages: readonly RawMessage[]): string | null {
  for (const { value } of messages) {
    const files: unknown[] = Array.isArray(value.files) ? value.files : [value.file]
    for (const file of files) {
      const link = typeof file === 'object' && file !== null && 'permalink' in file ? String(file.permalink) : ''
      const host = /^https:\/\/([\w-]+(?:\.[\w-]+)*\.slack\.com)\/files\//.exec(link)?.[1]
      if (host) return host
    }
  }
  return null
}

/**
 * A conversation by its channel and its first message, wherever it comes from. Slack's `ts` counts microseconds: it tells
 * conversations apart even where the source does not name the channel.
 */
function keyOf({ channel, messages }: ThreadDraft): string | null {
  const first = messages[0]
  return first && first.at !== null ? `slack:${channel.id ?? channel.name ?? 'unknown'}/${first.id}` : null
}

/**
 * The same message may stand in several places: in the channel and in the thread, on two pages, as an event and in the history.
 * The reading with the last edit counts; that it was shown to the channel, or deleted, stays known.
 */
function onceEach(messages: readonly MessageDraft[]): MessageDraft[] {
  const byId = new Map<string, MessageDraft>()
  for (const message of messages) {
    const before = byId.get(message.id)
    byId.set(message.id, before ? joinReadings(before, message) : message)
  }
  return [...byId.values()]
}

function joinReadings(before: MessageDraft, message: MessageDraft): MessageDraft {
  const newer = (message.editedAt ?? '') > (before.editedAt ?? '') ? message : before
  const older = newer === before ? message : before
  const kind =
    (['deleted', 'broadcast'] as const).find((one) => before.kind === one || message.kind === one) ?? newer.kind
  return {
    ...newer,
    kind,
    replyTo: newer.replyTo ?? older.replyTo,
    text: newer.text === '' ? older.text : newer.text,
    author: newer.author ?? older.author,
    authorId: newer.authorId ?? older.authorId,
    bot: newer.authorId === null ? older.bot : newer.bot,
    files: newer.files.length > 0 ? newer.files : older.files,
    reactions: newer.reactions.length > 0 ? newer.reactions : older.reactions,
    permalink: newer.permalink ?? older.permalink,
  }
}

function threadOf(messages: MessageDraft[], context: MessageContext, nextCursor: string | null): ThreadDraft {
  const { workspace, channel } = context
  return { workspace, channel, participants: listParticipants(messages, context), messages, nextCursor }
}

/** Who wrote, in the order of their first message. Who only came and went has not. */
function listParticipants(messages: readonly MessageDraft[], { people }: MessageContext): ParticipantDraft[] {
  const byName = new Map<string, ParticipantDraft>()
  for (const { author, authorId, bot, kind } of messages) {
    if (author === null || kind === 'join' || kind === 'notice') continue
    const key = `${authorId ?? ''} ${author}`
    const known = byName.get(key)
    const person = authorId === null ? undefined : people.get(authorId)
    if (known) known.messages++
    else
      byName.set(key, {
        id: authorId,
        name: author,
        handle: person?.handle ?? null,
        zone: person?.zone ?? null,
        bot,
        messages: 1,
        roles: [],
      })
  }
  return [...byName.values()]
}
