import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { ActionItemView } from '@/lib/schema/action-item'
import type { PersonalDue, PersonalWeek, StaleSkillLine } from '@/lib/schema/reminder-mail'
import type { Viewer } from '@/lib/schema/viewer'
import { readActionItems } from './action-items'
import { isoDate } from './dates'
import { listStaleSkillsOf } from './reminded-people'

/** Unfinished items of one person that are read for their week. */
const MOST_ITEMS = 500
/** New incidents that a week names. */
const SHOWN = 10
/** An incident that was older than this when it was stored is history that somebody imported, and no news. In days. */
const NEWS_DAYS = 90

/** An owner of an action item `a` as `foldOwner` writes it. */
const OWNER = Prisma.sql`lower(ltrim(btrim(a."owner"), '@'))`
const UNFINISHED = Prisma.sql`(a."status" IS NULL OR a."status" IN ('open', 'in-progress', 'blocked'))`

const byDue = (a: ActionItemView, b: ActionItemView) => (a.due ?? '').localeCompare(b.due ?? '')

/** The unfinished action items of an owner that the viewer may read. `names`: as `foldOwner` writes them. */
async function readUnfinishedOf(viewer: Viewer, names: string[], now: Date): Promise<ActionItemView[]> {
  const rows = await database.$queryRaw<{ id: string }[]>`
    SELECT a."id" FROM "ActionItem" a WHERE ${UNFINISHED} AND ${OWNER} = ANY(${names}) AND ${visible(viewer, Prisma.sql`a."id"`)}
    ORDER BY a."due" NULLS LAST, a."id" LIMIT ${MOST_ITEMS}`
  return readActionItems(
    viewer,
    rows.map(({ id }) => id),
    now,
  )
}

async function readSkillsOf(viewer: Viewer, names: string[], now: Date): Promise<StaleSkillLine[]> {
  const skills = await listStaleSkillsOf(viewer, names, now)
  return skills.map(({ id, slug, title, isStale, trust }) => ({
    id,
    slug,
    title,
    isStale,
    why: trust.stale[0]?.text ?? null,
  }))
}

function split(items: readonly ActionItemView[], until: string): Pick<PersonalDue, 'overdue' | 'soon'> {
  const dated = items.filter(({ due }) => due !== null).toSorted(byDue)
  return {
    overdue: dated.filter(({ overdue }) => overdue),
    soon: dated.filter(({ overdue, due }) => !overdue && due !== null && due <= until),
  }
}

/** What of these things is an owner's to be told of now. `names`: as `foldOwner` writes them; `until`: the last day that is soon. */
type Asked = { names: string[]; until: string }

/**
 * What an owner is to be told of: their unfinished action items that are due until a day, and their skills that go stale, of what the
 * viewer may read; only of those with an id among `about`, where that is given.
 */
export async function readPersonalDue(
  viewer: Viewer,
  { names, until }: Asked,
  about: readonly string[] | null,
  now: Date,
): Promise<PersonalDue> {
  assertCan(viewer, 'read')
  const [items, skills] = await Promise.all([readUnfinishedOf(viewer, names, now), readSkillsOf(viewer, names, now)])
  const isAsked = ({ id }: { id: string }) => about === null || about.includes(id)
  return { ...split(items.filter(isAsked), until), skills: skills.filter(isAsked) }
}

const IncidentSchema = z.object({
  slug: z.string(),
  title: z.string(),
  onDate: z.date().nullable(),
  pattern: z.string(),
})

/** New incidents of a period with a pattern of an incident or skill that an owner has an unfinished action item of, or of a skill of theirs. */
async function readIncidentsLike(viewer: Viewer, names: string[], { from, to }: { from: Date; to: Date }) {
  const rows = await database.$queryRaw`
    SELECT DISTINCT ON (i."createdAt", i."id") i."slug", i."title", i."onDate", p."title" AS "pattern"
    FROM "Incident" i JOIN "Match" m ON m."incidentId" = i."id" AND m."state" <> 'rejected' JOIN "Pattern" p ON p."id" = m."patternId"
    WHERE i."createdAt" >= ${from} AND i."createdAt" < ${to} AND NOT i."stub" AND i."stage" = 'published'
      AND coalesce(i."onDate" >= i."createdAt"::date - ${NEWS_DAYS}::int, true) AND ${visible(viewer, Prisma.sql`i."id"`)}
      AND EXISTS (
        SELECT 1 FROM "Match" mine WHERE mine."patternId" = m."patternId" AND mine."state" <> 'rejected'
          AND mine."incidentId" IS DISTINCT FROM i."id"
          AND ${visible(viewer, Prisma.sql`coalesce(mine."incidentId", mine."skillId")`)} AND (
            EXISTS (SELECT 1 FROM "ActionItem" a WHERE ${UNFINISHED} AND ${OWNER} = ANY(${names})
              AND (a."incidentId" = mine."incidentId" OR a."skillId" = mine."skillId"))
            OR EXISTS (SELECT 1 FROM "Skill" s, unnest(s."owners") AS o("owner")
              WHERE s."id" = mine."skillId" AND lower(ltrim(btrim(o."owner"), '@')) = ANY(${names}))))
    ORDER BY i."createdAt" DESC, i."id", m."score" DESC LIMIT ${SHOWN}`
  return z
    .array(IncidentSchema)
    .parse(rows)
    .map(({ slug, title, onDate, pattern }) => ({ slug, title, on: isoDate(onDate), pattern }))
}

/**
 * An owner's week: what is overdue and due until a day, what let something happen again, skills that go stale, and the new incidents of
 * the half-open period with their patterns, of what the viewer may read.
 */
export async function readPersonalWeek(
  viewer: Viewer,
  { names, until }: Asked,
  period: { from: Date; to: Date },
  now: Date,
): Promise<PersonalWeek> {
  assertCan(viewer, 'read')
  const [items, skills, incidents] = await Promise.all([
    readUnfinishedOf(viewer, names, now),
    readSkillsOf(viewer, names, now),
    readIncidentsLike(viewer, names, period),
  ])
  return { ...split(items, until), skills, incidents, debt: items.filter(({ debt }) => debt !== null) }
}
