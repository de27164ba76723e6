import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { IncidentStatusSchema, type IncidentStatus } from '@/lib/schema/draft'
import type { Page } from '@/lib/schema/directory'
import { PublicIncidentSchema, type PublicIncident, type PublicRow } from '@/lib/schema/public'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate, isoInstant } from './dates'
import { readIncidentView } from './incident-view'
import { inOrderOf } from './sql'

const PAGE = 50

/** What the public sees of incidents `i`: those that this viewer may read, and of these what is published and told. */
const published = (viewer: Viewer) =>
  Prisma.sql`${visible(viewer, Prisma.sql`i."id"`)} AND i."visibility" = 'public' AND i."stage" = 'published' AND NOT i."stub"`

const IdsSchema = z.array(z.object({ id: z.string() }))

/** One page of public incidents, newest first. */
export async function listPublicIncidents(viewer: Viewer, page: number): Promise<Page<PublicRow>> {
  assertCan(viewer, 'read')
  const [rows, count] = await Promise.all([
    database.$queryRaw`
      SELECT i."id" FROM "Incident" i WHERE ${published(viewer)}
      ORDER BY coalesce(i."onDate", i."startedAt"::date) DESC NULLS LAST, i."startedAt" DESC NULLS LAST, i."id"
      LIMIT ${PAGE} OFFSET ${(page - 1) * PAGE}`,
    database.$queryRaw`SELECT count(*)::int AS "total" FROM "Incident" i WHERE ${published(viewer)}`,
  ])
  const [{ total }] = z.tuple([z.object({ total: z.int() })]).parse(count)
  const ids = IdsSchema.parse(rows).map(({ id }) => id)
  const found = await database.incident.findMany({ where: { id: { in: ids } } })
  const items = inOrderOf(ids, found).map(({ slug, title, status, onDate, startedAt, impactMinutes, langs }) => ({
    slug,
    title,
    status: IncidentStatusSchema.parse(status),
    on: isoDate(onDate),
    startedAt: isoInstant(startedAt),
    impactMinutes,
    langs,
  }))
  return { items, total, page, size: PAGE }
}

/** The public incident of this slug, or that of one of its editions; null when there is none that is public. */
export async function findPublicIncident(viewer: Viewer, slug: string, now: Date): Promise<PublicIncident | null> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT i."id", i."langs" FROM "Incident" i WHERE ${published(viewer)} AND i."id" IN (
      SELECT "id" FROM "Incident" WHERE "slug" = ${slug}
      UNION SELECT "incidentId" FROM "SlugAlias" WHERE "slug" = ${slug})
    ORDER BY (i."slug" = ${slug}) DESC LIMIT 1`
  const [found] = z.array(z.object({ id: z.string(), langs: z.array(z.string()) })).parse(rows)
  const view = found && (await readIncidentView(viewer, found.id, now))
  if (!view) return null
  // The schema drops whatever it does not name.
  return PublicIncidentSchema.parse({ ...view, langs: found.langs, related: await listRelated(viewer, found.id) })
}

/** The status of the public incident of this slug; null when there is none that is public. */
export async function findPublicStatus(viewer: Viewer, slug: string): Promise<IncidentStatus | null> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT i."status" FROM "Incident" i WHERE ${published(viewer)} AND i."id" IN (
      SELECT "id" FROM "Incident" WHERE "slug" = ${slug}
      UNION SELECT "incidentId" FROM "SlugAlias" WHERE "slug" = ${slug})
    ORDER BY (i."slug" = ${slug}) DESC LIMIT 1`
  return z.array(z.object({ status: IncidentStatusSchema })).parse(rows)[0]?.status ?? null
}

/** Public incidents that refer to this one, or that it refers to. */
async function listRelated(viewer: Viewer, id: string): Promise<{ slug: string; title: string }[]> {
  const rows = await database.$queryRaw`
    SELECT DISTINCT i."slug", i."title" FROM "Reference" r
    JOIN "Incident" i ON i."id" = CASE WHEN r."fromId" = ${id} THEN r."toId" ELSE r."fromId" END
    WHERE ((r."fromKind" = 'incident' AND r."fromId" = ${id} AND r."toKind" = 'incident')
      OR (r."toKind" = 'incident' AND r."toId" = ${id} AND r."fromKind" = 'incident'))
      AND i."id" <> ${id} AND ${published(viewer)}
    ORDER BY i."title", i."slug" LIMIT 20`
  return z.array(z.object({ slug: z.string(), title: z.string() })).parse(rows)
}
