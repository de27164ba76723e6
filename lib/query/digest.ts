import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { ActionItemFilterSchema } from '@/lib/schema/action-item'
import type { Digest } from '@/lib/schema/reminder'
import type { Viewer } from '@/lib/schema/viewer'
import { listActionItems, readActionItems } from './action-items'
import { isoDate } from './dates'

/** Of each list so many are told. */
const SHOWN = 5
/** An incident that was older than this when it was stored is history that somebody imported, and no news. In days. */
const NEWS_DAYS = 90

type Period = { from: Date; to: Date }

/** Incidents that were stored in the period and were news then; one without a date counts. */
const news = (viewer: Viewer, { from, to }: Period) => Prisma.sql`
  i."createdAt" >= ${from} AND i."createdAt" < ${to} AND NOT i."stub"
  AND coalesce(i."onDate" >= i."createdAt"::date - ${NEWS_DAYS}::int, true)
  AND ${visible(viewer, Prisma.sql`i."id"`)}`

const IncidentSchema = z.object({ slug: z.string(), title: z.string(), onDate: z.date().nullable(), total: z.number() })

async function readIncidents(viewer: Viewer, period: Period): Promise<Digest['incidents']> {
  const rows = await database.$queryRaw`
    SELECT i."slug", i."title", i."onDate", (count(*) OVER ())::int AS "total" FROM "Incident" i
    WHERE ${news(viewer, period)} ORDER BY i."onDate" DESC NULLS LAST, i."id" LIMIT ${SHOWN}`
  const found = z.array(IncidentSchema).parse(rows)
  return {
    total: found[0]?.total ?? 0,
    items: found.map(({ slug, title, onDate }) => ({ slug, title, on: isoDate(onDate) })),
  }
}

const RecurrenceSchema = z.object({
  slug: z.string(),
  title: z.string(),
  beforeSlug: z.string(),
  beforeTitle: z.string(),
  pattern: z.string(),
})

/**
 * New incidents with the latest earlier one of the same pattern. As for recurrence debt, the pattern must be the root of at least
 * one of the two.
 */
async function readRecurrences(viewer: Viewer, period: Period): Promise<Digest['recurrences']> {
  const rows = await database.$queryRaw`
    SELECT * FROM (
      SELECT DISTINCT ON (i."id") i."slug", i."title", i."onDate", b."slug" AS "beforeSlug", b."title" AS "beforeTitle", p."title" AS "pattern"
      FROM "Incident" i
      JOIN "Match" m ON m."incidentId" = i."id" AND m."state" <> 'rejected'
      JOIN "Match" n ON n."patternId" = m."patternId" AND n."state" <> 'rejected' AND (n."role" = 'root' OR m."role" = 'root')
      JOIN "Incident" b ON b."id" = n."incidentId" AND b."onDate" < i."onDate" AND ${visible(viewer, Prisma.sql`b."id"`)}
      JOIN "Pattern" p ON p."id" = m."patternId"
      WHERE ${news(viewer, period)}
      ORDER BY i."id", m."score" DESC, b."onDate" DESC, b."id"
    ) r ORDER BY r."onDate" DESC, r."slug" LIMIT ${SHOWN}`
  return z
    .array(RecurrenceSchema)
    .parse(rows)
    .map(({ slug, title, beforeSlug, beforeTitle, pattern }) => ({
      slug,
      title,
      before: { slug: beforeSlug, title: beforeTitle },
      pattern,
    }))
}

const FoundSchema = z.array(z.object({ id: z.string(), total: z.number() }))

async function readItems(viewer: Viewer, where: Prisma.Sql, now: Date): Promise<Digest['done']> {
  const rows = await database.$queryRaw`
    SELECT a."id", (count(*) OVER ())::int AS "total" FROM "ActionItem" a LEFT JOIN "Incident" i ON i."id" = a."incidentId"
    WHERE ${where} AND ${visible(viewer, Prisma.sql`a."id"`)} ORDER BY coalesce(a."closedAt", i."endedAt", a."createdAt") DESC, a."id" LIMIT ${SHOWN}`
  const found = FoundSchema.parse(rows)
  const ids = found.map(({ id }) => id)
  return { total: found[0]?.total ?? 0, items: await readActionItems(viewer, ids, now) }
}

/**
 * What a week brought and what is still to be done at its end: new incidents, those that happened before, action items that are
 * overdue, were done in it, or have no owner, of what the viewer may read. `period` is half-open.
 */
export async function readDigest(viewer: Viewer, period: Period, now: Date): Promise<Digest> {
  assertCan(viewer, 'read')
  const filter = ActionItemFilterSchema.parse({ overdue: 'true', sort: 'due', dir: 'asc', size: SHOWN })
  const [incidents, recurrences, overdue, done, unowned] = await Promise.all([
    readIncidents(viewer, period),
    readRecurrences(viewer, period),
    listActionItems(viewer, filter, now),
    readItems(
      viewer,
      Prisma.sql`a."status" = 'done' AND a."closedAt" >= ${period.from} AND a."closedAt" < ${period.to}`,
      now,
    ),
    readItems(
      viewer,
      Prisma.sql`a."owner" IS NULL AND (a."status" IS NULL OR a."status" IN ('open', 'in-progress', 'blocked'))`,
      now,
    ),
  ])
  return { incidents, recurrences, overdue: { total: overdue.total, items: overdue.items }, done, unowned }
}
