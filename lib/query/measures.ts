import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visibleAmongMany } from '@/lib/access'
import { database } from '@/lib/database'
import { measureGroup, measureMonths, measurePrevention } from '@/lib/domain/measures'
import { assertCan } from '@/lib/domain/permissions'
import type { GroupMeasure, MeasureFilter, MeasuresView, MonthsMeasure, Prevention } from '@/lib/schema/measures'
import type { Viewer } from '@/lib/schema/viewer'
import { readDebts } from './measured-debts'
import { measuredIncidents, measuredItems } from './measured-items'

/** Numbers in one text: the driver takes far longer for an array of thousands. */
const NumbersSchema = z
  .string()
  .nullable()
  .transform((list) => (list ? list.split(',').map(Number) : []))
const GroupRowSchema = z.object({
  by: z.enum(['all', 'kind', 'pattern', 'owner']),
  key: z.string().nullable(),
  label: z.string().nullable(),
  done: z.int(),
  wontDo: z.int(),
  unfinished: z.int(),
  unknown: z.int(),
  ages: NumbersSchema,
  closing: NumbersSchema,
})
type By = z.infer<typeof GroupRowSchema>['by']

/** What is counted of rows `a`. */
function countsOn(now: Date): Prisma.Sql {
  const today = Prisma.sql`${now.toISOString().slice(0, 10)}::date`
  return Prisma.sql`count(*) AS "size",
    (count(*) FILTER (WHERE a."status" = 'done'))::int AS "done",
    (count(*) FILTER (WHERE a."status" = 'wont-do'))::int AS "wontDo",
    (count(*) FILTER (WHERE a."state" = 'unfinished'))::int AS "unfinished",
    (count(*) FILTER (WHERE a."state" = 'unknown'))::int AS "unknown",
    string_agg(greatest(0, ${today} - a."openedOn")::text, ',') FILTER (WHERE a."state" = 'unfinished' AND a."openedOn" IS NOT NULL) AS "ages",
    string_agg((a."closedOn" - a."openedOn")::text, ',') FILTER (WHERE a."state" = 'finished') AS "closing"`
}

/**
 * All items, and those of each kind, owner and pattern; an item counts for each pattern of what it follows. One statement, which groups
 * the items by each for itself: their union is many times as long, and would be sorted.
 */
async function readGroups(viewer: Viewer, filter: MeasureFilter, now: Date): Promise<Record<By, GroupMeasure[]>> {
  const counts = countsOn(now)
  const rows = await database.$queryRaw`
    WITH items AS MATERIALIZED (
      SELECT a."status", a."state", a."kind", a."owner", a."parent", a."openedOn", a."closedOn"
      FROM ${measuredItems(viewer, filter)} a WHERE a."within"
    ),
    named AS (
      SELECT coalesce(m."incidentId", m."skillId") AS "parent", p."slug", p."title" FROM "Match" m
      JOIN "Pattern" p ON p."id" = m."patternId" AND p."retiredAt" IS NULL WHERE m."state" <> 'rejected'
    )
    SELECT g.* FROM (
      SELECT 'all' AS "by", NULL AS "key", NULL AS "label", ${counts} FROM items a
      UNION ALL SELECT 'kind', a."kind", NULL, ${counts} FROM items a GROUP BY 2
      UNION ALL SELECT 'owner', lower(a."owner"), min(a."owner"), ${counts} FROM items a GROUP BY 2
      UNION ALL SELECT 'pattern', n."slug", min(n."title"), ${counts} FROM items a LEFT JOIN named n ON n."parent" = a."parent" GROUP BY 2
    ) g ORDER BY g."size" DESC, g."key" NULLS LAST`
  const groups: Record<By, GroupMeasure[]> = { all: [], kind: [], pattern: [], owner: [] }
  for (const { by, ...row } of z.array(GroupRowSchema).parse(rows)) groups[by].push(measureGroup(row))
  return groups
}

const MonthRowSchema = z.object({
  opened: z.string().nullable(),
  closed: z.string().nullable(),
  state: z.enum(['unfinished', 'finished', 'unknown']),
  count: z.int(),
  undated: z.int(),
})

/** The months of the filter's period, of all its items: one that was opened before may be closed in it. */
async function readMonths(viewer: Viewer, filter: MeasureFilter, now: Date) {
  const { from, to, ...others } = filter
  // A year names no month. Days are counted first: there are fewer of them than items, and naming a month is slow.
  const rows = await database.$queryRaw`
    SELECT CASE WHEN d."named" THEN to_char(d."openedOn", 'YYYY-MM') END AS "opened", to_char(d."closedOn", 'YYYY-MM') AS "closed", d."state",
      sum(d."count")::int AS "count", (coalesce(sum(d."count") FILTER (WHERE d."openedOn" IS NULL), 0))::int AS "undated"
    FROM (
      SELECT a."openedOn", a."closedOn", a."state", (a."since" IS NULL OR length(a."since") <> 4) AS "named", count(*) AS "count"
      FROM ${measuredItems(viewer, others)} a GROUP BY 1, 2, 3, 4
    ) d GROUP BY 1, 2, 3`
  const counted = z.array(MonthRowSchema).parse(rows)
  const overTime = measureMonths(counted, { from: from?.slice(0, 7) ?? null, to: to?.slice(0, 7) ?? null, now })
  return { overTime, undated: counted.reduce((sum, row) => sum + row.undated, 0) } satisfies {
    overTime: MonthsMeasure
    undated: number
  }
}

const PreventionRowSchema = z.object({
  month: z.string().nullable(),
  incidents: z.int(),
  prevented: z.int(),
  bare: z.int(),
  unknown: z.int(),
})

/** An item that nobody will do prevents nothing, and one that the viewer may not read is not there. */
async function readPrevention(viewer: Viewer, filter: MeasureFilter): Promise<Prevention> {
  const rows = await database.$queryRaw`
    SELECT to_char(i."onDate", 'YYYY-MM') AS "month", count(*)::int AS "incidents",
      (count(*) FILTER (WHERE had."prevents"))::int AS "prevented",
      (count(*) FILTER (WHERE had."incidentId" IS NULL))::int AS "bare",
      (count(*) FILTER (WHERE NOT had."prevents" AND had."unknown"))::int AS "unknown"
    FROM "Incident" i LEFT JOIN (
      SELECT a."incidentId", coalesce(bool_or(a."kind" = 'prevent' AND a."status" IS DISTINCT FROM 'wont-do'), FALSE) AS "prevents",
        coalesce(bool_or(a."kind" IS NULL AND a."status" IS DISTINCT FROM 'wont-do'), FALSE) AS "unknown"
      FROM "ActionItem" a WHERE a."incidentId" IS NOT NULL AND ${visibleAmongMany(viewer, Prisma.sql`a."id"`)} GROUP BY 1
    ) had ON had."incidentId" = i."id" ${measuredIncidents(viewer, filter)} GROUP BY 1`
  return measurePrevention(z.array(PreventionRowSchema).parse(rows))
}

const EMPTY = measureGroup({
  key: null,
  label: null,
  done: 0,
  wontDo: 0,
  unfinished: 0,
  unknown: 0,
  ages: [],
  closing: [],
})

/**
 * What the action items that the viewer may read come to: how many are closed and how old the others are, by kind, pattern and owner; by
 * month; how many incidents have a preventive one; which would have prevented a later incident. Four statements, and three more for debt.
 */
export async function readMeasures(
  viewer: Viewer,
  filter: MeasureFilter,
  now: Date = new Date(),
): Promise<MeasuresView> {
  assertCan(viewer, 'read')
  const [groups, months, prevention, debt] = await Promise.all([
    readGroups(viewer, filter, now),
    readMonths(viewer, filter, now),
    readPrevention(viewer, filter),
    readDebts(viewer, filter, now),
  ])
  return {
    all: groups.all[0] ?? EMPTY,
    outsidePeriod: filter.from || filter.to ? months.undated : 0,
    byKind: groups.kind,
    byPattern: groups.pattern,
    byOwner: groups.owner,
    overTime: months.overTime,
    prevention,
    debt,
  }
}

/** How many owners and patterns the page offers to choose from. */
const CHOICES = 200

/** Owners of action items and patterns with incidents or skills that the viewer may read, the most frequent first: the choices of the filter. */
export async function listMeasureChoices(
  viewer: Viewer,
): Promise<{ owners: string[]; patterns: { slug: string; title: string }[] }> {
  assertCan(viewer, 'read')
  const [owners, patterns] = await Promise.all([
    database.$queryRaw`
      SELECT min(a."owner") AS "owner" FROM "ActionItem" a WHERE a."owner" IS NOT NULL AND ${visibleAmongMany(viewer, Prisma.sql`a."id"`)}
      GROUP BY lower(a."owner") ORDER BY count(*) DESC, 1 LIMIT ${CHOICES}`,
    database.$queryRaw`
      SELECT p."slug", p."title" FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId" AND p."retiredAt" IS NULL
      WHERE m."state" <> 'rejected' AND ${visibleAmongMany(viewer, Prisma.sql`coalesce(m."incidentId", m."skillId")`)}
      GROUP BY p."id" ORDER BY p."title" LIMIT ${CHOICES}`,
  ])
  return {
    owners: z
      .array(z.object({ owner: z.string() }))
      .parse(owners)
      .map(({ owner }) => owner),
    patterns: z.array(z.object({ slug: z.string(), title: z.string() })).parse(patterns),
  }
}
