import { z } from 'zod'
import type { DocumentDraft } from '@/lib/schema/draft'
import { MessageDraftSchema, type ThreadDraft } from '@/lib/schema/thread'
import type { StoredSource } from './saved-document'
import type { Transaction } from './transaction'

/** A conversation on its way into the store. `key` names it wherever it comes from; of pasted text it is that of the source. */
export type ThreadArrival = { key: string; sha256: string; document: DocumentDraft; thread: ThreadDraft }

/** A document of kind thread with what it is stored by. */
export function threadArrivalOf({ sha256 }: Pick<StoredSource, 'sha256'>, document: DocumentDraft): ThreadArrival {
  const { thread } = document
  if (!thread) throw new Error('a document of kind thread has a thread')
  return { key: document.externalId ?? `source:${sha256}`, sha256, document, thread }
}

/** The slug of a conversation whose own is that of another one. */
export function longerSlug({ document, sha256 }: ThreadArrival): string {
  return `${document.slug}-${sha256.slice(0, 8)}`
}

/** The time stamp of the first message in a key ("slack:C0123/1713526920.000100"); null for a key of pasted text. */
export function firstTsOf(key: string): string | null {
  return /^slack:.*\/(\d+\.\d+)$/.exec(key)?.[1] ?? null
}

/** Names a message among those of all channels. */
export function messageName({ channel }: ThreadDraft, id: string): string {
  return JSON.stringify([channel.id, id])
}

const KnownThreadSchema = z.object({
  id: z.string(),
  key: z.string(),
  slug: z.string(),
  version: z.int(),
  sourceId: z.string(),
  messages: z.array(MessageDraftSchema),
})
export type KnownThread = z.infer<typeof KnownThreadSchema>
const HolderSchema = z.object({
  channel: z.string(),
  message: z.string(),
  key: z.string(),
  id: z.string(),
  slug: z.string(),
})
const LookupSchema = z.tuple([
  z.object({
    known: z.array(KnownThreadSchema),
    slugs: z.array(z.tuple([z.string(), z.string()])),
    holders: z.array(HolderSchema),
  }),
])

/**
 * What is stored of conversations that are to be saved: by their keys, which keys hold the slugs that they ask for, and which
 * threads hold their messages, by `messageName`.
 */
export type ThreadLookup = {
  known: ReadonlyMap<string, KnownThread>
  slugs: ReadonlyMap<string, string>
  holders: ReadonlyMap<string, z.infer<typeof HolderSchema>>
}

/** Looks up many conversations in one statement. */
export async function lookUpThreads(tx: Transaction, arrivals: readonly ThreadArrival[]): Promise<ThreadLookup> {
  if (arrivals.length === 0) return { known: new Map(), slugs: new Map(), holders: new Map() }
  const keys = arrivals.map(({ key }) => key)
  const slugs = arrivals.map(({ document }) => document.slug)
  const messages = arrivals.flatMap(({ thread }) =>
    thread.channel.id === null ? [] : thread.messages.map(({ id }) => ({ channel: thread.channel.id, id })),
  )
  const rows = await tx.$queryRaw`
    SELECT
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'key', t.key, 'slug', t.slug, 'version', t.version, 'sourceId', t."sourceId", 'messages',
          coalesce((SELECT jsonb_agg(m.draft ORDER BY m.position, m.key) FROM "Message" m WHERE m."threadId" = t.id), '[]')))
        FROM "Thread" t WHERE t.key = ANY(${keys})), '[]') AS known,
      coalesce((SELECT jsonb_agg(jsonb_build_array(slug, key)) FROM "Thread" WHERE slug = ANY(${slugs})), '[]') AS slugs,
      coalesce((SELECT jsonb_agg(jsonb_build_object('channel', m.channel, 'message', m.key, 'key', t.key, 'id', t.id, 'slug', t.slug)
          ORDER BY m.key)
        FROM unnest(${messages.map(({ channel }) => channel)}::text[], ${messages.map(({ id }) => id)}::text[]) one(channel, id)
        JOIN "Message" m ON m.channel = one.channel AND m.key = one.id JOIN "Thread" t ON t.id = m."threadId"), '[]') AS holders`
  const [found] = LookupSchema.parse(rows)
  return {
    known: new Map(found.known.map((thread) => [thread.key, thread])),
    slugs: new Map(found.slugs),
    holders: new Map(found.holders.map((one) => [JSON.stringify([one.channel, one.message]), one])),
  }
}

/** The slug under which a conversation is stored, or will be. */
export function storedSlug(arrival: ThreadArrival, { known, slugs }: ThreadLookup): string {
  const { key, document } = arrival
  const stored = known.get(key)
  if (stored) return stored.slug
  const holder = slugs.get(document.slug)
  return holder === undefined || holder === key ? document.slug : longerSlug(arrival)
}

/** The conversations of a stretch that came before the one in hand: what was looked up for all of them does not know these. */
export class ThreadNeighbours {
  private readonly names = new Set<string>()

  add(arrival: ThreadArrival): void {
    for (const name of namesOf(arrival)) this.names.add(name)
  }

  /** Whether one of them has the key or the slug of this one, a message in common with it, or its first message's time. */
  mayHold(arrival: ThreadArrival): boolean {
    return namesOf(arrival).some((name) => this.names.has(name))
  }
}

function namesOf(arrival: ThreadArrival): string[] {
  const { key, document, thread } = arrival
  const messages =
    thread.channel.id === null ? [] : thread.messages.map(({ id }) => `message ${messageName(thread, id)}`)
  const ts = firstTsOf(key)
  return [
    `key ${key}`,
    ...(ts === null ? [] : [`first ${ts}`]),
    `slug ${document.slug}`,
    `slug ${longerSlug(arrival)}`,
    ...messages,
  ]
}
