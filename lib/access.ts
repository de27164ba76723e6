import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import type { Viewer } from '@/lib/schema/viewer'

/** Where rows are read from: the database, or the transaction that is about to change them. */
type Reading = Pick<Prisma.TransactionClient, '$queryRaw'>

/**
 * Whether the viewer may read a thing, as a condition of SQL.
 * Takes an expression with the id of an incident, edition, source, conversation, skill or action item, as `Prisma.sql\`i."id"\``. An id
 * that no restricted incident guards is readable for everybody with an account, and for the public only a published incident of these is.
 */
export function visible(viewer: Viewer, id: Prisma.Sql): Prisma.Sql {
  if (viewer.reach === 'all') return Prisma.sql`TRUE`
  if (viewer.reach === 'public') {
    return Prisma.sql`${id} IN (SELECT open."id" FROM "Incident" open WHERE open."visibility" = 'public'
      AND open."stage" = 'published' AND NOT EXISTS (SELECT 1 FROM "Guard" guard WHERE guard."targetId" = open."id"))`
  }
  const { userId } = viewer
  return Prisma.sql`NOT EXISTS (
    SELECT 1 FROM "Guard" guard WHERE guard."targetId" = ${id} AND NOT EXISTS (
      SELECT 1 FROM "IncidentReader" reader WHERE reader."incidentId" = guard."byId" AND (reader."userId" = ${userId}
        OR reader."teamId" IN (SELECT member."teamId" FROM "TeamMember" member WHERE member."userId" = ${userId}))))`
}

/**
 * As `visible`, for a list that is read whole or in its order: what the viewer may not read is looked up once and not for each row.
 * Much slower than `visible` for a single row.
 */
export function visibleAmongMany(viewer: Viewer, id: Prisma.Sql): Prisma.Sql {
  if (viewer.reach !== 'named') return visible(viewer, id)
  return Prisma.sql`${id} NOT IN (${hiddenIds(viewer)})`
}

/** A SELECT of the ids of what somebody with an account, who may not read everything, may not read; some of them twice. */
export function hiddenIds({ userId }: Viewer): Prisma.Sql {
  return Prisma.sql`
    SELECT guard."targetId" FROM "Guard" guard WHERE NOT EXISTS (
      SELECT 1 FROM "IncidentReader" reader WHERE reader."incidentId" = guard."byId" AND (reader."userId" = ${userId}
        OR reader."teamId" IN (SELECT member."teamId" FROM "TeamMember" member WHERE member."userId" = ${userId})))`
}

/**
 * Whether a model may be sent the text of an incident `i` or a skill `s`, as a condition of SQL over their rows (one of them may be
 * absent): not with a tag that forbids it, and nothing that tells of a restricted incident.
 */
export const MAY_LEAVE = Prisma.sql`(hindsight_may_leave(coalesce(i."tags", s."tags", '{}'))
  AND NOT EXISTS (SELECT 1 FROM "Guard" kept WHERE kept."targetId" = coalesce(i."id", s."id")))`

/** Which of these ids the viewer may not read; ids of nothing are not among them. One query, none for an empty list. */
export async function hiddenAmong(
  viewer: Viewer,
  ids: Iterable<string>,
  reading: Reading = database,
): Promise<Set<string>> {
  const asked = [...new Set(ids)]
  if (asked.length === 0 || viewer.reach === 'all') return new Set()
  const rows = await reading.$queryRaw<{ id: string }[]>`
    SELECT asked."id" FROM unnest(${asked}::text[]) AS asked("id") WHERE NOT (${visible(viewer, Prisma.sql`asked."id"`)})`
  return new Set(rows.map((row) => row.id))
}

/** The rows that the viewer may read, in their order; `idOf` gives the id that decides, null for a row that nothing guards. */
export async function onlyVisible<T>(
  viewer: Viewer,
  rows: readonly T[],
  idOf: (row: T) => string | null,
  reading: Reading = database,
): Promise<T[]> {
  const hidden = await hiddenAmong(
    viewer,
    rows.map(idOf).filter((id) => id !== null),
    reading,
  )
  return hidden.size === 0 ? [...rows] : rows.filter((row) => !hidden.has(idOf(row) ?? ''))
}

/** Whether the viewer may read the thing with this id. */
export async function isVisible(viewer: Viewer, id: string, reading: Reading = database): Promise<boolean> {
  return (await hiddenAmong(viewer, [id], reading)).size === 0
}

/** Throws `not_found` with `message` when the viewer may not read the thing: to them it is not there. */
export async function assertVisible(
  viewer: Viewer,
  id: string,
  message: string,
  reading: Reading = database,
): Promise<void> {
  if (!(await isVisible(viewer, id, reading))) throw new AppError('not_found', message)
}

/** Somebody with an account who can sign in, and whether they may read a thing and change what they may read. */
export type Reader = { id: string; name: string | null; email: string | null; mayRead: boolean; mayWrite: boolean }

/** Everybody with an account, longest known first, and whether they may read the thing with this id. */
export async function listReaders(id: string, reading: Reading = database): Promise<Reader[]> {
  return reading.$queryRaw<Reader[]>`
    SELECT u."id", u."name", u."email", u."role" <> 'viewer' AS "mayWrite", (u."role" = 'admin' OR NOT EXISTS (
      SELECT 1 FROM "Guard" guard WHERE guard."targetId" = ${id} AND NOT EXISTS (
        SELECT 1 FROM "IncidentReader" reader WHERE reader."incidentId" = guard."byId" AND (reader."userId" = u."id"
          OR reader."teamId" IN (SELECT member."teamId" FROM "TeamMember" member WHERE member."userId" = u."id"))))) AS "mayRead"
    FROM "User" u WHERE u."kind" = 'person' AND u."disabledAt" IS NULL ORDER BY u."createdAt", u."id"`
}
