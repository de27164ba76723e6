import { z } from 'zod'
import { areOthersOfOnePublisher } from '@/lib/domain/external-id'
import { BatchNeighbours, slugsOf, type Arrival } from './batch-neighbours'
import { readComparedEditions, type ComparedEdition, type EditionMemory } from './incident-editions'
import { readCommonKeys } from './common-keys'
import { COMMON_ABOVE, keysOf, keysToLookUp, leastWeight, weightOf, type CommonKeys } from './rare-keys'
import { outOfReach } from './out-of-reach'
import type { Saving } from './saving'
import type { Transaction } from './transaction'

/** Incidents that a document is compared with at most. */
const MAX_INCIDENTS = 8
/** More than all keys together: a shared slug, file, hash or publisher's name is always looked at. */
const NAMED = 1000

export type KnownEditions = {
  /** Incidents that may be the document's, each with all of its editions. */
  incidents: { id: string; editions: ComparedEdition[] }[]
  /** Who holds the slugs that the document asks for. */
  holders: ReadonlyMap<string, string>
  /** Pairs of incidents that a person has said are not one, as `pairOf` writes them. */
  apart: ReadonlySet<string>
}

/** The name of a pair of incidents, in either order. */
export function pairOf(one: string, two: string): string {
  return one < two ? `${one} ${two}` : `${two} ${one}`
}

/** What stays from one lookup of an import to the next. `seeded`: the statistics have been asked for common keys. */
export type LookupMemory = { common: CommonKeys; editions: EditionMemory; seeded?: boolean }

const RowSchema = z.object({
  by: z.enum(['slug', 'external', 'origin', 'hash', 'key']),
  value: z.string(),
  incidentId: z.string(),
  externalId: z.string().nullable(),
})
type Row = z.infer<typeof RowSchema>

/** What is stored under the slugs, origins, hashes and keys of some documents. */
export type Lookup = {
  rows: ReadonlyMap<string, Row[]>
  keys: ReadonlySet<string>
  editions: Map<string, ComparedEdition[]>
  apart: ReadonlySet<string>
}

/**
 * Finds what incoming accounts may belong to: by their slugs, by their origin, by rare keys of their fingerprints. What is out of
 * reach is not there.
 */
export async function lookUpEditions(
  saving: Saving,
  arrivals: readonly Arrival[],
  memory: LookupMemory,
): Promise<Lookup> {
  const { tx } = saving
  if (!memory.seeded) for (const key of await readCommonKeys(tx)) memory.common.add(key)
  memory.seeded = true
  const rows = new Map<string, Row[]>()
  const keys = new Set(arrivals.flatMap(({ fingerprint }) => keysToLookUp(fingerprint, memory.common)))
  if (arrivals.length === 0) return { rows, keys, editions: new Map(), apart: new Set() }
  const found = await tx.$queryRaw`
    SELECT 'slug' AS by, slug AS value, "incidentId", NULL AS "externalId" FROM "SlugAlias"
      WHERE slug = ANY(${arrivals.flatMap(({ document }) => slugsOf(document))})
    UNION ALL
    SELECT 'external', "externalId", "incidentId", "externalId" FROM "Postmortem"
      WHERE "externalId" = ANY(${arrivals.flatMap(({ document }) => document.externalId ?? [])})
    UNION ALL
    SELECT 'origin', s.origin, p."incidentId", p."externalId" FROM "Source" s JOIN "Postmortem" p ON p."sourceId" = s.id
      WHERE s.origin = ANY(${arrivals.flatMap(({ source }) => source.origin ?? [])})
    UNION ALL
    SELECT 'hash', s.sha256, p."incidentId", p."externalId" FROM "Source" s JOIN "Postmortem" p ON p."sourceId" = s.id
      WHERE s.sha256 = ANY(${arrivals.map(({ source }) => source.sha256)})
    UNION ALL
    SELECT 'key', k.key, p."incidentId", p."externalId" FROM unnest(${[...keys]}::text[]) k(key) CROSS JOIN LATERAL
      (SELECT "incidentId", "externalId" FROM "Postmortem" WHERE fingerprint @> ARRAY[k.key]
       LIMIT ${COMMON_ABOVE + 1}) p`
  const told = z.array(RowSchema).parse(found)
  const hidden = await outOfReach(
    saving,
    told.map(({ incidentId }) => incidentId),
  )
  for (const row of told) {
    if (hidden.has(row.incidentId)) continue
    const name = `${row.by} ${row.value}`
    const known = rows.get(name)
    if (known) known.push(row)
    else rows.set(name, [row])
  }
  const lookup: Lookup = { rows, keys, editions: new Map(), apart: new Set() }
  const none = new BatchNeighbours()
  const ids = arrivals.flatMap((arrival) => rankIncidents(lookup, arrival, memory.common, none) ?? [])
  for (const edition of await readComparedEditions(tx, [...new Set(ids)], memory.editions)) {
    const known = lookup.editions.get(edition.incidentId)
    if (known) known.push(edition)
    else lookup.editions.set(edition.incidentId, [edition])
  }
  for (const id of ids) if (!lookup.editions.has(id)) lookup.editions.set(id, [])
  return { ...lookup, apart: await findPairsApart(tx, [...lookup.editions.keys()]) }
}

/**
 * What is known of one of the documents of a lookup, as if it had been looked up after `neighbours` were stored; null when
 * that takes a new lookup.
 */
export function findKnownEditions(
  lookup: Lookup,
  arrival: Arrival,
  common: CommonKeys,
  neighbours: BatchNeighbours,
): KnownEditions | null {
  const ids = neighbours.sharesName(arrival) ? null : rankIncidents(lookup, arrival, common, neighbours)
  if (ids?.every((id) => lookup.editions.has(id)) !== true) return null
  const holders = slugsOf(arrival.document).flatMap((slug) =>
    (lookup.rows.get(`slug ${slug}`) ?? []).map(({ incidentId }) => [slug, incidentId] as const),
  )
  const incidents = ids.map((id) => ({ id, editions: lookup.editions.get(id) ?? [] }))
  return { incidents, holders: new Map(holders), apart: lookup.apart }
}

async function findPairsApart(tx: Transaction, ids: string[]): Promise<Set<string>> {
  if (ids.length < 2) return new Set()
  const where = { state: 'dismissed', incidentId: { in: ids }, otherId: { in: ids } }
  const pairs = await tx.editionSuggestion.findMany({ where, select: { incidentId: true, otherId: true } })
  return new Set(pairs.map(({ incidentId, otherId }) => pairOf(incidentId, otherId)))
}

/** As `lookUpEditions` and `findKnownEditions` for one document alone. */
export async function findKnownEditionsOf(
  saving: Saving,
  arrival: Arrival,
  memory: LookupMemory,
): Promise<KnownEditions> {
  const lookup = await lookUpEditions(saving, [arrival], memory)
  const known = findKnownEditions(lookup, arrival, memory.common, new BatchNeighbours())
  return known ?? { incidents: [], holders: new Map(), apart: new Set() }
}

/**
 * Those with a name in common first, then those that share most of what is rare; the weakest are left out. Learns which keys
 * are common. Null when a neighbour, or a key that was not looked up, counts.
 */
function rankIncidents(
  lookup: Lookup,
  arrival: Arrival,
  common: CommonKeys,
  neighbours: BatchNeighbours,
): string[] | null {
  const keys = keysOf(arrival.fingerprint, common)
  if (!keys.every((key) => lookup.keys.has(key))) return null
  const scores = new Map<string, number>()
  const score = (ids: Iterable<string>, weight: number) => {
    for (const id of ids) scores.set(id, (scores.get(id) ?? 0) + weight)
  }
  for (const name of namedRows(arrival)) score(distinctIncidents(lookup.rows.get(name) ?? [], arrival), NAMED)
  const rare: string[] = []
  for (const key of keys) {
    const rows = lookup.rows.get(`key ${key}`) ?? []
    const beside = neighbours.countOf(key)
    // Most keys: nothing else has them.
    if (rows.length + beside === 0) continue
    if (rows.length + beside > COMMON_ABOVE) common.add(key)
    if (new Set(rows.map(({ incidentId }) => incidentId)).size + beside > COMMON_ABOVE) continue
    rare.push(key)
    score(distinctIncidents(rows, arrival), weightOf(key))
  }
  const least = leastWeight(keys)
  if (neighbours.sharedWeight(arrival, rare, weightOf) >= least) return null
  return [...scores]
    .filter(([, weight]) => weight >= least)
    .sort(([a, weightA], [b, weightB]) => weightB - weightA || (a < b ? -1 : 1))
    .slice(0, MAX_INCIDENTS)
    .map(([id]) => id)
}

function namedRows({ document, source }: Arrival): string[] {
  return [
    ...slugsOf(document).map((slug) => `slug ${slug}`),
    `hash ${source.sha256}`,
    ...(source.origin === null ? [] : [`origin ${source.origin}`]),
    ...(document.externalId ? [`external ${document.externalId}`] : []),
  ]
}

/** Without those that cannot be the document's: another incident of its publisher is another incident. */
function distinctIncidents(rows: readonly Row[], { document }: Arrival): Set<string> {
  const possible = rows.filter(({ by, externalId }) =>
    by === 'slug' ? true : !areOthersOfOnePublisher(externalId, document.externalId),
  )
  return new Set(possible.map(({ incidentId }) => incidentId))
}
