import { database } from '@/lib/database'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { Outcome } from '@/lib/schema/import'
import type { Transaction } from './transaction'

export type KnownSource = {
  id: string
  /** Something that is stored says what this source says; false when newer versions have replaced all of it. */
  current: boolean
  documents: { outcome: Outcome; kind: DocumentDraft['kind']; slug: string }[]
  /** Whether the stored drafts are the same as these. */
  saysSame: (documents: readonly DocumentDraft[]) => boolean
}

/** Finds a source by the hash of its bytes, with what has been made of it. */
export async function findStoredSource(sha256: string, client: Transaction = database): Promise<KnownSource | null> {
  const source = await client.source.findFirst({
    where: { sha256 },
    orderBy: { importedAt: 'asc' },
    select: { id: true },
  })
  if (!source) return null
  const where = { sourceId: source.id }
  // One after the other: a transaction has one connection, and relations read together would all use it at once.
  const editions = await client.postmortem.findMany({
    where,
    select: { draft: true, incident: { select: { slug: true } } },
    orderBy: { slug: 'asc' },
  })
  const allRevisions = await client.skillRevision.findMany({
    where,
    select: { draft: true, number: true, skill: { select: { slug: true, recordVersion: true } } },
  })
  const patterns = await client.pattern.findMany({ where, select: { slug: true } })
  const pages = await client.directoryPage.findMany({ where, select: { kind: true, slug: true } })
  // A skill keeps the sources of its old revisions; its latest has the number of the record's version.
  const revisions = allRevisions.filter(({ number, skill }) => number === skill.recordVersion)
  const of = (kind: DocumentDraft['kind'], slug: string) => ({ outcome: 'unchanged' as const, kind, slug })
  const documents = [
    ...editions.map(({ incident }) => of('incident', incident.slug)),
    ...revisions.map(({ skill }) => of('skill', skill.slug)),
    ...patterns.map(({ slug }) => of('pattern', slug)),
    ...pages.map(({ kind, slug }) => of(kind === 'person' ? 'person' : 'company', slug)),
  ]
  const drafts = [...editions, ...revisions].map(({ draft }) => canonical(draft))
  return {
    id: source.id,
    current: documents.length > 0,
    documents,
    saysSame: (others) =>
      others.length === documents.length &&
      others.every(
        (document) => !['incident', 'skill'].includes(document.kind) || drafts.includes(canonical(document)),
      ),
  }
}

/** JSON with sorted keys: a JSON column gives them back in another order than they were written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** Whether anything has been imported yet. */
export async function hasSources(): Promise<boolean> {
  return (await database.source.findFirst({ select: { id: true } })) !== null
}
