import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import type { SharingView } from '@/lib/schema/sharing'
import type { SkillView } from '@/lib/schema/skill'
import type { Viewer } from '@/lib/schema/viewer'

const NamesSchema = z.array(z.object({ slug: z.string(), title: z.string() }))

/** The incidents that a skill was drafted of, by slug; none of a skill, and not those, that the viewer may not read. */
export async function readTakenFrom(viewer: Viewer, skillId: string): Promise<SkillView['takenFrom']> {
  const rows = await database.$queryRaw`
    SELECT DISTINCT i."slug", i."title" FROM "SkillRevision" v
    JOIN "TakenFrom" x ON x."sourceId" = v."sourceId" JOIN "Incident" i ON i."id" = x."incidentId"
    WHERE v."skillId" = ${skillId} AND ${visible(viewer, Prisma.sql`v."skillId"`)} AND ${visible(viewer, Prisma.sql`i."id"`)}
    ORDER BY i."slug"`
  return NamesSchema.parse(rows)
}

/** Titles of the incidents that another one was taken from, of those that the viewer may read. */
export async function readHiddenWith(viewer: Viewer, incidentId: string): Promise<SharingView['hiddenWith']> {
  const rows = await database.$queryRaw`
    SELECT DISTINCT i."slug", i."title" FROM "Postmortem" p
    JOIN "TakenFrom" x ON x."sourceId" = p."sourceId" JOIN "Incident" i ON i."id" = x."incidentId"
    WHERE p."incidentId" = ${incidentId} AND i."id" <> ${incidentId}
      AND ${visible(viewer, Prisma.sql`p."incidentId"`)} AND ${visible(viewer, Prisma.sql`i."id"`)} ORDER BY i."slug"`
  return NamesSchema.parse(rows).map(({ title }) => title)
}

const CountsSchema = z.tuple([z.object({ skills: z.int(), incidents: z.int() })])

/** How many skills and other incidents were taken from an incident, of those that the viewer may read. */
export async function countTakenFrom(viewer: Viewer, incidentId: string): Promise<SharingView['takenFrom']> {
  const rows = await database.$queryRaw`
    SELECT count(DISTINCT v."skillId") FILTER (WHERE ${visible(viewer, Prisma.sql`v."skillId"`)})::int AS "skills",
      count(DISTINCT p."incidentId") FILTER (
        WHERE p."incidentId" <> ${incidentId} AND ${visible(viewer, Prisma.sql`p."incidentId"`)})::int AS "incidents"
    FROM "TakenFrom" x LEFT JOIN "SkillRevision" v ON v."sourceId" = x."sourceId"
    LEFT JOIN "Postmortem" p ON p."sourceId" = x."sourceId" WHERE x."incidentId" = ${incidentId}`
  const [counts] = CountsSchema.parse(rows)
  return counts
}
