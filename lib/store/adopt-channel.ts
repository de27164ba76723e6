import { z } from 'zod'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { ThreadDraft } from '@/lib/schema/thread'
import { firstTsOf, type ThreadArrival } from './thread-lookup'
import { outOfReach } from './out-of-reach'
import type { Saving } from './saving'
import type { Transaction } from './transaction'

/** What a conversation is stored as: its key, and its channel as far as that is known. */
export type Place = { key: string; channel: ThreadDraft['channel'] }

const StoredSchema = z.object({
  wanted: z.string(),
  id: z.string(),
  key: z.string(),
  sourceId: z.string(),
  workspace: z.string().nullable(),
  channelId: z.string().nullable(),
  channelName: z.string().nullable(),
  text: z.string(),
  authorId: z.string().nullable(),
})
type Stored = z.infer<typeof StoredSchema>

/**
 * Finds conversations again whose channel was known by its id in one reading and by its name, or not at all, in the other: the
 * time stamp and the first message are the same. A stored one takes over what the new reading knows of its channel; of the
 * others gives where they are stored, by the key that the reading gives them.
 */
export async function adoptChannels(
  saving: Saving,
  arrivals: readonly ThreadArrival[],
): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>()
  const { tx } = saving
  const found = await findElsewhere(tx, arrivals)
  const hidden = await outOfReach(
    saving,
    found.map(({ id }) => id),
  )
  const stored = found.filter(({ id }) => !hidden.has(id))
  for (const arrival of arrivals) {
    const [other, ...more] = stored.filter((one) => one.wanted === arrival.key && isSame(arrival, one))
    // Two that it may be: nobody knows which.
    if (!other || more.length > 0) continue
    if (knowsMore(arrival.thread.channel, other)) await moveTo(tx, other, arrival)
    else {
      const { key, channelId, channelName } = other
      places.set(arrival.key, { key, channel: { id: channelId, name: arrival.thread.channel.name ?? channelName } })
    }
  }
  return places
}

/** A document of a conversation, or one that was made of it, under the key that the conversation is stored by. */
export function atPlace(document: DocumentDraft, from: string, { key, channel }: Place): DocumentDraft {
  const { externalId, thread } = document
  const isOf = externalId === from || externalId?.startsWith(`${from}/`)
  return {
    ...document,
    ...(isOf ? { externalId: key + (externalId ?? '').slice(from.length) } : {}),
    ...(thread && externalId === from ? { thread: { ...thread, channel } } : {}),
  }
}

async function findElsewhere(tx: Transaction, arrivals: readonly ThreadArrival[]): Promise<Stored[]> {
  const wanted = arrivals.flatMap(({ key, thread }) => {
    const ts = firstTsOf(key)
    const at = thread.messages.find(({ id }) => id === ts)?.at
    return ts !== null && at ? [{ key, ts, at: new Date(at) }] : []
  })
  if (wanted.length === 0) return []
  const rows = await tx.$queryRaw`
    SELECT one.key AS wanted, t.id, t.key, t."sourceId", t.workspace, t."channelId", t."channelName",
      m.draft->>'text' AS text, m.draft->>'authorId' AS "authorId"
    FROM unnest(${wanted.map(({ key }) => key)}::text[], ${wanted.map(({ ts }) => ts)}::text[],
      ${wanted.map(({ at }) => at)}::timestamptz[]) one(key, ts, at)
    JOIN "Thread" t ON t."startedAt" = one.at AND t.key <> one.key AND t.key LIKE 'slack:%/' || one.ts
    JOIN "Message" m ON m."threadId" = t.id AND m.key = one.ts
    WHERE NOT EXISTS (SELECT 1 FROM "Thread" known WHERE known.key = one.key)`
  return z.array(StoredSchema).parse(rows)
}

function isSame({ key, thread }: ThreadArrival, other: Stored): boolean {
  const { channel, workspace, messages } = thread
  const agree = (a: string | null, b: string | null) => a === null || b === null || a === b
  if (!agree(channel.id, other.channelId) || !agree(channel.name, other.channelName)) return false
  if (!agree(workspace, other.workspace)) return false
  const first = messages.find(({ id }) => id === firstTsOf(key))
  // It may have been edited between the two.
  return first?.text === other.text || (other.authorId !== null && first?.authorId === other.authorId)
}

function knowsMore({ id, name }: ThreadDraft['channel'], other: Stored): boolean {
  if (id !== null || other.channelId !== null) return other.channelId === null
  return name !== null && other.channelName === null
}

/** Gives a stored conversation, and what was made of it, the key and the channel of another reading. Messages stay once. */
async function moveTo(tx: Transaction, { id, key: from, sourceId }: Stored, arrival: ThreadArrival): Promise<void> {
  const { key, thread } = arrival
  const { channel } = thread
  if (channel.id !== null) {
    await tx.$executeRaw`
      DELETE FROM "Message" m WHERE m."threadId" = ${id}
        AND EXISTS (SELECT 1 FROM "Message" o WHERE o.channel = ${channel.id} AND o.key = m.key AND o."threadId" <> ${id})`
    await tx.message.updateMany({ where: { threadId: id }, data: { channel: channel.id } })
  }
  const messageCount = await tx.message.count({ where: { threadId: id } })
  const name = channel.name === null ? {} : { channelName: channel.name }
  await tx.thread.update({ where: { id }, data: { key, channelId: channel.id, ...name, messageCount } })
  // `updatedAt` tells that what is remembered of the draft is not what is stored.
  await tx.$executeRaw`
    UPDATE "Postmortem" SET "externalId" = ${`${key}/incident`}, "updatedAt" = clock_timestamp(),
      draft = jsonb_set(draft, '{externalId}', to_jsonb(${`${key}/incident`}::text)),
      parsed = CASE WHEN parsed IS NULL THEN NULL ELSE jsonb_set(parsed, '{externalId}', to_jsonb(${`${key}/incident`}::text)) END
    WHERE "externalId" = ${`${from}/incident`}`
  await tx.$executeRaw`
    UPDATE "Skill" SET draft = jsonb_set(draft, '{externalId}', to_jsonb(${`${key}/skill`}::text))
    WHERE id IN (SELECT "skillId" FROM "SkillRevision" WHERE "sourceId" = ${sourceId})
      AND draft->>'externalId' = ${`${from}/skill`}`
  await tx.$executeRaw`
    UPDATE "SkillRevision" SET draft = jsonb_set(draft, '{externalId}', to_jsonb(${`${key}/skill`}::text)),
      parsed = CASE WHEN parsed IS NULL THEN NULL ELSE jsonb_set(parsed, '{externalId}', to_jsonb(${`${key}/skill`}::text)) END
    WHERE "sourceId" = ${sourceId} AND draft->>'externalId' = ${`${from}/skill`}`
}
