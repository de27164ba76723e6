import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { compareScopes, type ScopeFacts } from '@/lib/domain/recurrence-scope'
import { MatchRoleSchema, type MatchRole } from '@/lib/schema/draft'
import type { Viewer } from '@/lib/schema/viewer'
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

/** The newest incidents of each pattern, read off an index of its members by date: a frequent pattern costs no more than a rare one. */
async function readIncidentsOf(viewer: Viewer, patternIds: string[]) {
  const rows = await database.$queryRaw`
    SELECT m."patternId", m."role", m."sure", i."id", i."slug", i."title", i."startedAt" AS "at", i."onDate" AS "on", i."impactMinutes"
    FROM unnest(${patternIds}::text[]) AS asked("patternId")
    CROSS JOIN LATERAL (
      SELECT m."patternId", m."incidentId", m."role", ${SURE} FROM "Match" m
      WHERE m."patternId" = asked."patternId" AND m."state" <> 'rejected' AND m."onDate" IS NOT NULL
        AND ${visible(viewer, Prisma.sql`m."incidentId"`)}
      ORDER BY m."onDate" DESC, m."incidentId" LIMIT ${PER_PATTERN}
    ) m JOIN "Incident" i ON i."id" = m."incidentId"`
  return z.array(RowSchema).parse(rows)
}

/**
 * The patterns of action items' incidents and skills with their controls, and the dated incidents that recurred with one.
 * A shared pattern counts when it is the root on at least one side: two incidents that share only a contributing weakness
 * are not the same incident again. It has to be of the same company, service or component (`compareScopes`); where that is not
 * known, only a strong match counts, and the occurrence says so. Gives a lookup by item: its patterns, best first, and those
 * incidents with the patterns that count; the item's own incident is among them, and none that the viewer may not read. Three
 * queries, however many items there are.
 */
export async function readOccurrences(viewer: Viewer, items: Parent[]): Promise<(parent: Parent) => Found> {
  const parents = earliestOf(items)
  const patternsOf = groupBy(parents.length === 0 ? [] : await readPatternsOf(parents), (row) => row.parent)
  const patternIds = new Set([...patternsOf.values()].flat().map((row) => row.patternId))
  const byPattern = groupBy(
    patternIds.size === 0 ? [] : await readIncidentsOf(viewer, [...patternIds]),
    (row) => row.patternId,
  )
  const related = parents.map((parent) => ({ parent, list: relatedTo(patternsOf.get(idOf(parent)) ?? [], byPattern) }))
  const later = related.flatMap(({ parent, list }) => list.filter((one) => mayBeLater(one, parent)).map(({ id }) => id))
  const scopes = await readScopes({
    incidents: [...new Set([...later, ...parents.flatMap(({ incidentId }) => incidentId ?? [])])],
    skills: parents.flatMap(({ skillId }) => skillId ?? []),
  })
  const found = new Map<string, Found>()
  for (const { parent, list } of related) {
    const id = idOf(parent)
    const inScope = withinScope(
      list.filter((one) => mayBeLater(one, parent)),
      scopes.get(id),
      scopes,
    )
    const patterns = patternsOf.get(id) ?? []
    const shared = new Set(inScope.flatMap((one) => one.patterns))
    const controls = patterns.flatMap((one) => (shared.has(one.slug) ? one.controls : []))
    found.set(id, { patterns: patterns.map(({ slug }) => slug), controls, list: inScope })
  }
  return (parent) => found.get(idOf(parent)) ?? { patterns: [], controls: [], list: [] }
}

/** A moment for each incident and skill at which it last came back, in milliseconds; null when it has not. */
export type LatestRecurrences = {
  latest: Map<string, number | null>
  /** It holds for every present moment after `from` and up to `until`. */
  from: number
  until: number
}

/** Parents whose facts are read at once. */
const AT_ONCE = 1_000

/**
 * When incidents and skills last came back before `now`, by id: the latest of what `readOccurrences` gives for each, which decides
 * whether an item that was open then has recurrence debt. Made for thousands of them: the newest are compared first, and after the
 * first that counts no other is.
 */
export async function readLatestRecurrences(viewer: Viewer, parents: Parent[], now: Date): Promise<LatestRecurrences> {
  const found: LatestRecurrences = {
    latest: new Map(),
    from: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
  }
  const patternsOf = groupBy(parents.length === 0 ? [] : await readPatternsOf(parents), (row) => row.parent)
  const patternIds = new Set([...patternsOf.values()].flat().map((row) => row.patternId))
  const rows = patternIds.size === 0 ? [] : await readIncidentsOf(viewer, [...patternIds])
  const byPattern = groupBy(rows, (row) => row.patternId)
  for (const { at, on } of rows) {
    const begin = (at ?? on)?.getTime()
    if (begin === undefined) continue
    if (begin < now.getTime()) found.from = Math.max(found.from, begin)
    else found.until = Math.min(found.until, begin)
  }
  const others = await readScopes({ incidents: [...new Set(rows.map(({ id }) => id))], skills: [] })
  for (let start = 0; start < parents.length; start += AT_ONCE) {
    const some = parents.slice(start, start + AT_ONCE)
    const own = await readScopes({
      incidents: some.flatMap(({ incidentId }) => incidentId ?? []),
      skills: some.flatMap(({ skillId }) => skillId ?? []),
    })
    for (const parent of some) {
      const list = relatedTo(patternsOf.get(idOf(parent)) ?? [], byPattern)
      found.latest.set(idOf(parent), latestOf(idOf(parent), list, own.get(idOf(parent)), others, now))
    }
  }
  return found
}

function latestOf(
  id: string,
  list: readonly Related[],
  own: ScopeFacts | undefined,
  others: ReadonlyMap<string, ScopeFacts>,
  now: Date,
): number | null {
  const past = list.flatMap((one) => {
    const begin = (one.at ?? one.on)?.getTime()
    return one.id === id || begin === undefined || begin >= now.getTime() ? [] : [{ one, begin }]
  })
  const first = past.toSorted((a, b) => b.begin - a.begin).find(({ one }) => withinScope([one], own, others).length > 0)
  return first?.begin ?? null
}

/** The items of one incident ask for the same, those that were opened first for the most. */
function earliestOf(items: readonly Parent[]): Parent[] {
  const earliest = new Map<string, Parent>()
  const time = ({ openedOn }: Parent) => openedOn?.getTime() ?? Number.NEGATIVE_INFINITY
  for (const item of items) {
    const known = earliest.get(idOf(item))
    if (!known || time(item) < time(known)) earliest.set(idOf(item), item)
  }
  return [...earliest.values()]
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
