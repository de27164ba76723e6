import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { FeedEntry, FeedTokenView, FeedView } from '@/lib/schema/feed'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate, isoInstant } from './dates'

/** Entries of a feed: readers ask often, and keep what they have seen. */
const ENTRIES = 50

const IncidentSchema = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  status: z.string(),
  onDate: z.date().nullable(),
  impact: z.unknown(),
  createdAt: z.date(),
  updatedAt: z.date(),
})

const FIELDS = Prisma.sql`i."id", i."slug", i."title", i."status", i."onDate", i."impact"->'summary' AS "impact", i."createdAt", i."updatedAt"`

/** A text in English, or else in the first language that it has. */
function anyText(value: unknown): string {
  const text = LocalisedTextSchema.safeParse(value).data ?? {}
  return text.en ?? Object.values(text)[0] ?? ''
}

function incidentEntries(rows: unknown, folder: string): FeedEntry[] {
  return z
    .array(IncidentSchema)
    .parse(rows)
    .map(({ id, slug, title, status, onDate, impact, createdAt, updatedAt }) => ({
      id: `urn:uuid:${id}`,
      title,
      path: `${folder}/${encodeURIComponent(slug)}`,
      summary: [onDate && isoDate(onDate), status === 'unknown' ? '' : status, anyText(impact)]
        .filter(Boolean)
        .join(' · '),
      publishedAt: isoInstant(createdAt),
      updatedAt: isoInstant(updatedAt),
    }))
}

const TOLD = Prisma.sql`NOT i."stub" AND i."stage" = 'published'`

/** The incidents that came last, as far as the viewer may read them. */
export async function readIncidentFeed(viewer: Viewer): Promise<FeedView> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT ${FIELDS} FROM "Incident" i WHERE ${TOLD} AND ${visible(viewer, Prisma.sql`i."id"`)}
    ORDER BY i."createdAt" DESC, i."id" LIMIT ${ENTRIES}`
  return { title: 'Incidents', path: '/incidents', entries: incidentEntries(rows, '/incidents') }
}

/** The public incidents that came last. */
export async function readPublicFeed(viewer: Viewer): Promise<FeedView> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT ${FIELDS} FROM "Incident" i
    WHERE ${TOLD} AND i."visibility" = 'public' AND ${visible(viewer, Prisma.sql`i."id"`)}
    ORDER BY i."createdAt" DESC, i."id" LIMIT ${ENTRIES}`
  return { title: 'Public incidents', path: '/public', entries: incidentEntries(rows, '/public/incidents') }
}

/** The incidents of a pattern, newest first; null without such a pattern. What somebody has rejected is not among them. */
export async function readPatternFeed(viewer: Viewer, slug: string): Promise<FeedView | null> {
  assertCan(viewer, 'read')
  const pattern = await database.pattern.findUnique({ where: { slug }, select: { id: true, title: true } })
  if (!pattern) return null
  const rows = await database.$queryRaw`
    SELECT ${FIELDS} FROM "Match" m JOIN "Incident" i ON i."id" = m."incidentId"
    WHERE m."patternId" = ${pattern.id} AND m."state" <> 'rejected' AND ${TOLD} AND ${visible(viewer, Prisma.sql`i."id"`)}
    ORDER BY i."createdAt" DESC, i."id" LIMIT ${ENTRIES}`
  const path = `/patterns/${encodeURIComponent(slug)}`
  return { title: `Incidents of the pattern ${pattern.title}`, path, entries: incidentEntries(rows, '/incidents') }
}

const ItemSchema = z.object({
  id: z.string(),
  title: z.unknown(),
  status: z.string().nullable(),
  due: z.date().nullable(),
  parent: z.string().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
})

/** The action items that came last and are not finished, as far as the viewer may read them. */
export async function readActionItemFeed(viewer: Viewer): Promise<FeedView> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT a."id", a."title", a."status", a."due", coalesce(i."title", s."title") AS "parent", a."createdAt", a."updatedAt"
    FROM "ActionItem" a LEFT JOIN "Incident" i ON i."id" = a."incidentId" LEFT JOIN "Skill" s ON s."id" = a."skillId"
    WHERE (a."status" IS NULL OR a."status" NOT IN ('done', 'wont-do')) AND ${visible(viewer, Prisma.sql`a."id"`)}
    ORDER BY a."createdAt" DESC, a."id" LIMIT ${ENTRIES}`
  const entries = z
    .array(ItemSchema)
    .parse(rows)
    .map(({ id, title, status, due, parent, createdAt, updatedAt }) => ({
      id: `urn:uuid:${id}`,
      title: anyText(title) || 'Untitled action item',
      path: `/action-items/${id}`,
      summary: [status ?? 'status unknown', due ? `due ${isoDate(due)}` : '', parent ?? ''].filter(Boolean).join(' · '),
      publishedAt: isoInstant(createdAt),
      updatedAt: isoInstant(updatedAt),
    }))
  return { title: 'Unfinished action items', path: '/action-items', entries }
}

/** Whether the viewer has addresses of feeds; null when not. */
export async function findFeedToken(viewer: Viewer): Promise<FeedTokenView | null> {
  assertCan(viewer, 'read')
  if (viewer.userId === null) return null
  const row = await database.feedToken.findUnique({ where: { userId: viewer.userId } })
  return row && { createdAt: isoInstant(row.createdAt), lastUsedAt: isoInstant(row.lastUsedAt) }
}
