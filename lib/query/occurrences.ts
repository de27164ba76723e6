import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { MatchRoleSchema, type MatchRole } from '@/lib/schema/draft'
import { groupBy } from './sql'

/** An incident as recurrence debt needs it. */
export type Occurrence = {
  slug: string
  title: string
  patterns: string[]
  at: Date | null
  on: Date | null
  impactMinutes: number | null
}
type Parent = { incidentId: string | null; skillId: string | null }

/** Newest occurrences read for each pattern: more would only lengthen a list that is long already. */
const PER_PATTERN = 40
/** Newest incidents among which those of frequent patterns are found. */
const NEWEST = 600

const PatternOfSchema = z.object({ parent: z.string(), patternId: z.string(), slug: z.string(), role: MatchRoleSchema })
const RowSchema = z.object({
  patternId: z.string(),
  role: MatchRoleSchema,
  slug: z.string(),
  title: z.string(),
  at: z.date().nullable(),
  on: z.date().nullable(),
  impactMinutes: z.number().nullable(),
})

async function readPatternsOf(parents: Parent[]) {
  const incidents = parents.flatMap((one) => one.incidentId ?? [])
  const skills = parents.flatMap((one) => one.skillId ?? [])
  const rows = await database.$queryRaw`
    SELECT coalesce(m."incidentId", m."skillId") AS "parent", p."id" AS "patternId", p."slug", m."role"
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
  const columns = Prisma.sql`i."slug", i."title", i."startedAt" AS "at", i."onDate" AS "on", i."impactMinutes"`
  const rows = await database.$queryRaw`
    WITH newest AS MATERIALIZED (
      SELECT m."patternId", m."role", ${columns}, row_number() OVER (PARTITION BY m."patternId" ORDER BY i."onDate" DESC) AS "rank"
      FROM (SELECT * FROM "Incident" WHERE "onDate" IS NOT NULL ORDER BY "onDate" DESC, "id" LIMIT ${NEWEST}) i
      JOIN "Match" m ON m."incidentId" = i."id" AND m."state" <> 'rejected' AND m."patternId" = ANY(${patternIds})
    ), frequent AS (
      SELECT "patternId" FROM newest WHERE "rank" = ${PER_PATTERN}
    )
    SELECT "patternId", "role", "slug", "title", "at", "on", "impactMinutes" FROM newest
    WHERE "rank" <= ${PER_PATTERN} AND "patternId" IN (SELECT "patternId" FROM frequent)
    UNION ALL
    SELECT rare."patternId", i.* FROM unnest(${patternIds}::text[]) AS rare("patternId")
    CROSS JOIN LATERAL (
      SELECT m."role", ${columns} FROM "Match" m JOIN "Incident" i ON i."id" = m."incidentId"
      WHERE m."patternId" = rare."patternId" AND m."state" <> 'rejected' AND i."onDate" IS NOT NULL
      ORDER BY i."onDate" DESC LIMIT ${PER_PATTERN}
    ) i WHERE rare."patternId" NOT IN (SELECT "patternId" FROM frequent)`
  return z.array(RowSchema).parse(rows)
}

/**
 * The patterns of action items' incidents and skills, and the dated incidents that recurred with one, in two queries.
 * A shared pattern counts when it is the root on at least one side: two incidents that share only a contributing weakness
 * are not the same incident again. Gives a lookup by item: its patterns, best first, and those incidents with the patterns
 * that count; the item's own incident is among them.
 */
export async function readOccurrences(
  parents: Parent[],
): Promise<(parent: Parent) => { patterns: string[]; list: Occurrence[] }> {
  const patternsOf = groupBy(parents.length === 0 ? [] : await readPatternsOf(parents), (row) => row.parent)
  const patternIds = new Set([...patternsOf.values()].flat().map((row) => row.patternId))
  const byPattern = groupBy(patternIds.size === 0 ? [] : await readIncidentsOf([...patternIds]), (row) => row.patternId)
  const known = new Map<string, { patterns: string[]; list: Occurrence[] }>()
  return (parent) => {
    const id = parent.incidentId ?? parent.skillId ?? ''
    // The items of one incident ask for the same.
    const found = known.get(id) ?? occurrencesOf(patternsOf.get(id) ?? [], byPattern)
    known.set(id, found)
    return found
  }
}

function occurrencesOf(
  patterns: z.infer<typeof PatternOfSchema>[],
  byPattern: Map<string, z.infer<typeof RowSchema>[]>,
) {
  const bySlug = new Map<string, Occurrence>()
  for (const { patternId, slug: pattern, role } of patterns) {
    for (const row of byPattern.get(patternId) ?? []) {
      if (!isRoot(role) && !isRoot(row.role)) continue
      const known = bySlug.get(row.slug)
      if (known) known.patterns.push(pattern)
      else {
        const { slug, title, at, on, impactMinutes } = row
        bySlug.set(slug, { slug, title, at, on, impactMinutes, patterns: [pattern] })
      }
    }
  }
  return { patterns: patterns.map(({ slug }) => slug), list: [...bySlug.values()] }
}

const isRoot = (role: MatchRole) => role === 'root'
