import { z } from 'zod'
import { isVisible, visible } from '@/lib/access'
import { database } from '@/lib/database'
import { Prisma, type Thread } from '@/generated/prisma/client'
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
import { groupBy, inOrderOf } from './sql'

const SIZE = 50
const IdsSchema = z.array(z.object({ id: z.string() }))
const TotalSchema = z.tuple([z.object({ total: z.number() })])
const ChannelsSchema = z.array(z.object({ name: z.string(), threads: z.number() }))

/** What was made of threads: the incidents and skills that refer to them. By the thread's id. */
async function readDocuments(viewer: Viewer, ids: string[]): Promise<Map<string, ThreadRow['documents']>> {
  const links = await database.reference.findMany({
    where: { toKind: 'thread', toId: { in: ids }, fromKind: { in: ['incident', 'skill'] } },
    select: { fromKind: true, fromId: true, toId: true },
    orderBy: [{ fromKind: 'asc' }, { fromId: 'asc' }],
  })
  const nodes = await readNodes(
    viewer,
    links.map(({ fromKind, fromId }) => ({ kind: fromKind, id: fromId })),
  )
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
  const ofChannel = channel === undefined ? Prisma.empty : Prisma.sql`AND t."channelName" = ${channel}`
  const from = Prisma.sql`FROM "Thread" t WHERE ${visible(viewer, Prisma.sql`t."id"`)} ${ofChannel}`
  const [found, totals] = await Promise.all([
    database.$queryRaw`
      SELECT t."id" ${from} ORDER BY t."startedAt" DESC NULLS LAST, t."id" LIMIT ${SIZE} OFFSET ${(page - 1) * SIZE}`,
    database.$queryRaw`SELECT count(*)::int AS "total" ${from}`,
  ])
  const ids = IdsSchema.parse(found).map(({ id }) => id)
  const [{ total }] = TotalSchema.parse(totals)
  const threads = inOrderOf(ids, await database.thread.findMany({ where: { id: { in: ids } } }))
  const documents = await readDocuments(
    viewer,
    threads.map(({ id }) => id),
  )
  const items = threads.map((thread) => {
    const { participants: _, ...row } = commonOf(thread, documents.get(thread.id) ?? [])
    return { ...row, messages: thread.messageCount }
  })
  return { items, total, page, size: SIZE }
}

/** Channels that conversations come from, with how many of each, the fullest first. */
export async function listChannels(viewer: Viewer): Promise<{ name: string; threads: number }[]> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT t."channelName" AS "name", count(*)::int AS "threads" FROM "Thread" t
    WHERE t."channelName" IS NOT NULL AND ${visible(viewer, Prisma.sql`t."id"`)}
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200`
  return ChannelsSchema.parse(rows)
}

/** One conversation with all its messages in their order, or null. Throws `forbidden` without the right to read. */
export async function findThread(viewer: Viewer, slug: string): Promise<ThreadView | null> {
  assertCan(viewer, 'read')
  const thread = await database.thread.findUnique({ where: { slug } })
  if (!thread || !(await isVisible(viewer, thread.id))) return null
  const [messages, documents] = await Promise.all([
    database.message.findMany({
      where: { threadId: thread.id },
      orderBy: [{ position: 'asc' }, { key: 'asc' }],
      select: { draft: true },
    }),
    readDocuments(viewer, [thread.id]),
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
