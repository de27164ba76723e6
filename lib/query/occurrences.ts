import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { compareScopes, type ScopeFacts } from '@/lib/domain/recurrence-scope'
import { MatchRoleSchema, type MatchRole } from '@/lib/schema/draft'
import { readScopes } from './occurrences-scope'
import { groupBy } from './sql'

/** An incident as recurrence debt needs it. */
export type Occurrence = {
  slug: string
  title: string
  patterns: string[]
  at: Date | null
  on: Date | null
  impactMinutes: number | null
  scope: 'same' | 'unknown'
}
/** Whose occurrences are asked for, and from when on they matter; from the beginning when that is left out. */
type Parent = { incidentId: string | null; skillId: string | null; openedOn?: Date | null }
type Found = { patterns: string[]; controls: string[]; list: Occurrence[] }

/** Newest occurrences read for each pattern: more would only lengthen a list that is long already. */
const PER_PATTERN = 40
/** Newest incidents among which those of frequent patterns are found. */
const NEWEST = 600
/** Where nobody knows whose an incident is, both must show the pattern as their root, this surely or confirmed. */
const STRONG = 0.6

const PatternOfSchema = z.object({
  parent: z.string(),
  patternId: z.string(),
  slug: z.string(),
  role: MatchRoleSchema,
  sure: z.number(),
  controls: z.array(z.string()),
})
const RowSchema = z.object({
  patternId: z.string(),
  role: MatchRoleSchema,
  sure: z.number(),
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  at: z.date().nullable(),
  on: z.date().nullable(),
  impactMinutes: z.number().nullable(),
})

/** A confirmed match is certain. */
const SURE = Prisma.sql`CASE m."state" WHEN 'confirmed' THEN 1 ELSE m."score" END AS "sure"`

async function readPatternsOf(parents: Parent[]) {
  const incidents = parents.flatMap((one) => one.incidentId ?? [])
  const skills = parents.flatMap((one) => one.skillId ?? [])
  const rows = await database.$queryRaw`
    SELECT coalesce(m."incidentId", m."skillId") AS "parent", p."id" AS "patternId", p."slug", m."role", ${SURE},
      coalesce(p."controls", ARRAY[]::text[]) AS "controls"
    FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId"
    WHERE m."state" <> 'rejected' AND (m."incidentId" = ANY(${incidents}) OR m."skillId" = ANY(${skills}))
    ORDER BY m."score" DESC`
  return z.array(PatternOfSchema).parse(rows)
}

/**
 * The newest incidents of each pattern. A frequent pattern has enough of them among the newest incidents of all, which are
 * read once for all patterns; only for the others, which have few, their own members are sorted.
 */
async function readIncidentsOf(patternIds: string[]) {
  const columns = Prisma.sql`i."id", i."slug", i."title", i."startedAt" AS "at", i."onDate" AS "on", i."impactMinutes"`
  const rows = await database.$queryRaw`
    WITH newest AS MATERIALIZED (
      SELECT m."patternId", m."role", ${SURE}, ${columns}, row_number() OVER (PARTITION BY m."patternId" ORDER BY i."onDate" DESC) AS "rank"
      FROM (SELECT * FROM "Incident" WHERE "onDate" IS NOT NULL ORDER BY "onDate" DESC, "id" LIMIT ${NEWEST}) i
      JOIN "Match" m ON m."incidentId" = i."id" AND m."state" <> 'rejected' AND m."patternId" = ANY(${patternIds})
    ), frequent AS (
      SELECT "patternId" FROM newest WHERE "rank" = ${PER_PATTERN}
    )
    SELECT "patternId", "role", "sure", "id", "slug", "title", "at", "on", "impactMinutes" FROM newest
    WHERE "rank" <= ${PER_PATTERN} AND "patternId" IN (SELECT "patternId" FROM frequent)
    UNION ALL
    SELECT rare."patternId", i.* FROM unnest(${patternIds}::text[]) AS rare("patternId")
    CROSS JOIN LATERAL (
      SELECT m."role", ${SURE}, ${columns} FROM "Match" m JOIN "Incident" i ON i."id" = m."incidentId"
      WHERE m."patternId" = rare."patternId" AND m."state" <> 'rejected' AND i."onDate" IS NOT NULL
      ORDER BY i."onDate" DESC LIMIT ${PER_PATTERN}
    ) i WHERE rare."patternId" NOT IN (SELECT "patternId" FROM frequent)`
  return z.array(RowSchema).parse(rows)
}

/**
 * The patterns of action items' incidents and skills with their controls, and the dated incidents that recurred with one.
 * A shared pattern counts when it is the root on at least one side: two incidents that share only a contributing weakness
 * are not the same incident again. It has to be of the same company, service or component (`compareScopes`); where that is not
 * known, only a strong match counts, and the occurrence says so. Gives a lookup by item: its patterns, best first, and those
 * incidents with the patterns that count; the item's own incident is among them. Three queries, however many items there are.
 */
export async function readOccurrences(parents: Parent[]): Promise<(parent: Parent) => Found> {
  const patternsOf = groupBy(parents.length === 0 ? [] : await readPatternsOf(parents), (row) => row.parent)
  const patternIds = new Set([...patternsOf.values()].flat().map((row) => row.patternId))
  const byPattern = groupBy(patternIds.size === 0 ? [] : await readIncidentsOf([...patternIds]), (row) => row.patternId)
  const related = parents.map((parent) => ({ parent, list: relatedTo(patternsOf.get(idOf(parent)) ?? [], byPattern) }))
  const later = related.flatMap(({ parent, list }) => list.filter((one) => mayBeLater(one, parent)).map(({ id }) => id))
  const scopes = await readScopes({
    incidents: [...new Set([...later, ...parents.flatMap(({ incidentId }) => incidentId ?? [])])],
    skills: parents.flatMap(({ skillId }) => skillId ?? []),
  })
  const found = new Map<string, Found>()
  for (const { parent, list } of related) {
    const id = idOf(parent)
    // The items of one incident ask for the same, those that were opened first for the most.
    const known = found.get(id)
    const inScope = withinScope(
      list.filter((one) => mayBeLater(one, parent)),
      scopes.get(id),
      scopes,
    )
    if (known && known.list.length >= inScope.length) continue
    const patterns = patternsOf.get(id) ?? []
    const shared = new Set(inScope.flatMap((one) => one.patterns))
    const controls = patterns.flatMap((one) => (shared.has(one.slug) ? one.controls : []))
    found.set(id, { patterns: patterns.map(({ slug }) => slug), controls, list: inScope })
  }
  return (parent) => found.get(idOf(parent)) ?? { patterns: [], controls: [], list: [] }
}

const idOf = ({ incidentId, skillId }: Parent) => incidentId ?? skillId ?? ''

function mayBeLater({ at, on }: Related, { openedOn }: Parent): boolean {
  const begin = at ?? on
  return begin !== null && (!openedOn || begin >= openedOn)
}

type Related = Omit<Occurrence, 'scope'> & { id: string; strong: boolean }

function relatedTo(
  patterns: z.infer<typeof PatternOfSchema>[],
  byPattern: Map<string, z.infer<typeof RowSchema>[]>,
): Related[] {
  const byId = new Map<string, Related>()
  for (const { patternId, slug: pattern, role, sure } of patterns) {
    for (const row of byPattern.get(patternId) ?? []) {
      if (!isRoot(role) && !isRoot(row.role)) continue
      const strong = isRoot(role) && isRoot(row.role) && Math.min(sure, row.sure) >= STRONG
      const known = byId.get(row.id)
      if (known) {
        known.patterns.push(pattern)
        known.strong ||= strong
      } else {
        const { id, slug, title, at, on, impactMinutes } = row
        byId.set(id, { id, slug, title, at, on, impactMinutes, patterns: [pattern], strong })
      }
    }
  }
  return [...byId.values()]
}

function withinScope(
  list: readonly Related[],
  own: ScopeFacts | undefined,
  scopes: ReadonlyMap<string, ScopeFacts>,
): Occurrence[] {
  return list.flatMap(({ id, strong, ...occurrence }) => {
    const theirs = scopes.get(id)
    const scope = own && theirs ? compareScopes(own, theirs) : 'unknown'
    if (scope === 'other' || (scope === 'unknown' && !strong)) return []
    return [{ ...occurrence, scope }]
  })
}

const isRoot = (role: MatchRole) => role === 'root'
