import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { EditionSuggestionViewSchema, type EditionSuggestionView } from '@/lib/schema/incident'
import type { BacklinkView } from '@/lib/schema/reference'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate } from './dates'

/** The incidents that may be the same as this one, on whichever side of the suggestion it stands; likeliest first. */
export async function readSuggestions(viewer: Viewer, incidentId: string): Promise<EditionSuggestionView[]> {
  const rows = await database.$queryRaw`
    SELECT s."id", s."score", s."reasons", o."slug", o."title" FROM "EditionSuggestion" s
    JOIN "Incident" o ON o."id" = CASE s."incidentId" WHEN ${incidentId} THEN s."otherId" ELSE s."incidentId" END
    WHERE s."state" = 'open' AND (s."incidentId" = ${incidentId} OR s."otherId" = ${incidentId})
      AND ${visible(viewer, Prisma.sql`o."id"`)}
    ORDER BY s."score" DESC, s."id"`
  return z.array(EditionSuggestionViewSchema).parse(rows)
}

const ExtractedSchema = z.object({
  slug: z.string(),
  title: z.string(),
  channel: z.string().nullable(),
  onDate: z.date().nullable(),
})

/** The skills that were extracted from this incident, each once, with the conversation that they come from. */
export async function readExtractedSkills(viewer: Viewer, incidentId: string): Promise<BacklinkView[]> {
  const rows = await database.$queryRaw`
    SELECT DISTINCT ON (k."slug") k."slug", k."title", s."channel", s."onDate"
    FROM "SkillSource" s JOIN "Skill" k ON k."id" = s."skillId"
    WHERE s."incidentId" = ${incidentId} AND ${visible(viewer, Prisma.sql`k."id"`)} ORDER BY k."slug", s."position"`
  return z
    .array(ExtractedSchema)
    .parse(rows)
    .map(({ slug, title, channel, onDate }) => {
      const where = [channel, isoDate(onDate)].filter((part) => part !== null).join(', ')
      return { kind: 'skill', slug, title, note: where ? `extracted from ${where}` : 'extracted from this incident' }
    })
}
