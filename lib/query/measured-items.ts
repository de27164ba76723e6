import { Prisma } from '@/generated/prisma/client'
import { visibleAmongMany } from '@/lib/access'
import type { MeasureFilter } from '@/lib/schema/measures'
import type { Viewer } from '@/lib/schema/viewer'
import { whereAll } from './sql'

/** The incident or skill that an action item `a` is of. */
const PARENT = Prisma.sql`coalesce(a."incidentId", a."skillId")`

/** Matches of what `parent` names with a pattern that is looked for. */
function matchesPattern(parent: Prisma.Sql, slug: string): Prisma.Sql {
  return Prisma.sql`${parent} IN (SELECT coalesce(m."incidentId", m."skillId") FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId"
    WHERE p."slug" = ${slug} AND m."state" <> 'rejected')`
}

function ofCompany(parent: Prisma.Sql, slug: string): Prisma.Sql {
  return Prisma.sql`${parent} IN (SELECT r."fromId" FROM "Reference" r
    WHERE r."fromKind" IN ('incident', 'skill') AND r."target" = ${`companies/${slug}`})`
}

/** Whether a day that may be unknown is in the period of a filter; TRUE without a period. */
function inPeriod(day: Prisma.Sql, { from, to }: MeasureFilter): Prisma.Sql {
  const bounds = [
    ...(from ? [Prisma.sql`${day} >= ${from}::date`] : []),
    ...(to ? [Prisma.sql`${day} <= ${to}::date`] : []),
  ]
  return bounds.length === 0 ? Prisma.sql`TRUE` : Prisma.sql`coalesce(${Prisma.join(bounds, ' AND ')}, FALSE)`
}

/**
 * Action items that the viewer may read and the filter leaves, as a table expression: `id`, `title`, `status`, `kind`, `owner`, `incidentId`,
 * `skillId`, `parent`, `since`; `openedAt` and `openedOn`, the instant and the day (UTC) that it counts as opened on; `openedEnd`, the first day after the period that `since`
 * names; `closedAt`, `closedOn` (not before `openedOn`); `state`: unfinished, finished or unknown; `within`: whether it was opened in the filter's period.
 */
export function measuredItems(viewer: Viewer, filter: MeasureFilter): Prisma.Sql {
  const conditions = [visibleAmongMany(viewer, Prisma.sql`a."id"`)]
  if (filter.owner) conditions.push(Prisma.sql`lower(a."owner") = lower(${filter.owner.replace(/^@/, '')})`)
  if (filter.pattern) conditions.push(matchesPattern(PARENT, filter.pattern))
  if (filter.company) conditions.push(ofCompany(PARENT, filter.company))
  return Prisma.sql`(
    SELECT a.*, (a."openedAt" AT TIME ZONE 'UTC')::date AS "openedOn", ${inPeriod(Prisma.sql`(a."openedAt" AT TIME ZONE 'UTC')::date`, filter)} AS "within",
      CASE WHEN a."closedAt" IS NOT NULL
        THEN greatest((a."closedAt" AT TIME ZONE 'UTC')::date, (a."openedAt" AT TIME ZONE 'UTC')::date) END AS "closedOn",
      coalesce(
        (a."sinceDate" + CASE length(a."since") WHEN 4 THEN interval '1 year' WHEN 7 THEN interval '1 month' ELSE interval '1 day' END)::date,
        (a."openedAt" AT TIME ZONE 'UTC')::date + 1) AS "openedEnd"
    FROM (
      SELECT a."id", a."title", a."status", a."kind", a."owner", a."incidentId", a."skillId", ${PARENT} AS "parent", a."since", a."sinceDate", a."openedAt",
        CASE WHEN a."status" IN ('done', 'wont-do') THEN a."closedAt" END AS "closedAt",
        CASE WHEN a."status" IS NULL THEN 'unknown' WHEN a."status" IN ('done', 'wont-do') THEN 'finished' ELSE 'unfinished' END AS "state"
      FROM "ActionItem" a ${whereAll(conditions)}
    ) a
  )`
}

/** Conditions on incidents `i`, no stubs, that the viewer may read and the filter leaves; it says of owners nothing about them. */
export function measuredIncidents(viewer: Viewer, filter: MeasureFilter): Prisma.Sql {
  const id = Prisma.sql`i."id"`
  const conditions = [Prisma.sql`NOT i."stub"`, visibleAmongMany(viewer, id)]
  if (filter.pattern) conditions.push(matchesPattern(id, filter.pattern))
  if (filter.company) conditions.push(ofCompany(id, filter.company))
  if (filter.from || filter.to)
    conditions.push(Prisma.sql`(i."onDate" IS NULL OR ${inPeriod(Prisma.sql`i."onDate"`, filter)})`)
  return whereAll(conditions)
}
