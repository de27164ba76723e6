import type { DocumentDraft } from '@/lib/schema/draft'
import type { MessageDraft, ThreadDraft } from '@/lib/schema/thread'

/** A message; its time is that of its id when that is one of Slack's. */
export function chatMessage({ id, ...more }: Partial<MessageDraft> & { id: string }): MessageDraft {
  const seconds = Number(id)
  return {
    id,
    at: Number.isFinite(seconds) ? new Date(Math.floor(seconds * 1000)).toISOString().replace('.000Z', 'Z') : null,
    timeText: null,
    author: 'maya',
    authorId: 'U01MAYA',
    bot: false,
    kind: 'message',
    replyTo: null,
    text: '',
    editedAt: null,
    files: [],
    reactions: [],
    permalink: null,
    noise: null,
    span: [0, 0],
    ...more,
  }
}

/** A thread of a channel as a document; its first message opens it. */
export function threadDocument(
  messages: readonly MessageDraft[],
  {
    channel = { id: 'C0INCIDENT', name: 'incidents' },
    ...more
  }: Partial<DocumentDraft> & Partial<Pick<ThreadDraft, 'channel'>> = {},
): DocumentDraft {
  const root = messages[0]?.id ?? ''
  return {
    kind: 'thread',
    lang: 'en',
    title: messages[0]?.text ?? 'Thread',
    slug: `${channel.name}-${root.replace('.', '-')}`,
    tags: [],
    authors: [],
    body: '',
    dropped: [],
    spans: {},
    references: [],
    patterns: [],
    externalId: `slack:${channel.id}/${root}`,
    thread: { workspace: null, channel, participants: [], messages: [...messages], nextCursor: null },
    ...more,
  }
}
