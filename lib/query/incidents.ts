import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { isVisible, visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { Page } from '@/lib/schema/directory'
import { IncidentStatusSchema } from '@/lib/schema/draft'
import type { IncidentFilter, IncidentRow, IncidentView } from '@/lib/schema/incident'
import { StageSchema } from '@/lib/schema/stage'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate, isoInstant } from './dates'
import { readIncidentView } from './incident-view'
import { inOrderOf, likePattern, searchTerms, whereAll } from './sql'

const ROW_SELECT = {
  id: true,
  slug: true,
  title: true,
  stub: true,
  langs: true,
  onDate: true,
  startedAt: true,
  zone: true,
  zoneText: true,
  impactMinutes: true,
  severity: true,
  status: true,
  openActionItems: true,
  stage: true,
  visibility: true,
  tags: true,
  // Counted here: Prisma's `_count` would group the windows of all incidents.
  windows: { select: { id: true } },
  matches: {
    where: { state: { not: 'rejected' } },
    // The names of the roles sort as their weight does: root, contributing, aggravating.
    orderBy: [{ role: 'desc' }, { score: 'desc' }, { id: 'asc' }],
    select: { state: true, pattern: { select: { slug: true, title: true } } },
  },
} satisfies Prisma.IncidentSelect
type Row = Prisma.IncidentGetPayload<{ select: typeof ROW_SELECT }>

function viewRow(row: Row): IncidentRow {
  const { id: _, onDate, startedAt, status, stage, windows, matches, ...same } = row
  return {
    ...same,
    on: isoDate(onDate),
    startedAt: isoInstant(startedAt),
    status: IncidentStatusSchema.parse(status),
    stage: StageSchema.parse(stage),
    windows: windows.length,
    patterns: matches.map((match) => ({
      ...match.pattern,
      state: match.state === 'confirmed' ? 'confirmed' : 'suggested',
    })),
  }
}

/** Incidents by id as list rows, in the order of `ids`, which are of what the viewer may read. */
async function readIncidentRows(ids: string[]): Promise<IncidentRow[]> {
  const rows = await database.incident.findMany({ where: { id: { in: ids } }, select: ROW_SELECT })
  return inOrderOf(ids, rows).map(viewRow)
}

const ORDER: Record<IncidentFilter['sort'], Prisma.Sql> = {
  on: Prisma.sql`i."onDate"`,
  title: Prisma.sql`lower(i."title")`,
  impact: Prisma.sql`i."impactMinutes"`,
  severity: Prisma.sql`i."severity"`,
  openActionItems: Prisma.sql`i."openActionItems"`,
}

function conditions(viewer: Viewer, filter: IncidentFilter): Prisma.Sql[] {
  const all = [visible(viewer, Prisma.sql`i."id"`)]
  if (filter.q) {
    const q = filter.q.replaceAll('\u0000', '')
    all.push(Prisma.sql`(i."title" ILIKE ${likePattern(q)} OR i."id" IN (
      SELECT "refId" FROM "SearchDocument" WHERE "kind" = 'incident' AND "search" @@ ${searchTerms(q)}))`)
  }
  if (filter.pattern) {
    all.push(Prisma.sql`i."id" IN (
      SELECT m."incidentId" FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId"
      WHERE p."slug" = ${filter.pattern} AND m."state" <> 'rejected')`)
  }
  if (filter.lang) all.push(Prisma.sql`i."langs" @> ARRAY[${filter.lang}]::text[]`)
  if (filter.from) all.push(Prisma.sql`i."onDate" >= ${filter.from}::date`)
  if (filter.to) all.push(Prisma.sql`i."onDate" <= ${filter.to}::date`)
  if (filter.status === 'stub') all.push(Prisma.sql`i."stub"`)
  else if (filter.status) all.push(Prisma.sql`i."status" = ${filter.status} AND NOT i."stub"`)
  if (filter.visibility) all.push(Prisma.sql`i."visibility" = ${filter.visibility}::"Visibility"`)
  return all
}

/** One page of incidents, filtered and sorted; unknown values come last in either direction. */
export async function listIncidents(viewer: Viewer, filter: IncidentFilter): Promise<Page<IncidentRow>> {
  assertCan(viewer, 'read')
  const where = whereAll(conditions(viewer, filter))
  const dir = filter.dir === 'asc' ? Prisma.sql`ASC` : Prisma.sql`DESC`
  const [ids, count] = await Promise.all([
    database.$queryRaw`
      SELECT i."id" FROM "Incident" i ${where}
      ORDER BY ${ORDER[filter.sort]} ${dir} NULLS LAST, i."startedAt" DESC NULLS LAST, i."id"
      LIMIT ${filter.size} OFFSET ${(filter.page - 1) * filter.size}`,
    database.$queryRaw`SELECT count(*)::int AS "total" FROM "Incident" i ${where}`,
  ])
  const [{ total }] = z.tuple([z.object({ total: z.number() })]).parse(count)
  const found = z.array(z.object({ id: z.string() })).parse(ids)
  return { items: await readIncidentRows(found.map((row) => row.id)), total, page: filter.page, size: filter.size }
}

/** Id of the incident of this slug, or of the one that had it before or has an edition of it; null when there is none. Nothing is checked. */
export async function findIncidentId(slug: string): Promise<string | null> {
  const incident = await database.incident.findUnique({ where: { slug }, select: { id: true } })
  if (incident) return incident.id
  const alias = await database.slugAlias.findUnique({ where: { slug } })
  return alias?.incidentId ?? null
}

/** An incident with everything that belongs to it, also by the slug of an edition; null when there is none that the viewer may read. */
export async function findIncident(viewer: Viewer, slug: string, now: Date = new Date()): Promise<IncidentView | null> {
  assertCan(viewer, 'read')
  const id = await findIncidentId(slug)
  return id !== null && (await isVisible(viewer, id)) ? readIncidentView(viewer, id, now) : null
}
