import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { isVisible, onlyVisible, visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { ActionItemChangeView, ActionItemFilter, ActionItemView } from '@/lib/schema/action-item'
import type { Page } from '@/lib/schema/directory'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { ACTION_ITEM_INCLUDE, viewActionItems } from './action-item-views'
import { isoInstant } from './dates'
import { inOrderOf, likePattern, whereAll } from './sql'

/** `a` with what it follows, and the day it was opened as the views and `findRecurrenceDebt` decide it. */
const ITEMS = Prisma.sql`
  FROM (
    SELECT a.*, coalesce(i."title", s."title") AS "parentTitle",
      coalesce(a."sinceDate", i."endedAt"::date, i."reportedOn", i."onDate", i."startedAt"::date) AS "openedOn",
      -- The first day after the period in which it was opened: a year, a month or a day, as far as the source knows it.
      coalesce(
        (a."sinceDate" + CASE length(a."since") WHEN 4 THEN interval '1 year' WHEN 7 THEN interval '1 month' ELSE interval '1 day' END),
        coalesce(i."endedAt"::date, i."reportedOn", i."onDate", i."startedAt"::date) + interval '1 day'
      )::date AS "openedEnd",
      (a."status" IS NULL OR a."status" IN ('open', 'in-progress', 'blocked')) AS "unfinished"
    FROM "ActionItem" a
    LEFT JOIN "Incident" i ON i."id" = a."incidentId"
    LEFT JOIN "Skill" s ON s."id" = a."skillId"
  ) a`

/**
 * The last day on which a pattern of what an item follows came back. The last occurrence of each pattern decides, so the
 * matches are read once and not for each item. Incidents that the viewer may not read do not count.
 */
const recurrence = (viewer: Viewer) => Prisma.sql`
  LEFT JOIN (
    SELECT coalesce(m."incidentId", m."skillId") AS "parent", max(latest."lastOn") AS "lastOn" FROM "Match" m
    JOIN (
      SELECT m."patternId", max(i."onDate") AS "lastOn" FROM "Match" m
      JOIN "Incident" i ON i."id" = m."incidentId" WHERE m."state" <> 'rejected'
        AND ${visible(viewer, Prisma.sql`i."id"`)} GROUP BY m."patternId"
    ) latest ON latest."patternId" = m."patternId"
    WHERE m."state" <> 'rejected' GROUP BY 1
  ) back ON back."parent" = coalesce(a."incidentId", a."skillId")`
/** Whether an item may have recurrence debt; which incidents count exactly is for `findRecurrenceDebt`. */
const MAY_HAVE_DEBT = Prisma.sql`coalesce(a."unfinished" AND back."lastOn" >= a."openedEnd", false)`

const ORDER: Record<ActionItemFilter['sort'], Prisma.Sql> = {
  title: Prisma.sql`coalesce(a."title"->>'en', a."title"::text)`,
  status: Prisma.sql`array_position(ARRAY['blocked', 'open', 'in-progress', 'done', 'wont-do'], a."status")`,
  owner: Prisma.sql`lower(a."owner")`,
  due: Prisma.sql`a."due"`,
  // The oldest has the greatest age.
  age: Prisma.sql`CASE WHEN a."unfinished" THEN CURRENT_DATE - a."openedOn" END`,
  from: Prisma.sql`a."parentTitle"`,
  // The most pressing has the greatest priority.
  priority: Prisma.sql`array_position(ARRAY['low', 'medium', 'high', 'urgent'], a."priority")`,
}

/** Among items of one priority. */
const OLDEST_FIRST = Prisma.sql`${ORDER.age} DESC NULLS LAST,`

/** The day it was due has passed, and it is not finished: of a row `a` of `selectionOf`. */
export const overdueOn = (now: Date) =>
  Prisma.sql`(a."unfinished" AND a."due" IS NOT NULL AND a."due" < ${now.toISOString().slice(0, 10)}::date)`

function conditions(viewer: Viewer, filter: ActionItemFilter, now: Date): Prisma.Sql[] {
  const all = [visible(viewer, Prisma.sql`a."id"`)]
  if (filter.q) {
    const like = likePattern(filter.q)
    all.push(Prisma.sql`(a."parentTitle" ILIKE ${like} OR a."owner" ILIKE ${like}
      OR a."id" IN (SELECT "refId" FROM "SearchDocument" WHERE "kind" = 'action-item' AND "title" ILIKE ${like}))`)
  }
  if (filter.status === 'unfinished') all.push(Prisma.sql`a."unfinished"`)
  else if (filter.status === 'unknown') all.push(Prisma.sql`a."status" IS NULL`)
  else if (filter.status) all.push(Prisma.sql`a."status" = ${filter.status}`)
  if (filter.owner) all.push(Prisma.sql`lower(a."owner") = lower(${filter.owner.replace(/^@/, '')})`)
  if (filter.kind) all.push(Prisma.sql`a."kind" = ${filter.kind}`)
  if (filter.priority === 'unknown') all.push(Prisma.sql`a."priority" IS NULL`)
  else if (filter.priority) all.push(Prisma.sql`a."priority" = ${filter.priority}`)
  if (filter.overdue !== undefined) {
    const overdue = overdueOn(now)
    all.push(filter.overdue ? overdue : Prisma.sql`NOT ${overdue}`)
  }
  if (filter.debt !== undefined) all.push(filter.debt ? MAY_HAVE_DEBT : Prisma.sql`NOT ${MAY_HAVE_DEBT}`)
  return all
}

/** Those of the action items that the viewer may read as views, in the order of `ids`. */
export async function readActionItems(viewer: Viewer, ids: string[], now: Date): Promise<ActionItemView[]> {
  const rows = await database.actionItem.findMany({ where: { id: { in: ids } }, include: ACTION_ITEM_INCLUDE })
  return viewActionItems(viewer, await onlyVisible(viewer, inOrderOf(ids, rows), ({ id }) => id), now)
}

type Selection = { from: Prisma.Sql; where: Prisma.Sql }

/** The rows `a` that a filter lets through and the viewer may read, for any SELECT over them; order and page are the caller's. */
export function selectionOf(viewer: Viewer, filter: ActionItemFilter, now: Date): Selection {
  const from = filter.debt === undefined ? ITEMS : Prisma.sql`${ITEMS} ${recurrence(viewer)}`
  return { from, where: whereAll(conditions(viewer, filter, now)) }
}

/** Ids of one page of action items, filtered and sorted; unknown values come last. */
export async function findActionItemIds(viewer: Viewer, filter: ActionItemFilter, now: Date): Promise<string[]> {
  const { from, where } = selectionOf(viewer, filter, now)
  const dir = filter.dir === 'asc' ? Prisma.sql`ASC` : Prisma.sql`DESC`
  const rows = await database.$queryRaw`
    SELECT a."id" ${from} ${where}
    ORDER BY ${ORDER[filter.sort]} ${dir} NULLS LAST, ${filter.sort === 'priority' ? OLDEST_FIRST : Prisma.empty} a."id"
    LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}`
  const found = z.array(z.object({ id: z.string() })).parse(rows)
  return found.map((row) => row.id)
}

async function countActionItems(viewer: Viewer, filter: ActionItemFilter, now: Date): Promise<number> {
  const { from, where } = selectionOf(viewer, filter, now)
  const rows = await database.$queryRaw`SELECT count(*)::int AS "total" ${from} ${where}`
  const [{ total }] = z.tuple([z.object({ total: z.number() })]).parse(rows)
  return total
}

/** One page of action items over all incidents and skills, filtered and sorted; unknown values come last. */
export async function listActionItems(
  viewer: Viewer,
  filter: ActionItemFilter,
  now: Date = new Date(),
): Promise<Page<ActionItemView>> {
  assertCan(viewer, 'read')
  const [ids, total] = await Promise.all([
    findActionItemIds(viewer, filter, now),
    countActionItems(viewer, filter, now),
  ])
  const items = await readActionItems(viewer, ids, now)
  return {
    items: filter.debt ? items.filter((item) => item.debt !== null) : items,
    total,
    page: filter.page,
    size: filter.size,
  }
}

/** One action item, or null. */
export async function findActionItem(
  viewer: Viewer,
  id: string,
  now: Date = new Date(),
): Promise<ActionItemView | null> {
  assertCan(viewer, 'read')
  return (await readActionItems(viewer, [id], now))[0] ?? null
}

/** Action items of incidents and skills by slug. Each way of its own: joined by OR they would be looked for among all items. */
async function findItemsOf(
  viewer: Viewer,
  { incidents, skills }: { incidents: string[]; skills: string[] },
): Promise<string[]> {
  const rows = await database.$queryRaw`
    SELECT f."id" FROM (
    SELECT a."id" FROM "Incident" i JOIN "ActionItem" a ON a."incidentId" = i."id" WHERE i."slug" = ANY(${incidents})
    UNION SELECT a."id" FROM "Skill" s JOIN "ActionItem" a ON a."skillId" = s."id" WHERE s."slug" = ANY(${skills})
    UNION SELECT h."actionItemId" FROM "Skill" s JOIN "SkillActionItem" h ON h."skillId" = s."id" WHERE s."slug" = ANY(${skills})
    ) f WHERE ${visible(viewer, Prisma.sql`f."id"`)}`
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id)
}

/** The unfinished action items of incidents and skills, those with debt first, then the oldest. */
export async function listUnfinishedOf(
  viewer: Viewer,
  parents: { incidents: string[]; skills: string[] },
  limit: number,
  now: Date = new Date(),
): Promise<ActionItemView[]> {
  assertCan(viewer, 'read')
  const rows = await database.actionItem.findMany({
    where: {
      OR: [{ status: null }, { status: { in: ['open', 'in-progress', 'blocked'] } }],
      id: { in: await findItemsOf(viewer, parents) },
    },
    include: ACTION_ITEM_INCLUDE,
    orderBy: { id: 'asc' },
    take: 200,
  })
  const views = await viewActionItems(viewer, rows, now)
  return views
    .sort((a, b) => Number(b.debt !== null) - Number(a.debt !== null) || (b.ageDays ?? -1) - (a.ageDays ?? -1))
    .slice(0, limit)
}

/**
 * What was changed on an action item by whom, newest first; nothing of one that the viewer may not read. Another item that it waited
 * for is told by its title, and not at all where the viewer may not read that one.
 */
export async function listActionItemChanges(viewer: Viewer, id: string): Promise<ActionItemChangeView[]> {
  assertCan(viewer, 'read')
  if (!(await isVisible(viewer, id))) return []
  const rows = await database.actionItemChange.findMany({
    where: { actionItemId: id },
    orderBy: { id: 'desc' },
    take: 200,
  })
  const named = await readTitles(
    viewer,
    rows.flatMap(({ field, from, to }) => (field === 'dependsOnId' ? [from, to] : [])).filter((one) => one !== null),
  )
  return rows.flatMap(({ at, byName, field, from, to }) => {
    const view = { at: isoInstant(at), by: byName, field }
    if (field !== 'dependsOnId') return [{ ...view, from, to }]
    const told = { from: named.get(from ?? '') ?? null, to: named.get(to ?? '') ?? null }
    return told.from === null && told.to === null ? [] : [{ ...view, ...told }]
  })
}

/** Titles of those of the items that the viewer may read, by id, in English where there is one. */
async function readTitles(viewer: Viewer, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await database.actionItem.findMany({ where: { id: { in: ids } }, select: { id: true, title: true } })
  const readable = await onlyVisible(viewer, rows, ({ id }) => id)
  return new Map(
    readable.map(({ id, title }) => {
      const texts = LocalisedTextSchema.parse(title)
      return [id, texts['en'] ?? Object.values(texts)[0] ?? '']
    }),
  )
}
