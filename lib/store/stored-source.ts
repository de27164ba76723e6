import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { canonicalJson } from '@/lib/domain/same-account'
import { DocumentKindSchema, type DocumentDraft } from '@/lib/schema/draft'
import type { Outcome } from '@/lib/schema/import'
import type { Transaction } from './transaction'

export type KnownSource = {
  id: string
  /** Something that is stored says what this source says; false when newer versions have replaced all of it. */
  current: boolean
  documents: { outcome: Outcome; kind: DocumentDraft['kind']; slug: string }[]
}

const RowsSchema = z.array(
  z.object({
    sha256: z.string(),
    id: z.string(),
    kind: DocumentKindSchema.nullable(),
    slug: z.string().nullable(),
  }),
)

/**
 * Finds sources by their hashes, each with what has been made of it. Of several with one hash the oldest counts. Sources that are
 * not stored are left out. `condition`: of "Source", which of them count.
 */
export async function findStoredSources(
  hashes: readonly string[],
  client: Transaction = database,
  condition: Prisma.Sql = Prisma.sql`TRUE`,
): Promise<Map<string, KnownSource>> {
  const found = new Map<string, KnownSource>()
  if (hashes.length === 0) return found
  // A skill keeps the sources of its old revisions; its latest has the number of the record's version.
  const rows = await client.$queryRaw`
    WITH source AS MATERIALIZED (
      SELECT DISTINCT ON (sha256) id, sha256 FROM "Source" WHERE sha256 = ANY(${[...new Set(hashes)]}) AND ${condition}
      ORDER BY sha256, "importedAt", id)
    SELECT sha256, id, kind, slug FROM (
      SELECT s.sha256, s.id, 'incident' AS kind, i.slug, 1 AS place, p.slug AS name FROM source s
        JOIN "Postmortem" p ON p."sourceId" = s.id JOIN "Incident" i ON i.id = p."incidentId"
      UNION ALL
      SELECT s.sha256, s.id, 'skill', k.slug, 2, k.slug FROM source s
        JOIN "SkillRevision" r ON r."sourceId" = s.id JOIN "Skill" k ON k.id = r."skillId" AND k."recordVersion" = r.number
      UNION ALL
      SELECT s.sha256, s.id, 'pattern', p.slug, 3, p.slug FROM source s JOIN "Pattern" p ON p."sourceId" = s.id
      UNION ALL
      SELECT s.sha256, s.id, d.kind, d.slug, 4, d.slug FROM source s JOIN "DirectoryPage" d ON d."sourceId" = s.id
      UNION ALL
      SELECT s.sha256, s.id, 'thread', t.slug, 5, t.slug FROM source s JOIN "Thread" t ON t."sourceId" = s.id
      UNION ALL
      SELECT sha256, id, NULL, NULL, 6, '' FROM source) found
    ORDER BY place, name COLLATE "C"`
  for (const { sha256, id, kind, slug } of RowsSchema.parse(rows)) {
    const known = found.get(sha256) ?? { id, current: false, documents: [] }
    if (kind !== null && slug !== null) {
      known.current = true
      known.documents.push({ outcome: 'unchanged', kind, slug })
    }
    found.set(sha256, known)
  }
  return found
}

/** Whether what is stored of a source was made of the same drafts as these. */
export async function saysSame(
  client: Transaction,
  known: KnownSource,
  documents: readonly DocumentDraft[],
): Promise<boolean> {
  if (documents.length !== known.documents.length) return false
  const where = { sourceId: known.id }
  const editions = await client.postmortem.findMany({ where, select: { draft: true } })
  const revisions = await client.skillRevision.findMany({ where, select: { draft: true } })
  const drafts = new Set([...editions, ...revisions].map(({ draft }) => canonicalJson(draft)))
  return documents.every(
    (document) => !['incident', 'skill'].includes(document.kind) || drafts.has(canonicalJson(document)),
  )
}

/** Whether anything has been imported yet. */
export async function hasSources(): Promise<boolean> {
  return (await database.source.findFirst({ select: { id: true } })) !== null
}
