import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { hiddenIds, visible } from '@/lib/access'
import { database } from '@/lib/database'
import type { ScopeFacts } from '@/lib/domain/recurrence-scope'
import { MatchRoleSchema } from '@/lib/schema/draft'
import type { Viewer } from '@/lib/schema/viewer'
import { readScopes } from './occurrences-scope'
import { groupBy } from './sql'

/*
 * The newest incidents of each pattern, with what says whose they are: what every action item is compared with. They are read once for
 * whoever may read the same, and kept in the process until the database says that something has changed which decides it.
 */

/** Newest occurrences read for each pattern: more would only lengthen a list that is long already. */
const PER_PATTERN = 40
/** Readers who may read different things. */
const KEPT = 6

const RowSchema = z.object({
  patternId: z.string(),
  role: MatchRoleSchema,
  sure: z.number(),
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  at: z.date().nullable(),
  on: z.date().nullable(),
  impactMinutes: z.number().nullable(),
})
/** An incident that shows a pattern. */
export type NewestRow = z.infer<typeof RowSchema>

/** The newest incidents of each pattern by its id, and what is known of whose they are, by theirs. */
export type Newest = { byPattern: ReadonlyMap<string, NewestRow[]>; scopes: ReadonlyMap<string, ScopeFacts> }

/** A confirmed match is certain. */
export const SURE = Prisma.sql`CASE m."state" WHEN 'confirmed' THEN 1 ELSE m."score" END AS "sure"`

const StateSchema = z.tuple([z.object({ compared: z.string(), items: z.string(), hidden: z.string().nullable() })])
/** What was remembered holds as long as this stays the same: changes so far, and which restricted incidents are hidden. */
export type RecurrenceState = { compared: string; items: string; whose: string }

/** What an answer about recurrences depends on: changes so far, and which of the restricted incidents the viewer may not read. */
export async function readRecurrenceState(viewer: Viewer): Promise<RecurrenceState> {
  const hidden =
    viewer.reach === 'named'
      ? Prisma.sql`(SELECT md5(string_agg(i."id", ' ' ORDER BY i."id")) FROM "Incident" i
          WHERE i."visibility" = 'restricted' AND i."id" IN (${hiddenIds(viewer)}))`
      : Prisma.sql`NULL`
  const rows = await database.$queryRaw`
    SELECT count(*) FILTER (WHERE "changed" = 'compared') || ' ' || coalesce(max("transaction") FILTER (WHERE "changed" = 'compared'), 0) AS "compared",
      count(*) FILTER (WHERE "changed" = 'items') || ' ' || coalesce(max("transaction") FILTER (WHERE "changed" = 'items'), 0) AS "items",
      ${hidden} AS "hidden"
    FROM "RecurrenceStamp"`
  const state = StateSchema.parse(rows)[0]
  const { compared, items } = state
  return { compared, items, whose: viewer.reach === 'public' ? 'public' : (state.hidden ?? '') }
}

/** Read off an index of the members of a pattern by date: a frequent pattern costs no more than a rare one. */
async function readRows(viewer: Viewer) {
  const rows = await database.$queryRaw`
    SELECT m."patternId", m."role", m."sure", i."id", i."slug", i."title", i."startedAt" AS "at", i."onDate" AS "on", i."impactMinutes"
    FROM "Pattern" asked
    CROSS JOIN LATERAL (
      SELECT m."patternId", m."incidentId", m."role", m."onDate", ${SURE} FROM "Match" m
      WHERE m."patternId" = asked."id" AND m."state" <> 'rejected' AND m."onDate" IS NOT NULL
        AND ${visible(viewer, Prisma.sql`m."incidentId"`)}
      ORDER BY m."onDate" DESC, m."incidentId" LIMIT ${PER_PATTERN}
    ) m JOIN "Incident" i ON i."id" = m."incidentId" ORDER BY m."patternId", m."onDate" DESC, i."id"`
  return z.array(RowSchema).parse(rows)
}

async function readAll(viewer: Viewer): Promise<Newest> {
  const rows = await readRows(viewer)
  const scopes = await readScopes(viewer, { incidents: [...new Set(rows.map(({ id }) => id))], skills: [] })
  return { byPattern: groupBy(rows, (row) => row.patternId), scopes }
}

/** What was read for those who may read the same; null when that has changed for whoever it was read for. */
const kept = new Map<string, { compared: string; newest: Promise<Newest | null> }>()

/**
 * Gives `read`, unless it fails or what the viewer may read has changed meanwhile: then null. What is read in several statements is of
 * both, and is neither kept for others who may read what the viewer might before, nor given to those who wait for it.
 */
export async function forTheSame<T>(viewer: Viewer, whose: string, read: Promise<T>): Promise<T | null> {
  try {
    const answer = await read
    return (await readRecurrenceState(viewer)).whose === whose ? answer : null
  } catch {
    return null
  }
}

/** The newest incidents of all patterns that the viewer may read, as of `state`, which is read when it is left out. */
export async function readNewest(viewer: Viewer, state?: RecurrenceState): Promise<Newest> {
  const { whose, compared } = state ?? (await readRecurrenceState(viewer))
  const known = kept.get(whose)
  const shared = known?.compared === compared ? await known.newest : null
  if (shared) return shared
  const newest = readAll(viewer)
  const made = { compared, newest: forTheSame(viewer, whose, newest) }
  kept.delete(whose)
  kept.set(whose, made)
  const [oldest] = kept.keys()
  if (oldest !== undefined && kept.size > KEPT) kept.delete(oldest)
  if ((await made.newest) === null && kept.get(whose) === made) kept.delete(whose)
  return newest
}
