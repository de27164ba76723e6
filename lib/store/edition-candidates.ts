import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import type { DocumentDraft } from '@/lib/schema/draft'
import { readEditions, type StoredEdition } from './incident-editions'
import type { StoredSource } from './saved-document'
import type { Transaction } from './transaction'

/** A key that this many editions share tells nothing about which incident it is. */
const COMMON_FROM = 20
/** Keys of one document that are looked up at most, and incidents that are compared at most. */
const MAX_KEYS = 40
const MAX_INCIDENTS = 8
/**
 * Weight of the shared rare keys from which comparing two documents is worth its milliseconds: at least so much, and at least
 * this share of all that was looked up. Editions share most of their times; reports of one house share names and words.
 */
const COMPARED_FROM = 3
const COMPARED_SHARE = 0.2
/** An instant or a copied passage says more than a place or a product, and those more than a word or a number. */
const WEIGHTS: Readonly<Record<string, number>> = { at: 2, copy: 2, domain: 1, id: 1, date: 1 }
const OTHER_WEIGHT = 0.5
/** More than all keys together: a shared slug, file or hash is always looked at. */
const NAMED = 1000

/**
 * Keys known to be common, so that a long import does not look them up for each document. Only grows while an import runs;
 * an edition found through its other keys loses nothing by it.
 */
export type CommonKeys = Set<string>

export type KnownEditions = {
  /** Incidents that may be the document's, each with all of its editions. */
  incidents: { id: string; editions: StoredEdition[] }[]
  /** Who holds the slugs that the document asks for. */
  holders: ReadonlyMap<string, string>
}

const KeyRowsSchema = z.array(z.object({ key: z.string(), incidentId: z.string() }))

/** Finds what an incoming account may belong to: by its slugs, by its origin, by rare keys of its fingerprint. */
export async function findKnownEditions(
  tx: Transaction,
  document: DocumentDraft,
  source: Pick<StoredSource, 'origin' | 'sha256'>,
  fingerprint: readonly string[],
  common: CommonKeys,
): Promise<KnownEditions> {
  const slugs = [document.slug, ...(document.incidentSlug ? [document.incidentSlug] : [])]
  const keys = fingerprint.filter((key) => !common.has(key)).slice(0, MAX_KEYS)
  const rows = KeyRowsSchema.parse(
    await tx.$queryRaw`
      SELECT 'slug ' || slug AS key, "incidentId" FROM "SlugAlias" WHERE slug IN (${Prisma.join(slugs)})
      UNION ALL
      SELECT 'origin', p."incidentId" FROM "Source" s JOIN "Postmortem" p ON p."sourceId" = s.id 
        WHERE s.origin = ${source.origin} OR s.sha256 = ${source.sha256}
      UNION ALL
      SELECT 'key ' || k.key, p."incidentId" FROM unnest(${keys}::text[]) k(key) CROSS JOIN LATERAL
        (SELECT "incidentId" FROM "Postmortem" WHERE fingerprint @> ARRAY[k.key] LIMIT ${COMMON_FROM + 1}) p`,
  )
  const byKey = new Map<string, string[]>()
  for (const { key, incidentId } of rows) byKey.set(key, [...(byKey.get(key) ?? []), incidentId])
  for (const key of keys) if ((byKey.get(`key ${key}`)?.length ?? 0) > COMMON_FROM) common.add(key)
  const ids = rankIncidents(byKey, keys)
  const editions = ids.length > 0 ? await readEditions(tx, { incidentId: { in: ids } }) : []
  return {
    incidents: ids.map((id) => ({ id, editions: editions.filter((edition) => edition.incidentId === id) })),
    holders: new Map(slugs.flatMap((slug) => byKey.get(`slug ${slug}`)?.map((id) => [slug, id] as const) ?? [])),
  }
}

/** Those with a slug or an origin in common first, then those that share most of what is rare; the weakest are left out. */
function rankIncidents(byKey: ReadonlyMap<string, readonly string[]>, keys: readonly string[]): string[] {
  const scores = new Map<string, number>()
  for (const [row, ids] of byKey) {
    const distinct = new Set(ids)
    const key = row.startsWith('key ') ? row.slice(4) : null
    if (key !== null && distinct.size > COMMON_FROM) continue
    for (const id of distinct) scores.set(id, (scores.get(id) ?? 0) + (key === null ? NAMED : weightOf(key)))
  }
  const all = keys.reduce((sum, key) => sum + weightOf(key), 0)
  const least = Math.max(COMPARED_FROM, all * COMPARED_SHARE)
  return [...scores]
    .filter(([, score]) => score >= least)
    .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || (a < b ? -1 : 1))
    .slice(0, MAX_INCIDENTS)
    .map(([id]) => id)
}

function weightOf(key: string): number {
  return WEIGHTS[key.slice(0, key.indexOf(':'))] ?? OTHER_WEIGHT
}
