import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { hiddenAmong } from '@/lib/access'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { ThreadDraft } from '@/lib/schema/thread'
import type { SavedDocument } from './saved-document'
import type { Saving } from './saving'
import { messageName, threadArrivalOf, type ThreadArrival } from './thread-lookup'

type Importing = Pick<Saving, 'tx' | 'viewer' | 'share'>

/**
 * Which of these incidents, editions, sources, conversations and skills an import neither joins nor tells of: those that the
 * viewer may not read and, when what it makes is to be restricted, those that more people may read than it is meant for.
 */
export async function outOfReach({ tx, viewer, share }: Importing, ids: Iterable<string>): Promise<Set<string>> {
  const asked = [...new Set(ids)]
  if (share.visibility !== 'restricted' || asked.length === 0) return hiddenAmong(viewer, asked, tx)
  const guards = await tx.guard.findMany({ where: { targetId: { in: asked } }, select: { targetId: true } })
  const guarded = new Set(guards.map(({ targetId }) => targetId))
  const hidden = await hiddenAmong(viewer, guarded, tx)
  return new Set(asked.filter((id) => !guarded.has(id) || hidden.has(id)))
}

/** Whether an import meets anything at all that is out of its reach: most do not, and need not ask. */
export async function mayMeetHidden({ tx, viewer, share }: Importing): Promise<boolean> {
  if (share.visibility === 'restricted') return true
  return viewer.reach !== 'all' && (await tx.guard.findFirst({ select: { targetId: true } })) !== null
}

const NOT_RESTRICTED = sentence`Only accounts of incidents can be restricted, with the conversation and the skill that are made of the same text. This holds something else, which everybody here could read. Import it without a restriction.`

/** Throws `unprocessable` when something that a restricted import has stored is not guarded: it must not be kept then. */
export async function assertGuarded({ tx, share }: Importing, made: readonly SavedDocument[]): Promise<void> {
  const ids = made.flatMap(({ outcome, id }) => (outcome === 'unchanged' ? [] : [id]))
  if (share.visibility !== 'restricted' || ids.length === 0) return
  const guards = await tx.guard.findMany({ where: { targetId: { in: ids } }, distinct: ['targetId'] })
  if (guards.length < new Set(ids).size) throw new AppError('unprocessable', NOT_RESTRICTED)
}

/** Names that things out of reach hold, each as `nameOf` writes it. */
export type TakenNames = ReadonlySet<string>

type NameKind = 'incident' | 'external' | 'skill' | 'thread' | 'key' | 'message'
const nameOf = (kind: NameKind, name: string) => `${kind} ${name}`

/** Attempts at a name of one's own for a document whose name is taken; one has to be free. */
const ATTEMPTS = 3

const HoldersSchema = z.array(z.object({ kind: z.string(), name: z.string(), holder: z.string() }))

/** Which names that these documents ask for, or could get instead, are held by things out of reach. */
export async function findTakenNames(
  saving: Importing,
  documents: readonly { document: DocumentDraft; sha256: string }[],
): Promise<TakenNames> {
  const threads = documents.flatMap(({ document, sha256 }) =>
    document.thread ? [threadArrivalOf({ sha256 }, document)] : [],
  )
  const wanted = (kind: DocumentDraft['kind']) =>
    documents.flatMap((one) => (one.document.kind === kind ? slugsAround(saving, one.document, one.sha256) : []))
  const externals = documents.flatMap(({ document }) => document.externalId ?? [])
  const messages = threads.flatMap(({ thread }) =>
    thread.channel.id === null ? [] : thread.messages.map(({ id }) => ({ channel: thread.channel.id, id })),
  )
  const rows = await saving.tx.$queryRaw`
    SELECT 'incident' AS kind, slug AS name, "incidentId" AS holder FROM "SlugAlias" WHERE slug = ANY(${wanted('incident')})
    UNION ALL SELECT 'external', "externalId", "incidentId" FROM "Postmortem" WHERE "externalId" = ANY(${externals})
    UNION ALL SELECT 'skill', slug, id FROM "Skill" WHERE slug = ANY(${wanted('skill')})
    UNION ALL SELECT 'thread', slug, id FROM "Thread" WHERE slug = ANY(${wanted('thread')})
    UNION ALL SELECT 'key', key, id FROM "Thread" WHERE key = ANY(${threads.flatMap(({ key }) => [key, ...ownKeys(saving, key)])})
    UNION ALL SELECT 'message', json_build_array(m.channel, m.key)::text, m."threadId"
      FROM unnest(${messages.map(({ channel }) => channel)}::text[], ${messages.map(({ id }) => id)}::text[]) one(channel, id)
      JOIN "Message" m ON m.channel = one.channel AND m.key = one.id`
  const held = HoldersSchema.parse(rows)
  const hidden = await outOfReach(
    saving,
    held.map(({ holder }) => holder),
  )
  const taken = held.filter(({ holder }) => hidden.has(holder))
  return new Set(
    taken.map(({ kind, name }) =>
      // As `messageName` writes it, whatever blanks Postgres puts between.
      kind === 'message' ? nameOf('message', JSON.stringify(JSON.parse(name))) : `${kind} ${name}`,
    ),
  )
}

/** The slug of a document, those that it gets when another one has it, and those that are its own. */
function slugsAround(saving: Importing, { slug, incidentSlug }: DocumentDraft, sha256: string): string[] {
  return [slug, ...(incidentSlug ? [incidentSlug] : []), `${slug}-${sha256.slice(0, 8)}`, ...ownSlugs(saving, slug)]
}

/**
 * Slugs for a document whose own is taken by something out of reach. The same for the same person, so that a newer version of
 * the document finds what the one before has become.
 */
function ownSlugs(importing: Importing, slug: string): string[] {
  return ownHashes(importing, slug).map((hash) => `${slug}-${hash.slice(0, 8)}`)
}

/** Keys for a conversation that is kept where it cannot be joined. As `ownSlugs`, the same for the same person. */
function ownKeys(importing: Importing, key: string): string[] {
  return ownHashes(importing, key).map((hash) => `slack:apart-${hash}`)
}

function ownHashes({ viewer }: Importing, name: string): string[] {
  return Array.from({ length: ATTEMPTS }, (_, attempt) =>
    createHash('sha256')
      .update(`${viewer.userId ?? viewer.name}\n${name}\n${attempt}`)
      .digest('hex'),
  )
}

/**
 * Where a copy of a conversation is stored whose messages are kept where it cannot be joined. A message of a channel is stored once, so
 * those of a copy are of no channel: to refuse it would tell that the conversation is there.
 */
export function placeApart(
  saving: Importing,
  { key, thread }: ThreadArrival,
  taken: TakenNames,
): { key: string; channel: ThreadDraft['channel'] } {
  const own = ownKeys(saving, key).find((one) => !taken.has(nameOf('key', one)))
  return { key: own ?? `slack:apart-${randomUUID()}`, channel: { id: null, name: thread.channel.name } }
}

/** Whether a conversation is kept, in part or as a whole, where it cannot be joined: its messages are stored once. */
export function isHeldElsewhere({ key, thread }: ThreadArrival, taken: TakenNames): boolean {
  if (key.startsWith('slack:') && taken.has(nameOf('key', key))) return true
  return thread.messages.some(({ id }) => taken.has(nameOf('message', messageName(thread, id))))
}

/**
 * Documents of one source under names that nothing out of reach holds, with what they say of each other. A publisher's name that
 * is taken is left out. Gives the very drafts whose names are free.
 */
export function underFreeNames(
  saving: Importing,
  documents: readonly DocumentDraft[],
  sha256: string,
  taken: TakenNames,
): (document: DocumentDraft) => DocumentDraft {
  const renamed = new Map<string, string>()
  for (const { kind, slug } of documents) {
    if (kind !== 'incident' && kind !== 'skill' && kind !== 'thread') continue
    const longer = `${slug}-${sha256.slice(0, 8)}`
    const isFree = !taken.has(nameOf(kind, slug)) && (kind === 'incident' || !taken.has(nameOf(kind, longer)))
    if (isFree) continue
    const own = ownSlugs(saving, slug).find((one) => !taken.has(nameOf(kind, one)))
    renamed.set(`${kind}s/${slug}`, own ?? `${slug}-${randomUUID().slice(0, 8)}`)
  }
  return (document) => withNames(document, renamed, sha256, taken)
}

function withNames(
  given: DocumentDraft,
  renamed: ReadonlyMap<string, string>,
  sha256: string,
  taken: TakenNames,
): DocumentDraft {
  const { incidentSlug, externalId, ...plain } = given
  const isTaken = (kind: NameKind, name: string | null | undefined) =>
    Boolean(name) && taken.has(nameOf(kind, name ?? ''))
  const slug = renamed.get(`${given.kind}s/${given.slug}`) ?? given.slug
  const loses = isTaken('incident', incidentSlug) || isTaken('external', externalId)
  const points = given.references.some(({ target }) => renamed.has(target))
  // Of pasted text: the same text may be pasted by two people who do not know of each other.
  const isRepasted = given.thread !== undefined && isTaken('key', externalId ?? `source:${sha256}`)
  if (slug === given.slug && !loses && !points && !isRepasted) return given
  return {
    ...plain,
    slug,
    references: given.references.map((one) => {
      const name = renamed.get(one.target)
      return name === undefined ? one : { ...one, target: `${one.target.slice(0, one.target.indexOf('/'))}/${name}` }
    }),
    ...(incidentSlug && !isTaken('incident', incidentSlug) ? { incidentSlug } : {}),
    ...(externalId && !isTaken('external', externalId) ? { externalId } : {}),
    ...(isRepasted ? { externalId: `source:${sha256}/${randomUUID()}` } : {}),
  }
}
