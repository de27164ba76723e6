import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visibleAmongMany } from '@/lib/access'
import { database } from '@/lib/database'
import { indebted, measureDebt } from '@/lib/domain/measures'
import { findRecurrenceDebt } from '@/lib/domain/recurrence-debt'
import { ActionItemKindSchema, ActionItemStatusSchema } from '@/lib/schema/action-item'
import type { DebtMeasure, MeasureFilter } from '@/lib/schema/measures'
import { LocalisedTextSchema, PartialDateSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate } from './dates'
import { measuredItems } from './measured-items'
import { readOccurrences } from './occurrences'

/** Items of which it is found out whether they have debt: the oldest first, since they had most time for it. */
const WEIGHED = 200

const CandidateSchema = z.object({
  id: z.string(),
  title: LocalisedTextSchema,
  status: ActionItemStatusSchema.nullable(),
  kind: ActionItemKindSchema.nullable(),
  owner: z.string().nullable(),
  incidentId: z.string().nullable(),
  skillId: z.string().nullable(),
  fromSlug: z.string(),
  fromTitle: z.string(),
  since: PartialDateSchema.nullable(),
  openedOn: z.date(),
  closedAt: z.date().nullable(),
  all: z.int(),
})

/** Items that were opened before a pattern of what they follow came back, unless it is known that they were closed by then or not until when they were open. */
async function readCandidates(viewer: Viewer, filter: MeasureFilter) {
  const rows = await database.$queryRaw`
    WITH latest AS (
      SELECT m."patternId", max(m."onDate") AS "lastOn" FROM "Match" m WHERE m."state" <> 'rejected' AND m."incidentId" IS NOT NULL
        AND m."onDate" IS NOT NULL AND ${visibleAmongMany(viewer, Prisma.sql`m."incidentId"`)} GROUP BY 1
    ), back AS (
      SELECT coalesce(m."incidentId", m."skillId") AS "parent", max(latest."lastOn") AS "lastOn"
      FROM "Match" m JOIN latest ON latest."patternId" = m."patternId" WHERE m."state" <> 'rejected' GROUP BY 1
    ), found AS (
      SELECT a."id", a."openedOn", a."closedAt", (count(*) OVER ())::int AS "all" FROM ${measuredItems(viewer, filter)} a JOIN back ON back."parent" = a."parent"
      WHERE a."within" AND back."lastOn" >= a."openedEnd" AND (a."state" <> 'finished' OR a."closedOn" >= a."openedEnd")
      ORDER BY a."openedOn", a."id" LIMIT ${WEIGHED}
    )
    SELECT a."id", a."title", a."status", a."kind", a."owner", a."incidentId", a."skillId", a."since", a."openedAt" AS "openedOn", found."closedAt", found."all",
      coalesce(i."slug", s."slug") AS "fromSlug", coalesce(i."title", s."title") AS "fromTitle"
    FROM found JOIN "ActionItem" a ON a."id" = found."id" LEFT JOIN "Incident" i ON i."id" = a."incidentId" LEFT JOIN "Skill" s ON s."id" = a."skillId"
    ORDER BY found."openedOn", a."id"`
  return z.array(CandidateSchema).parse(rows)
}

/**
 * Action items that were open when a pattern of theirs came back, also those that have been closed since: `findRecurrenceDebt` decides.
 * Four statements, however many there are.
 */
export async function readDebts(viewer: Viewer, filter: MeasureFilter, now: Date): Promise<DebtMeasure> {
  const candidates = await readCandidates(viewer, filter)
  const occurrencesOf = await readOccurrences(viewer, candidates)
  const items = candidates.flatMap((row) => {
    const { id, title, status, kind, owner, since, openedOn, closedAt, fromSlug, fromTitle } = row
    const { patterns, list } = occurrencesOf(row)
    const elsewhere = row.incidentId === null ? list : list.filter(({ slug }) => slug !== fromSlug)
    const debt = findRecurrenceDebt({ since, openedOn, closedAt, status }, patterns, elsewhere, now)
    if (!debt) return []
    const from = {
      kind: row.incidentId === null ? ('skill' as const) : ('incident' as const),
      slug: fromSlug,
      title: fromTitle,
    }
    return [indebted({ id, title, status, kind, owner, from, since: since ?? isoDate(openedOn) }, debt)]
  })
  return measureDebt(items, Math.max(0, (candidates[0]?.all ?? 0) - candidates.length))
}
