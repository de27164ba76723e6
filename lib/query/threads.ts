import { z } from 'zod'
import { database } from '@/lib/database'
import type { Thread } from '@/generated/prisma/client'
import { assertCan } from '@/lib/domain/permissions'
import type { Page } from '@/lib/schema/directory'
import {
  MessageDraftSchema,
  ParticipantDraftSchema,
  type ThreadFilter,
  type ThreadRow,
  type ThreadView,
} from '@/lib/schema/thread'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'
import { readNodes } from './nodes'
import { groupBy } from './sql'

const SIZE = 50

/** What was made of threads: the incidents and skills that refer to them. By the thread's id. */
async function readDocuments(ids: string[]): Promise<Map<string, ThreadRow['documents']>> {
  const links = await database.reference.findMany({
    where: { toKind: 'thread', toId: { in: ids }, fromKind: { in: ['incident', 'skill'] } },
    select: { fromKind: true, fromId: true, toId: true },
    orderBy: [{ fromKind: 'asc' }, { fromId: 'asc' }],
  })
  const nodes = await readNodes(links.map(({ fromKind, fromId }) => ({ kind: fromKind, id: fromId })))
  return new Map(
    [...groupBy(links, ({ toId }) => toId ?? '')].map(([id, group]) => [
      id,
      group.flatMap(({ fromKind, fromId }) => {
        const node = nodes.get(`${fromKind}:${fromId}`)
        return node && (node.kind === 'incident' || node.kind === 'skill') ? [{ ...node, kind: node.kind }] : []
      }),
    ]),
  )
}

function commonOf(thread: Thread, documents: ThreadRow['documents']) {
  const participants = z.array(ParticipantDraftSchema).parse(thread.participants)
  const { slug, title, workspace, channelName, startedAt, endedAt } = thread
  return {
    slug,
    title,
    workspace,
    channel: channelName,
    startedAt: isoInstant(startedAt),
    endedAt: isoInstant(endedAt),
    people: participants.filter(({ bot }) => !bot).map(({ name }) => name),
    participants,
    documents,
  }
}

/** Conversations, newest first, 50 a page, of all channels or of one. Throws `forbidden` without the right to read. */
export async function listThreads(viewer: Viewer, { channel, page }: ThreadFilter): Promise<Page<ThreadRow>> {
  assertCan(viewer, 'read')
  const where = channel === undefined ? {} : { channelName: channel }
  const [threads, total] = await Promise.all([
    database.thread.findMany({
      where,
      orderBy: [{ startedAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
      take: SIZE,
      skip: (page - 1) * SIZE,
    }),
    database.thread.count({ where }),
  ])
  const documents = await readDocuments(threads.map(({ id }) => id))
  const items = threads.map((thread) => {
    const { participants: _, ...row } = commonOf(thread, documents.get(thread.id) ?? [])
    return { ...row, messages: thread.messageCount }
  })
  return { items, total, page, size: SIZE }
}

/** Channels that conversations come from, with how many of each, the fullest first. */
export async function listChannels(viewer: Viewer): Promise<{ name: string; threads: number }[]> {
  assertCan(viewer, 'read')
  const groups = await database.thread.groupBy({
    by: ['channelName'],
    where: { channelName: { not: null } },
    _count: { id: true },
    orderBy: [{ _count: { id: 'desc' } }, { channelName: 'asc' }],
    take: 200,
  })
  return groups.map(({ channelName, _count }) => ({ name: channelName ?? '', threads: _count.id }))
}

/** One conversation with all its messages in their order, or null. Throws `forbidden` without the right to read. */
export async function findThread(viewer: Viewer, slug: string): Promise<ThreadView | null> {
  assertCan(viewer, 'read')
  const thread = await database.thread.findUnique({ where: { slug } })
  if (!thread) return null
  const [messages, documents] = await Promise.all([
    database.message.findMany({
      where: { threadId: thread.id },
      orderBy: [{ position: 'asc' }, { key: 'asc' }],
      select: { draft: true },
    }),
    readDocuments([thread.id]),
  ])
  const { lang, channelId, sourceId, nextCursor } = thread
  return {
    ...commonOf(thread, documents.get(thread.id) ?? []),
    lang,
    channelId,
    sourceId,
    nextCursor,
    messages: messages.map(({ draft }) => MessageDraftSchema.parse(draft)),
  }
}
