import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { findMapDebts, type MapActionItem } from '@/lib/domain/map-debts'
import { assertCan } from '@/lib/domain/permissions'
import { ActionItemStatusSchema } from '@/lib/schema/action-item'
import {
  MapIncidentSchema,
  MapSkillSchema,
  type MapIncident,
  type MapScope,
  type MapSkill,
  type PatternMap,
} from '@/lib/schema/pattern-map'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { oneTitle } from './nodes'
import { likePattern, whereAll } from './sql'

/** As many incidents as a screen can show as single dots; the newest are kept. */
export const INCIDENTS_DRAWN = 5000
const SKILLS_DRAWN = 1000

const InstantColumnSchema = z
  .number()
  .nullable()
  .transform((ms) => (ms === null ? null : new Date(ms)))
const IncidentRowSchema = MapIncidentSchema.extend({ id: z.string(), startedAt: InstantColumnSchema })
const SkillRowSchema = MapSkillSchema.extend({ id: z.string() })
const ItemRowSchema = z.object({
  id: z.string(),
  title: LocalisedTextSchema.transform(oneTitle),
  incidentId: z.string().nullable(),
  skillId: z.string().nullable(),
  status: ActionItemStatusSchema.nullable(),
  since: z.string().nullable(),
  openedOn: z.date().nullable(),
  closedAt: z.date().nullable(),
})

/** Matches of what `column` names that the filter leaves, as JSON; without any such match nothing is found by the filter. */
function matchConditions(scope: MapScope): Prisma.Sql {
  const all = [Prisma.sql`m."state" <> 'rejected'`, Prisma.sql`p."retiredAt" IS NULL`]
  if (scope.status) all.push(Prisma.sql`m."state" = ${scope.status}`)
  if (scope.family) all.push(Prisma.sql`p."family" = ${scope.family}`)
  if (scope.pattern) all.push(Prisma.sql`p."slug" = ${scope.pattern}`)
  return Prisma.join(all, ' AND ')
}

const isAboutPatterns = ({ status, family, pattern }: MapScope) => Boolean(status ?? family ?? pattern)

/** Matches of a row as JSON, the root cause first. A filter by patterns leaves out the others: the map then shows only these. */
function matchesOf(owner: Prisma.Sql, scope: MapScope): Prisma.Sql {
  return Prisma.sql`coalesce((
    SELECT jsonb_agg(jsonb_build_object('slug', p."slug", 'role', m."role", 'state', m."state")
      ORDER BY m."role" DESC, m."score" DESC, p."slug")
    FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId" WHERE ${owner} AND ${matchConditions(scope)}), '[]') AS "patterns"`
}

function incidentConditions(viewer: Viewer, scope: MapScope): Prisma.Sql[] {
  const all = [visible(viewer, Prisma.sql`i."id"`)]
  if (scope.q) {
    const like = likePattern(scope.q)
    all.push(
      Prisma.sql`(i."title" ILIKE ${like} OR EXISTS (SELECT 1 FROM unnest(i."tags") tag WHERE tag ILIKE ${like}))`,
    )
  }
  if (scope.company) {
    all.push(Prisma.sql`i."id" IN (SELECT "fromId" FROM "Reference"
      WHERE "fromKind" = 'incident' AND "target" = ${`companies/${scope.company}`})`)
  }
  if (scope.from) all.push(Prisma.sql`i."onDate" >= ${scope.from}::date`)
  if (scope.to) all.push(Prisma.sql`i."onDate" <= ${scope.to}::date`)
  if (isAboutPatterns(scope)) {
    all.push(Prisma.sql`i."id" IN (SELECT m."incidentId" FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId"
      WHERE m."incidentId" IS NOT NULL AND ${matchConditions(scope)})`)
  }
  return all
}

async function readIncidents(viewer: Viewer, scope: MapScope) {
  const conditions = incidentConditions(viewer, scope)
  const columns = Prisma.sql`i."id", i."slug", i."title", i."stub", i."onDate", i."startedAt", i."openActionItems", i."impactMinutes"`
  // Dated and undated ones apart: each part then comes from an index, in order.
  const rows = await database.$queryRaw`
    WITH found AS (
      SELECT * FROM (
        (SELECT 0 AS "part", ${columns} FROM "Incident" i
          ${whereAll([...conditions, Prisma.sql`i."onDate" IS NOT NULL`])} ORDER BY i."onDate" DESC, i."id" LIMIT ${INCIDENTS_DRAWN})
        UNION ALL
        (SELECT 1, ${columns} FROM "Incident" i
          ${whereAll([...conditions, Prisma.sql`i."onDate" IS NULL`])} ORDER BY i."id" LIMIT ${INCIDENTS_DRAWN})
      ) both_parts ORDER BY "part", "onDate" DESC, "id" LIMIT ${INCIDENTS_DRAWN}
    )
    SELECT coalesce(json_agg(r ORDER BY r."part", r."on" DESC, r."id"), '[]')::text AS "list" FROM (
      SELECT i."part", i."id", i."slug", i."title", i."stub", i."onDate"::text AS "on", i."openActionItems", i."impactMinutes",
        extract(epoch FROM i."startedAt")::float8 * 1000 AS "startedAt", ${matchesOf(Prisma.sql`m."incidentId" = i."id"`, scope)}
      FROM found i
    ) r`
  // One text for all: the driver takes ten times longer for thousands of rows than JSON does.
  const [{ list }] = z.tuple([z.object({ list: z.string() })]).parse(rows)
  return z.array(IncidentRowSchema).parse(JSON.parse(list))
}

async function countIncidents(viewer: Viewer, scope: MapScope): Promise<number> {
  const rows =
    await database.$queryRaw`SELECT count(*)::int AS "total" FROM "Incident" i ${whereAll(incidentConditions(viewer, scope))}`
  const [{ total }] = z.tuple([z.object({ total: z.number() })]).parse(rows)
  return total
}

async function readSkills(viewer: Viewer, scope: MapScope) {
  const conditions = [
    visible(viewer, Prisma.sql`s."id"`),
    // A draft is not to be followed yet, a retired one no more.
    Prisma.sql`s."stage" = 'published'`,
    Prisma.sql`s."id" IN (SELECT m."skillId" FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId"
      WHERE m."skillId" IS NOT NULL AND ${matchConditions(scope)})`,
  ]
  if (scope.company) {
    conditions.push(Prisma.sql`s."id" IN (SELECT "fromId" FROM "Reference"
      WHERE "fromKind" = 'skill' AND "target" = ${`companies/${scope.company}`})`)
  }
  if (scope.q) conditions.push(Prisma.sql`s."title" ILIKE ${likePattern(scope.q)}`)
  const rows = await database.$queryRaw`
    SELECT s."id", s."slug", s."title", ${matchesOf(Prisma.sql`m."skillId" = s."id"`, scope)}
    FROM "Skill" s ${whereAll(conditions)} ORDER BY s."title", s."id" LIMIT ${SKILLS_DRAWN}`
  return z.array(SkillRowSchema).parse(rows)
}

/** Action items of what is drawn that are open, or of which it is known until when they were. */
async function readItems(incidentIds: string[], skillIds: string[]) {
  const rows = await database.$queryRaw`
    SELECT a."id", a."title", a."incidentId", a."skillId", a."status", a."since", a."closedAt",
      coalesce(a."sinceDate"::timestamp AT TIME ZONE 'UTC', i."endedAt", i."reportedOn"::timestamp AT TIME ZONE 'UTC',
        i."onDate"::timestamp AT TIME ZONE 'UTC', i."startedAt") AS "openedOn"
    FROM "ActionItem" a LEFT JOIN "Incident" i ON i."id" = a."incidentId"
    WHERE (a."incidentId" = ANY(${incidentIds}) OR a."skillId" = ANY(${skillIds}))
      AND (a."status" IS NULL OR a."status" NOT IN ('done', 'wont-do') OR a."closedAt" IS NOT NULL)
    ORDER BY a."id"`
  return z.array(ItemRowSchema).parse(rows)
}

function actionItemsOf(
  rows: z.infer<typeof ItemRowSchema>[],
  incidents: Map<string, MapIncident>,
  skills: Map<string, MapSkill>,
): MapActionItem[] {
  return rows.flatMap(({ incidentId, skillId, ...row }) => {
    const incident = incidents.get(incidentId ?? '')
    const parent = incident ?? skills.get(skillId ?? '')
    if (!parent) return []
    return [
      { ...row, from: { kind: incident ? ('incident' as const) : ('skill' as const), slug: parent.slug }, parent },
    ]
  })
}

/** What is left when only debt is asked for: the incidents and skills that an indebted item is of, and the recurrences. */
function onlyDebt(map: PatternMap): PatternMap {
  const incidents = new Set(
    map.debts.flatMap(({ from, recurrences }) =>
      from.kind === 'incident' ? [from.slug, ...recurrences] : recurrences,
    ),
  )
  const skills = new Set(map.debts.flatMap(({ from }) => (from.kind === 'skill' ? [from.slug] : [])))
  const kept = map.incidents.filter(({ slug }) => incidents.has(slug))
  return { ...map, incidents: kept, skills: map.skills.filter(({ slug }) => skills.has(slug)), total: kept.length }
}

/**
 * Incidents, skills, patterns and recurrence debt for the pattern map: the newest `INCIDENTS_DRAWN` incidents that the filter
 * leaves of those that the viewer may read, and how many older ones are left out. Debt is that among the incidents drawn.
 */
export async function readPatternMap(viewer: Viewer, scope: MapScope, now: Date = new Date()): Promise<PatternMap> {
  assertCan(viewer, 'read')
  const [incidentRows, total, skillRows, catalogue] = await Promise.all([
    readIncidents(viewer, scope),
    countIncidents(viewer, scope),
    readSkills(viewer, scope),
    database.pattern.findMany({
      select: { slug: true, title: true, family: true },
      orderBy: [{ family: 'asc' }, { title: 'asc' }],
    }),
  ])
  const items = await readItems(
    incidentRows.map(({ id }) => id),
    skillRows.map(({ id }) => id),
  )
  const incidents = incidentRows.map(({ id: _, startedAt: __, ...incident }) => incident)
  const skills = skillRows.map(({ id: _, ...skill }) => skill)
  const actionItems = actionItemsOf(
    items,
    new Map(incidentRows.map(({ id }, index) => [id, incidents[index]!])),
    new Map(skillRows.map(({ id }, index) => [id, skills[index]!])),
  )
  const debts = findMapDebts(actionItems, incidentRows, now)
  const whole = { incidents, skills, debts, patterns: [], total, leftOut: total - incidents.length }
  const map = scope.debt ? onlyDebt(whole) : whole
  const used = new Set([...map.incidents, ...map.skills].flatMap(({ patterns }) => patterns.map(({ slug }) => slug)))
  return { ...map, patterns: catalogue.filter(({ slug }) => used.has(slug)) }
}

/** Companies that an incident which the viewer may read refers to, by slug: the choices of the map's filter. */
export async function listMapCompanies(viewer: Viewer): Promise<{ slug: string; title: string }[]> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT used."slug", coalesce(p."title", used."slug") AS "title" FROM (
      SELECT substr(r."target", 11) AS "slug", count(*) AS "count" FROM "Reference" r
      WHERE r."fromKind" = 'incident' AND starts_with(r."target", 'companies/') AND ${visible(viewer, Prisma.sql`r."fromId"`)} GROUP BY 1 ORDER BY 2 DESC LIMIT 200
    ) used LEFT JOIN "DirectoryPage" p ON p."kind" = 'company' AND p."slug" = used."slug" ORDER BY 2`
  return z.array(z.object({ slug: z.string(), title: z.string() })).parse(rows)
}
