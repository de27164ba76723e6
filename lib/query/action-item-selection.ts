import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible, visibleAmongMany } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { ActionItemFilter } from '@/lib/schema/action-item'
import type { Viewer } from '@/lib/schema/viewer'
import { UNFINISHED } from './action-item-order'
import { recurrences } from './recurrence-dates'
import { likePattern, whereAll } from './sql'

const today = (now: Date) => Prisma.sql`${now.toISOString().slice(0, 10)}::date`

/** The day it was due has passed, and it is not finished: of a row `a` of `selectionOf`. */
export const overdueOn = (now: Date) => Prisma.sql`(${UNFINISHED} AND a."due" IS NOT NULL AND a."due" < ${today(now)})`

/** What it follows came back while it was open, as `findRecurrenceDebt` decides it: unknown where nobody knows since when it is open. */
export const HAS_DEBT = Prisma.sql`(${UNFINISHED} AND back."at" >= a."openedEnd")`

const PARENT = Prisma.sql`coalesce(a."incidentId", a."skillId")`

/** Days from when it was opened until its incident last came back, of a row of `selectionOf` by debt. */
export const DEBT = Prisma.sql`CASE WHEN ${HAS_DEBT} THEN date_part('epoch', back."at" - a."openedAt") END`

/** Words anywhere in a title, in that of what it follows, or in the owner's name, in large or small letters. */
const withWords = (words: string) => Prisma.sql`a."words" LIKE lower(${likePattern(words)})`

const ofPattern = (slug: string) => Prisma.sql`${PARENT} IN (
  SELECT coalesce(m."incidentId", m."skillId") FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId"
  WHERE p."slug" = ${slug} AND m."state" <> 'rejected')`

function ofService(words: string): Prisma.Sql {
  const like = likePattern(words)
  return Prisma.sql`(a."incidentId" IN (SELECT w."incidentId" FROM "ImpactWindow" w, jsonb_each(w."affected") each(lang, list),
      jsonb_array_elements_text(each.list) named WHERE named ILIKE ${like})
    OR a."scope" IS NOT NULL AND EXISTS (SELECT 1 FROM jsonb_each_text(a."scope") said WHERE said.value ILIKE ${like}))`
}

const LINKED = Prisma.sql`(a."ticket" IS NOT NULL OR a."id" IN (SELECT t."actionItemId" FROM "TrackerIssue" t))`
const UNOWNED = Prisma.sql`(a."owner" IS NULL)`

/** The owner is the viewer: by name, address or its first part, or as a tracker's people are mapped to owners. */
const ownedBy = ({ userId, name }: Viewer) => Prisma.sql`(lower(ltrim(btrim(a."owner"), '@')) = ANY(ARRAY(
  SELECT lower(ltrim(called, '@')) FROM (SELECT ${name} AS called
    UNION ALL SELECT unnest(ARRAY[u."name", u."email", split_part(u."email", '@', 1)]) FROM "User" u WHERE u."id" = ${userId}
    UNION ALL SELECT t."owner" FROM "TrackerPerson" t WHERE t."userId" = ${userId}) names WHERE called <> '')))`

const waits = (
  viewer: Viewer,
) => Prisma.sql`(a."dependsOnId" IS NOT NULL AND ${UNFINISHED} AND a."dependsOnId" IN (SELECT d."id" FROM "ActionItem" d
  WHERE (d."status" IS NULL OR d."status" NOT IN ('done', 'wont-do')) AND ${visibleAmongMany(viewer, Prisma.sql`d."id"`)}))`

/** Filters that are on, off, or not asked for. */
function switched(viewer: Viewer, filter: ActionItemFilter, now: Date): Prisma.Sql[] {
  const switches: [boolean | undefined, Prisma.Sql][] = [
    [filter.overdue, overdueOn(now)],
    [filter.debt, HAS_DEBT],
    [filter.linked, LINKED],
    [filter.unowned, UNOWNED],
    [filter.mine, ownedBy(viewer)],
    [filter.waiting, waits(viewer)],
  ]
  return switches.flatMap(([on, condition]) =>
    on === undefined ? [] : [on ? condition : Prisma.sql`${condition} IS NOT TRUE`],
  )
}

/** What a filter asks of rows `a`; what the viewer may read is not among it. */
export function conditionsOf(viewer: Viewer, filter: ActionItemFilter, now: Date): Prisma.Sql[] {
  const all: Prisma.Sql[] = []
  if (filter.q) all.push(withWords(filter.q))
  if (filter.status === 'unfinished') all.push(UNFINISHED)
  else if (filter.status === 'unknown') all.push(Prisma.sql`a."status" IS NULL`)
  else if (filter.status) all.push(Prisma.sql`a."status" = ${filter.status}`)
  if (filter.owner) all.push(Prisma.sql`lower(a."owner") = lower(${filter.owner.replace(/^@/, '')})`)
  if (filter.kind) all.push(Prisma.sql`a."kind" = ${filter.kind}`)
  if (filter.priority === 'unknown') all.push(Prisma.sql`a."priority" IS NULL`)
  else if (filter.priority) all.push(Prisma.sql`a."priority" = ${filter.priority}`)
  if (filter.pattern) all.push(ofPattern(filter.pattern))
  if (filter.service) all.push(ofService(filter.service))
  if (filter.dueBefore) all.push(Prisma.sql`a."due" < ${filter.dueBefore}::date`)
  all.push(...switched(viewer, filter, now))
  return all
}

const SeenSchema = z.array(z.object({ id: z.string(), version: z.number() }))

/** The action items that a filter lets through, as they are now, to change them at once: at most `limit`, in no certain order. */
export async function findSeenItems(
  viewer: Viewer,
  filter: ActionItemFilter,
  limit: number,
  now: Date = new Date(),
): Promise<{ id: string; version: number }[]> {
  assertCan(viewer, 'read')
  const { from, where } = await selectionOf(viewer, filter, now)
  return SeenSchema.parse(await database.$queryRaw`SELECT a."id", a."version" ${from} ${where} LIMIT ${limit}`)
}

/** `FROM` with rows `a` of action items, and with `back` where a filter or its order asks for debt. */
export async function rowsOf(viewer: Viewer, { debt, sort }: ActionItemFilter, now: Date): Promise<Prisma.Sql> {
  const asksDebt = debt !== undefined || sort === 'debt'
  return Prisma.sql`FROM "ActionItem" a ${asksDebt ? await recurrences(viewer, now) : Prisma.empty}`
}

type Selection = { from: Prisma.Sql; where: Prisma.Sql }

/** The rows `a` that a filter lets through and the viewer may read, for any SELECT over them; order and page are the caller's. */
export async function selectionOf(viewer: Viewer, filter: ActionItemFilter, now: Date): Promise<Selection> {
  const from = await rowsOf(viewer, filter, now)
  const where = whereAll([visibleAmongMany(viewer, Prisma.sql`a."id"`), ...conditionsOf(viewer, filter, now)])
  return { from, where }
}

/**
 * Ids of unfinished action items that may have recurrence debt, those open the longest first, at most `limit`: a pattern of what they
 * follow came back since. Which of them have it is for `findRecurrenceDebt`: the last occurrence of each pattern is read, and nothing
 * is compared, so that a few are found quickly among any number.
 */
export async function findDebtCandidates(viewer: Viewer, limit: number): Promise<string[]> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT a."id" FROM "ActionItem" a JOIN (
      SELECT coalesce(m."incidentId", m."skillId") AS "parent", max(latest."lastOn") AS "lastOn" FROM "Match" m
      JOIN (
        SELECT m."patternId", max(m."onDate") AS "lastOn" FROM "Match" m
        WHERE m."state" <> 'rejected' AND ${visible(viewer, Prisma.sql`m."incidentId"`)} GROUP BY m."patternId"
      ) latest ON latest."patternId" = m."patternId"
      WHERE m."state" <> 'rejected' GROUP BY 1
    ) back ON back."parent" = ${PARENT}
    WHERE ${visibleAmongMany(viewer, Prisma.sql`a."id"`)} AND ${UNFINISHED}
      AND back."lastOn" >= (a."openedEnd" AT TIME ZONE 'UTC')::date
    ORDER BY a."openedAt" NULLS LAST, a."id" LIMIT ${limit}`
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id)
}
