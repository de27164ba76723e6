import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import type { ActionItemFilter } from '@/lib/schema/action-item'
import type { Viewer } from '@/lib/schema/viewer'
import { recurrences } from './recurrence-dates'
import { likePattern, whereAll } from './sql'

/** Of a row `a`: nobody has finished it. */
const UNFINISHED = Prisma.sql`(a."status" IS NULL OR a."status" IN ('open', 'in-progress', 'blocked'))`

const today = (now: Date) => Prisma.sql`${now.toISOString().slice(0, 10)}::date`

/** The day it was due has passed, and it is not finished: of a row `a` of `selectionOf`. */
export const overdueOn = (now: Date) => Prisma.sql`(${UNFINISHED} AND a."due" IS NOT NULL AND a."due" < ${today(now)})`

/** What it follows came back while it was open, as `findRecurrenceDebt` decides it. */
const HAS_DEBT = Prisma.sql`coalesce(${UNFINISHED} AND back."at" >= a."openedEnd", FALSE)`

const PARENT = Prisma.sql`coalesce(a."incidentId", a."skillId")`

const ORDER: Record<ActionItemFilter['sort'], Prisma.Sql> = {
  title: Prisma.sql`coalesce(a."title"->>'en', a."title"::text)`,
  status: Prisma.sql`array_position(ARRAY['blocked', 'open', 'in-progress', 'done', 'wont-do'], a."status")`,
  owner: Prisma.sql`lower(a."owner")`,
  due: Prisma.sql`a."due"`,
  // The oldest has the greatest age.
  age: Prisma.sql`CASE WHEN ${UNFINISHED} THEN -extract(epoch FROM a."openedAt") END`,
  from: Prisma.sql`coalesce(i."title", s."title")`,
  // The most pressing has the greatest priority.
  priority: Prisma.sql`array_position(ARRAY['low', 'medium', 'high', 'urgent'], a."priority")`,
}

const PARENTS = Prisma.sql`LEFT JOIN "Incident" i ON i."id" = a."incidentId" LEFT JOIN "Skill" s ON s."id" = a."skillId"`

/** Words are looked up by the indexes of what has them. */
function withWords(words: string): Prisma.Sql {
  const like = likePattern(words)
  return Prisma.sql`(a."owner" ILIKE ${like}
    OR a."id" IN (SELECT "refId" FROM "SearchDocument" WHERE "kind" = 'action-item' AND "title" ILIKE ${like})
    OR a."incidentId" IN (SELECT "id" FROM "Incident" WHERE "title" ILIKE ${like})
    OR a."skillId" IN (SELECT "id" FROM "Skill" WHERE "title" ILIKE ${like}))`
}

function conditions(viewer: Viewer, filter: ActionItemFilter, now: Date): Prisma.Sql[] {
  const all = [visible(viewer, Prisma.sql`a."id"`)]
  if (filter.q) all.push(withWords(filter.q))
  if (filter.status === 'unfinished') all.push(UNFINISHED)
  else if (filter.status === 'unknown') all.push(Prisma.sql`a."status" IS NULL`)
  else if (filter.status) all.push(Prisma.sql`a."status" = ${filter.status}`)
  if (filter.owner) all.push(Prisma.sql`lower(a."owner") = lower(${filter.owner.replace(/^@/, '')})`)
  if (filter.kind) all.push(Prisma.sql`a."kind" = ${filter.kind}`)
  if (filter.priority === 'unknown') all.push(Prisma.sql`a."priority" IS NULL`)
  else if (filter.priority) all.push(Prisma.sql`a."priority" = ${filter.priority}`)
  if (filter.overdue !== undefined) all.push(Prisma.sql`${overdueOn(now)} = ${filter.overdue}`)
  if (filter.debt !== undefined) all.push(Prisma.sql`${HAS_DEBT} = ${filter.debt}`)
  return all
}

type Selection = { from: Prisma.Sql; where: Prisma.Sql }

/** The rows `a` that a filter lets through and the viewer may read, for any SELECT over them; order and page are the caller's. */
export async function selectionOf(viewer: Viewer, filter: ActionItemFilter, now: Date): Promise<Selection> {
  const joins = [
    ...(filter.sort === 'from' ? [PARENTS] : []),
    ...(filter.debt === undefined ? [] : [await recurrences(viewer, now)]),
  ]
  const from = Prisma.sql`FROM "ActionItem" a ${joins.length === 0 ? Prisma.empty : Prisma.join(joins, ' ')}`
  return { from, where: whereAll(conditions(viewer, filter, now)) }
}

const FoundSchema = z.tuple([z.object({ ids: z.array(z.string()), total: z.number() })])

/**
 * Ids of one page of action items, filtered and sorted, and how many there are in all. Unknown values come last; among equals the
 * oldest come first where the order is by priority. Both are of one reading of the table: two would cost twice.
 */
export async function findActionItemPage(
  viewer: Viewer,
  filter: ActionItemFilter,
  now: Date,
): Promise<{ ids: string[]; total: number }> {
  const { from, where } = await selectionOf(viewer, filter, now)
  const dir = filter.dir === 'asc' ? Prisma.sql`ASC` : Prisma.sql`DESC`
  const second = filter.sort === 'priority' ? ORDER.age : Prisma.sql`NULL::int`
  const rows = await database.$queryRaw`
    WITH hit AS MATERIALIZED (SELECT a."id", ${ORDER[filter.sort]} AS "first", ${second} AS "second" ${from} ${where})
    SELECT (SELECT count(*)::int FROM hit) AS "total", ARRAY(
      SELECT "id" FROM hit ORDER BY "first" ${dir} NULLS LAST, "second" DESC NULLS LAST, "id"
      LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}) AS "ids"`
  return FoundSchema.parse(rows)[0]
}
