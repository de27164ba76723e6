import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { isPossibleEdition, possibleEdition } from '@/lib/domain/possible-edition'
import type { Page } from '@/lib/schema/directory'
import { ProblemSchema } from '@/lib/schema/draft'
import {
  ImportStateSchema,
  ImportViewSchema,
  ImportedLineSchema,
  OutcomeSchema,
  type ImportView,
  type ImportedLine,
  type LineFilter,
} from '@/lib/schema/import'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'
import { groupBy } from './sql'

/** What can be restricted and has the name of a line `l` now: an incident may have been merged into another since. */
const NAMED = Prisma.sql`
  SELECT i."id", i."slug", i."title", i."createdAt" FROM "Incident" i WHERE l."kind" = 'incident' AND i."slug" = l."slug"
  UNION ALL
  SELECT i."id", i."slug", i."title", i."createdAt" FROM "SlugAlias" a JOIN "Incident" i ON i."id" = a."incidentId"
    WHERE l."kind" = 'incident' AND a."slug" = l."slug"
  UNION ALL
  SELECT k."id", k."slug", k."title", k."createdAt" FROM "Skill" k WHERE l."kind" = 'skill' AND k."slug" = l."slug"`

/**
 * Whether the viewer may read a line `l` of an import `m`: what it was made of, and what it says that this became. Once the import
 * is undone its source is gone and nothing tells any more whether it was restricted: then it is for the one who imported it. What has
 * taken its name since then is something else: a line that vanished would tell that this is there.
 */
function readable(viewer: Viewer): Prisma.Sql {
  if (viewer.reach === 'all') return Prisma.sql`TRUE`
  return Prisma.sql`(${visible(viewer, Prisma.sql`l."sourceId"`)}
    AND (l."sourceId" IS NOT NULL OR l."slug" IS NULL OR ${isOwn(viewer)})
    AND NOT EXISTS (SELECT 1 FROM (${NAMED}) became WHERE NOT ${visible(viewer, Prisma.sql`became."id"`)}
      AND (m."undoneAt" IS NULL OR became."createdAt" <= m."undoneAt")))`
}

const isOwn = (viewer: Viewer) => Prisma.sql`coalesce(m."userId" = ${viewer.userId}, false)`

/** Whether something of an import `m` is not for the viewer, and whether it is none of the viewer's business at all. */
function partsOf(viewer: Viewer) {
  if (viewer.reach === 'all') return { isPartial: Prisma.sql`FALSE`, isHidden: Prisma.sql`FALSE` }
  const line = (which: Prisma.Sql) =>
    Prisma.sql`EXISTS (SELECT 1 FROM "ImportLine" l WHERE l."importId" = m."id" AND ${which})`
  const isPartial = line(Prisma.sql`NOT ${readable(viewer)}`)
  // What is imported for some people alone is known to who imports it, whatever becomes of it.
  const isClosed = Prisma.sql`(coalesce(m."share"->>'visibility' = 'restricted', false) AND NOT ${isOwn(viewer)})`
  return { isPartial, isHidden: Prisma.sql`(${isClosed} OR (${isPartial} AND NOT ${line(readable(viewer))}))` }
}

/** Whether an import `m` may be called by what was given: whoever may read all of it, or has made it, knows that. */
export function mayBeNamed(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`(NOT ${partsOf(viewer).isPartial} OR ${isOwn(viewer)})`
}

/** What a line became, as it is called now; nothing of what the viewer may not read, whichever way it has come to the name. */
const joinNamed = (viewer: Viewer) => Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT named."id", named."slug", named."title" FROM (${NAMED}) named WHERE ${visible(viewer, Prisma.sql`named."id"`)}
    UNION ALL SELECT "id", "slug", "title" FROM "Pattern" WHERE l."kind" = 'pattern' AND "slug" = l."slug"
    UNION ALL SELECT "id", "slug", "title" FROM "DirectoryPage" WHERE "kind" = l."kind" AND "slug" = l."slug"
    LIMIT 1
  ) t ON true`

/**
 * Counts, and the first document for imports that nobody has named. A file that is named after what is hidden is hidden, too, and so is
 * how many files there were, or wait to be tried again: it would say how many lines are not shown.
 */
const COLUMNS = Prisma.sql`
  m."id", m."state", m."cancelledAt", m."via", m."byName" AS "by", m."startedAt", m."finishedAt", m."done",
  CASE WHEN named."may" THEN m."total" END AS "total",
  CASE WHEN named."may" THEN m."label" END AS "label", CASE WHEN named."may" THEN m."error" END AS "error",
  CASE WHEN named."may" THEN m."current" END AS "current", m."undoneByName" AS "undoneBy", counted."outcomes", first."name",
  CASE WHEN named."may" THEN (SELECT count(*)::int FROM "ImportItem" w WHERE w."importId" = m."id") ELSE 0 END AS "waiting"`
const joins = (viewer: Viewer) => Prisma.sql`
  CROSS JOIN LATERAL (SELECT ${mayBeNamed(viewer)} AS "may") named
  LEFT JOIN LATERAL (
    SELECT jsonb_object_agg("outcome", "count") AS "outcomes"
    FROM (SELECT "outcome", count(*) AS "count" FROM "ImportLine" l
      WHERE l."importId" = m."id" AND ${readable(viewer)} GROUP BY 1) c
  ) counted ON true
  LEFT JOIN LATERAL (
    SELECT coalesce(t."title", l."path") AS "name" FROM "ImportLine" l ${joinNamed(viewer)}
    WHERE l."importId" = m."id" AND ${readable(viewer)} ORDER BY l."id" LIMIT 1
  ) first ON true`

const RowSchema = z.object({
  id: z.string(),
  state: ImportStateSchema,
  cancelledAt: z.date().nullable(),
  label: z.string().nullable(),
  via: ImportViewSchema.shape.via,
  by: z.string(),
  startedAt: z.date(),
  finishedAt: z.date().nullable(),
  error: z.string().nullable(),
  done: z.number(),
  total: z.number().nullable(),
  current: z.string().nullable(),
  undoneBy: z.string().nullable(),
  outcomes: z.partialRecord(OutcomeSchema, z.number()).nullable(),
  name: z.string().nullable(),
  waiting: z.number(),
})

function viewOf(row: unknown): ImportView {
  const { cancelledAt, startedAt, finishedAt, outcomes, name, waiting, label, ...rest } = RowSchema.parse(row)
  const counts = { created: 0, updated: 0, merged: 0, unchanged: 0, failed: 0, ...outcomes }
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const isOpen = rest.state === 'waiting' || rest.state === 'running'
  return {
    ...rest,
    cancelling: isOpen && cancelledAt !== null,
    label: label ?? nameOf(name, done),
    startedAt: isoInstant(startedAt),
    finishedAt: isoInstant(finishedAt),
    done,
    outcomes: counts,
    // What `retryImport` takes: of an import that is undone or cancelled nothing is tried again.
    retryable: rest.state === 'finished' || rest.state === 'failed' ? waiting : 0,
  }
}

function nameOf(first: string | null, documents: number): string {
  if (first === null) return 'Nothing'
  return documents > 1 ? `${first} and ${documents - 1} more` : first
}

const IMPORTS_A_PAGE = 50

function totalOf(rows: unknown): number {
  return z.tuple([z.object({ total: z.number() })]).parse(rows)[0].total
}

/** The imports, newest first, 50 a page; without those of which the viewer may read nothing. */
export async function listImports(viewer: Viewer, page = 1): Promise<Page<ImportView>> {
  assertCan(viewer, 'read')
  const size = IMPORTS_A_PAGE
  const { isHidden } = partsOf(viewer)
  const [rows, totals] = await Promise.all([
    database.$queryRaw<unknown[]>`
      SELECT ${COLUMNS}
      FROM (SELECT * FROM "Import" m WHERE NOT ${isHidden}
        ORDER BY m."startedAt" DESC, m."id" LIMIT ${size} OFFSET ${(page - 1) * size}) m ${joins(viewer)}
      ORDER BY m."startedAt" DESC, m."id"`,
    database.$queryRaw`SELECT count(*)::int AS "total" FROM "Import" m WHERE NOT ${isHidden}`,
  ])
  return { items: rows.map(viewOf), total: totalOf(totals), page, size }
}

/** One import. Throws `not_found`, also when the viewer may read nothing of what it stored. */
export async function findImport(viewer: Viewer, id: string): Promise<ImportView> {
  assertCan(viewer, 'read')
  const [row] = await database.$queryRaw<unknown[]>`
    SELECT ${COLUMNS} FROM "Import" m ${joins(viewer)} WHERE m."id" = ${id} AND NOT ${partsOf(viewer).isHidden}`
  if (!row) throw new AppError('not_found', 'There is no such import.')
  return viewOf(row)
}

const LINES_A_PAGE = 100

const LineRowSchema = z.object({
  id: z.bigint().transform(String),
  path: z.string(),
  outcome: OutcomeSchema,
  kind: ImportedLineSchema.shape.kind,
  slug: z.string().nullable(),
  title: z.string().nullable(),
  problems: z.array(ProblemSchema),
  // Lines of the version before may have kept such sentences: they are made anew, for this viewer.
  reasons: z.array(z.string()).transform((all) => all.filter((reason) => !isPossibleEdition(reason))),
  sourceId: z
    .string()
    .nullable()
    .transform((id) => id ?? undefined),
  thingId: z.string().nullable(),
})

/** Outcomes of lines that said what else their incident may be when it was stored. */
const MAY_BE_MORE: ReadonlySet<string> = new Set(['created', 'updated', 'merged'])

const PossibleEditionsSchema = z.array(z.object({ id: z.string(), title: z.string(), reasons: z.array(z.string()) }))

/** What else these incidents may be now, in sentences by their ids, likeliest first; nothing that the viewer may not read. */
async function readPossibleEditions(viewer: Viewer, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const rows = await database.$queryRaw`
    SELECT side."id", o."title", s."reasons" FROM "EditionSuggestion" s
    CROSS JOIN LATERAL (VALUES (s."incidentId", s."otherId"), (s."otherId", s."incidentId")) side("id", "otherId")
    JOIN "Incident" o ON o."id" = side."otherId"
    WHERE s."state" = 'open' AND (s."incidentId" = ANY(${ids}) OR s."otherId" = ANY(${ids})) AND side."id" = ANY(${ids})
      AND ${visible(viewer, Prisma.sql`o."id"`)}
    ORDER BY s."score" DESC, s."id"`
  const groups = groupBy(PossibleEditionsSchema.parse(rows), ({ id }) => id)
  return new Map(
    [...groups].map(([id, others]) => [id, others.map(({ title, reasons }) => possibleEdition(title, reasons))]),
  )
}

/**
 * What became of the documents of an import, in the order in which they were imported, 100 a page; of one outcome if given, and only
 * lines that the viewer may read.
 */
export async function listImportLines(
  viewer: Viewer,
  importId: string,
  { outcome, page }: LineFilter,
): Promise<Page<ImportedLine>> {
  assertCan(viewer, 'read')
  const size = LINES_A_PAGE
  const lines = Prisma.sql`FROM "Import" m JOIN "ImportLine" l ON l."importId" = m."id"
    WHERE m."id" = ${importId} AND NOT ${partsOf(viewer).isHidden}
    ${outcome ? Prisma.sql`AND l."outcome" = ${outcome}` : Prisma.empty} AND ${readable(viewer)}`
  const [rows, totals] = await Promise.all([
    database.$queryRaw<unknown[]>`
      SELECT l."id", l."path", l."outcome", l."kind", coalesce(t."slug", l."slug") AS "slug", t."title", l."problems",
        l."reasons", l."sourceId", t."id" AS "thingId"
      FROM (
        SELECT l.* ${lines} ORDER BY l."id" LIMIT ${size} OFFSET ${(page - 1) * size}
      ) l ${joinNamed(viewer)} ORDER BY l."id"`,
    database.$queryRaw`SELECT count(*)::int AS "total" ${lines}`,
  ])
  const stored = rows.map((row) => LineRowSchema.parse(row))
  const mayBeMore = (line: (typeof stored)[number]) => line.kind === 'incident' && MAY_BE_MORE.has(line.outcome)
  const ids = stored.filter(mayBeMore).flatMap(({ thingId }) => thingId ?? [])
  const possible = await readPossibleEditions(viewer, ids)
  const items = stored.map((line) => {
    const { thingId, ...told } = line
    const more = thingId !== null && mayBeMore(line) ? (possible.get(thingId) ?? []) : []
    return { ...told, reasons: [...told.reasons, ...more] }
  })
  return { items, total: totalOf(totals), page, size }
}
