import { z } from 'zod'
import { database } from '@/lib/database'
import { compareScopes, type Scope, type ScopeFacts } from '@/lib/domain/recurrence-scope'
import { MatchRoleSchema, type MatchRole } from '@/lib/schema/draft'
import type { Viewer } from '@/lib/schema/viewer'
import { readNewest, SURE, type Newest, type NewestRow, type RecurrenceState } from './newest-occurrences'
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

const ShownSchema = z.object({ parent: z.string(), shown: z.string() })

/** As `readPatternsOf`, for thousands: a line for each pattern, only what is compared. */
async function readShownBy(parents: Parent[]): Promise<Map<string, Shown[]>> {
  const incidents = parents.flatMap((one) => one.incidentId ?? [])
  const skills = parents.flatMap((one) => one.skillId ?? [])
  const rows = await database.$queryRaw`
    SELECT m."parent", string_agg(m."patternId" || ' ' || m."role" || ' ' || m."sure", chr(10)) AS "shown" FROM (
      SELECT coalesce(m."incidentId", m."skillId") AS "parent", m."patternId", m."role", ${SURE} FROM "Match" m
      WHERE m."state" <> 'rejected' AND (m."incidentId" = ANY(${incidents}) OR m."skillId" = ANY(${skills}))
    ) m GROUP BY 1`
  return new Map(
    z
      .array(ShownSchema)
      .parse(rows)
      .map(({ parent, shown }) => [parent, shown.split('\n').map(readShown)]),
  )
}

function readShown(line: string): Shown {
  const [patternId = '', role, sure] = line.split(' ')
  return { patternId, role: MatchRoleSchema.parse(role), sure: Number(sure) }
}

/**
 * The patterns of action items' incidents and skills with their controls, and the dated incidents that recurred with one.
 * A shared pattern counts when it is the root on at least one side: two incidents that share only a contributing weakness
 * are not the same incident again. It has to be of the same company, service or component (`compareScopes`); where that is not
 * known, only a strong match counts, and the occurrence says so. Gives a lookup by item: its patterns, best first, and those
 * incidents with the patterns that count; the item's own incident is among them, and none that the viewer may not read. Four
 * queries at once, however many items there are.
 */
export async function readOccurrences(viewer: Viewer, items: Parent[]): Promise<(parent: Parent) => Found> {
  const parents = earliestOf(items)
  if (parents.length === 0) return () => ({ patterns: [], controls: [], list: [] })
  const [rows, newest, own] = await Promise.all([
    readPatternsOf(parents),
    readNewest(viewer),
    readOwnScopes(viewer, parents),
  ])
  const patternsOf = groupBy(rows, (row) => row.parent)
  const found = new Map<string, Found>()
  for (const parent of parents) {
    const id = idOf(parent)
    const patterns = patternsOf.get(id) ?? []
    const inScope = withinScope(relatedTo(patterns, newest.byPattern, parent), own.get(id), newest.scopes)
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
const AT_ONCE = 4_000

/**
 * When incidents and skills last came back before `now`, by id: the latest of what `readOccurrences` gives for each, which decides
 * whether an item that was open then has recurrence debt. Made for thousands of them: the newest are compared first, and after the
 * first that counts no other is. `state` is what was read before.
 */
export async function readLatestRecurrences(
  viewer: Viewer,
  parents: Parent[],
  now: Date,
  state: RecurrenceState,
): Promise<LatestRecurrences> {
  const { byPattern, scopes } = await readNewest(viewer, state)
  const found: LatestRecurrences = {
    latest: new Map(),
    from: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
  }
  const newestFirst = new Map<string, Begun[]>()
  for (const [pattern, rows] of byPattern) {
    const begun = rows.flatMap((row) => {
      const begin = (row.at ?? row.on)?.getTime()
      return begin === undefined ? [] : [{ row, begin, facts: scopes.get(row.id) }]
    })
    for (const { begin } of begun) {
      if (begin < now.getTime()) found.from = Math.max(found.from, begin)
      else found.until = Math.min(found.until, begin)
    }
    const past = begun.filter(({ begin }) => begin < now.getTime())
    newestFirst.set(
      pattern,
      past.toSorted((a, b) => b.begin - a.begin),
    )
  }
  for (let start = 0; start < parents.length; start += AT_ONCE) {
    const some = parents.slice(start, start + AT_ONCE)
    const [patternsOf, own] = await Promise.all([readShownBy(some), readOwnScopes(viewer, some)])
    for (const parent of some) {
      const id = idOf(parent)
      found.latest.set(id, latestOf(id, patternsOf.get(id) ?? [], own.get(id), newestFirst))
    }
  }
  return found
}

type Begun = { row: NewestRow; begin: number; facts: ScopeFacts | undefined }

/** The latest moment at which one of the patterns came back in the same company, service or component; of each the newest is asked first. */
function latestOf(
  id: string,
  patterns: Shown[],
  own: ScopeFacts | undefined,
  newestFirst: ReadonlyMap<string, Begun[]>,
): number | null {
  let latest: number | null = null
  for (const pattern of patterns) {
    for (const { row, begin, facts } of newestFirst.get(pattern.patternId) ?? []) {
      if (latest !== null && begin <= latest) break
      if (row.id === id || !(isRoot(pattern.role) || isRoot(row.role))) continue
      if (countsIn(scopeOf(own, facts), isStrong(pattern, row))) latest = begin
    }
  }
  return latest
}

const readOwnScopes = (viewer: Viewer, parents: Parent[]) =>
  readScopes(viewer, {
    incidents: parents.flatMap(({ incidentId }) => incidentId ?? []),
    skills: parents.flatMap(({ incidentId, skillId }) => (incidentId === null ? (skillId ?? []) : [])),
  })

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

function mayBeLater({ at, on }: NewestRow, { openedOn }: Parent): boolean {
  const begin = at ?? on
  return begin !== null && (!openedOn || begin >= openedOn)
}

type Related = Omit<Occurrence, 'scope'> & { id: string; strong: boolean }

type Sure = { role: MatchRole; sure: number }
/** A pattern that an incident or a skill shows. */
type Shown = Sure & { patternId: string }

const isStrong = (a: Sure, b: Sure) => isRoot(a.role) && isRoot(b.role) && Math.min(a.sure, b.sure) >= STRONG

const scopeOf = (own: ScopeFacts | undefined, theirs: ScopeFacts | undefined) =>
  own && theirs ? compareScopes(own, theirs) : 'unknown'

const countsIn = (scope: Scope, strong: boolean) => scope === 'same' || (scope === 'unknown' && strong)

function relatedTo(
  patterns: z.infer<typeof PatternOfSchema>[],
  byPattern: Newest['byPattern'],
  parent: Parent,
): Related[] {
  const byId = new Map<string, Related>()
  for (const shown of patterns) {
    const pattern = shown.slug
    for (const row of byPattern.get(shown.patternId) ?? []) {
      if (!mayBeLater(row, parent) || !(isRoot(shown.role) || isRoot(row.role))) continue
      const strong = isStrong(shown, row)
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
    const scope = scopeOf(own, scopes.get(id))
    return scope !== 'other' && countsIn(scope, strong) ? [{ ...occurrence, scope }] : []
  })
}

const isRoot = (role: MatchRole) => role === 'root'
