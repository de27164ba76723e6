import type { DocumentDraft, ReferenceDraft } from '@/lib/schema/draft'
import type { ThreadDraft } from '@/lib/schema/thread'
import { detectLanguage } from './language'
import { slugOf } from './slugs'
import { accountOfReading } from './thread-account'
import { readThread, type ThreadEvent } from './thread-events'
import { findNoise } from './thread-noise'
import { rolesOfThread } from './thread-roles'
import { skillOfThread } from './thread-skill'
import { unmarked } from './thread-text'

/** Longest title that is made of a message, in characters. */
const MAX_TITLE = 100

/**
 * The documents of a conversation: the postmortem and the skill that its messages support, if they tell of an incident at
 * all, and the conversation itself, in this order. Takes the messages as they were read, with spans into the source; `key`
 * names the conversation wherever it comes from, null for pasted text; `clock` is the zone of the times that the messages show,
 * null where they have instants. Every line of the postmortem and of the skill cites
 * messages of the conversation (`citations`).
 */
export function documentsOfThread(
  thread: ThreadDraft,
  key: string | null,
  clock: string | null = null,
): DocumentDraft[] {
  const { events, incident } = readThread(thread, clock)
  const read = withReading(thread, events)
  const conversation = threadDocument(read, key)
  const spoken = withoutNoise(events, read)
  const account = accountOfReading(read, { events: spoken, incident }, key)
  if (!account) return [conversation]
  const link: ReferenceDraft = { target: `threads/${conversation.slug}`, kind: 'wikilink', note: null }
  const made = [account, skillOfThread(read, spoken, account, key)].filter((one) => one !== null)
  return [...made.map((one) => ({ ...one, references: withLink(one.references, link) })), conversation]
}

function withLink(references: readonly ReferenceDraft[], link: ReferenceDraft): ReferenceDraft[] {
  return [link, ...references.filter(({ target }) => target !== link.target)]
}

/** The thread with what the messages show: which say nothing, and who did what. */
function withReading(thread: ThreadDraft, events: readonly ThreadEvent[]): ThreadDraft {
  const telling = new Set(events.flatMap(({ kind, said }) => (kind === 'talk' ? [] : [said.message.id])))
  const noise = findNoise(thread.messages, telling)
  const roles = rolesOfThread(events)
  return {
    ...thread,
    messages: thread.messages.map((message) => ({ ...message, noise: noise.get(message.id) ?? message.noise })),
    participants: thread.participants.map((one) => ({ ...one, roles: roles.get(one.name) ?? one.roles })),
  }
}

/** The events of messages that are no noise, with the messages of the thread as it was read. */
function withoutNoise(events: readonly ThreadEvent[], { messages }: ThreadDraft): ThreadEvent[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  return events.flatMap((event) => {
    const message = byId.get(event.said.message.id) ?? event.said.message
    return message.noise === null ? [{ ...event, said: { ...event.said, message } }] : []
  })
}

function threadDocument(thread: ThreadDraft, key: string | null): DocumentDraft {
  const spoken = thread.messages.filter(({ kind, text }) => kind !== 'join' && kind !== 'notice' && text.trim() !== '')
  const title = titleOf(spoken[0]?.text ?? '') || (thread.channel.name ?? 'Conversation')
  return {
    kind: 'thread',
    lang: detectLanguage(spoken.map(({ text }) => text).join('\n')),
    title,
    slug: slugOf([thread.channel.name, stampOf(thread), title].filter(Boolean).join(' ')),
    tags: [],
    authors: [],
    body: '',
    dropped: [],
    spans: {},
    references: [],
    patterns: [],
    ...(key === null ? {} : { externalId: key }),
    // All of it is kept, as messages.
    coverage: { fields: 1, kept: 1 },
    thread,
  }
}

/** The first line of a message without the marks of Markdown, cut at a word. */
function titleOf(text: string): string {
  const line = text
    .split('\n')
    .map((one) =>
      unmarked(one.replace(/^[>#\s]{1,20}/, ''))
        .replace(/`|~~/g, '')
        .trim(),
    )
    .find((one) => /[\p{L}\p{N}]/u.test(one))
  if (!line || line.length <= MAX_TITLE) return line ?? ''
  const cut = line.slice(0, MAX_TITLE)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MAX_TITLE / 2))}…`
}

/** "2024-04-19 1142" of the first message, in UTC: two conversations of a channel rarely begin in one minute. */
function stampOf({ messages }: ThreadDraft): string | null {
  const at = messages.find((message) => message.at !== null)?.at
  return at ? `${at.slice(0, 10)} ${at.slice(11, 13)}${at.slice(14, 16)}` : null
}
