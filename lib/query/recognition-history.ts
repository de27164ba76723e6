import { z } from 'zod'
import { Prisma, type Asked } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { askedShown, isReadable, rightTold } from '@/lib/asked-access'
import { database } from '@/lib/database'
import { assertCan, can } from '@/lib/domain/permissions'
import {
  AskedHitSchema,
  AskedSourceSchema,
  AskedWeekSchema,
  VerdictSchema,
  type AskedFilter,
  type AskedView,
  type AskedWeek,
  type Unrecognised,
} from '@/lib/schema/asked'
import type { Page } from '@/lib/schema/directory'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'
import { likePart } from './sql'
import { readableNames } from './stored-names'
import { unanswered } from './unanswered'

const PAGE_SIZE = 25
const WEEKS_SHOWN = 26
const UNRECOGNISED_SHOWN = 20

type Told = { untold: readonly string[]; unshown: readonly string[]; unrecognised: readonly string[] }

function whereOf({ source, state, q }: Omit<AskedFilter, 'page'>, told: Told): Prisma.AskedWhereInput {
  const text = q ? { text: { contains: likePart(q), mode: 'insensitive' as const } } : {}
  return { AND: [whereState(state, told), { source, id: { notIn: [...told.unshown] } }, text] }
}

function whereState(state: AskedFilter['state'], { untold, unrecognised }: Told): Prisma.AskedWhereInput {
  if (state === 'unrecognised') return { id: { in: [...unrecognised] } }
  const id = { in: [...untold] }
  if (state === 'undecided') return { OR: [{ verdict: null }, { id }] }
  return { verdict: state, ...(state === 'right' && { NOT: { id } }) }
}

/** Questions whose words the viewer is not shown. */
async function listUnshown(viewer: Viewer): Promise<string[]> {
  return viewer.reach === 'all' ? [] : listIds(Prisma.sql`NOT ${askedShown(viewer)}`)
}

/** Questions whose verdict the viewer is not told: it would say that there is something which they may not read. */
async function listUntold(viewer: Viewer): Promise<string[]> {
  if (viewer.reach === 'all') return []
  return listIds(Prisma.sql`a."verdict" = 'right' AND NOT ${rightTold(viewer)}`)
}

async function listIds(where: Prisma.Sql): Promise<string[]> {
  const rows = await database.$queryRaw`SELECT a."id" FROM "Asked" a WHERE ${where}`
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id)
}

/** What was asked of recognition, newest first; of the answers and verdicts that were given then what the viewer may read now. */
export async function listAsked(viewer: Viewer, { page, ...filter }: AskedFilter): Promise<Page<AskedView>> {
  assertCan(viewer, 'read')
  const [untold, unshown, unrecognised] = await Promise.all([
    listUntold(viewer),
    listUnshown(viewer),
    filter.state === 'unrecognised' ? listIds(unanswered(viewer)) : [],
  ])
  const where = whereOf(filter, { untold, unshown, unrecognised })
  const [rows, total] = await Promise.all([
    database.asked.findMany({
      where,
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
    }),
    database.asked.count({ where }),
  ])
  const views = rows.map((row) => viewOf(viewer, row))
  const isReadable = await readableNames(
    viewer,
    views.flatMap(({ hits, right }) => (right ? [...hits, right] : hits)),
  )
  const items = views.map((view) => ({
    ...view,
    hits: view.hits.filter(isReadable),
    ...(untold.includes(view.id) && { verdict: null, right: null, decidedBy: null }),
  }))
  return { items, total, page, size: PAGE_SIZE }
}

function viewOf(viewer: Viewer, row: Asked): AskedView {
  const kind = AskedHitSchema.shape.kind.safeParse(row.rightKind).data
  return {
    id: row.id,
    at: isoInstant(row.at),
    source: AskedSourceSchema.parse(row.source),
    by: row.byName,
    text: row.text,
    hits: z.array(AskedHitSchema).parse(row.hits),
    resolvedAt: row.resolvedAt === null ? null : isoInstant(row.resolvedAt),
    verdict: VerdictSchema.nullable().parse(row.verdict),
    right: kind && row.rightSlug !== null ? { kind, slug: row.rightSlug } : null,
    decidedBy: row.decidedBy,
    mayRemove: can(viewer, 'admin') || (row.userId !== null && row.userId === viewer.userId),
  }
}

/**
 * How often the first answer was right, by week (of UTC) in which it was asked, oldest first: right is a judged question whose
 * right answer stands first of its kind.
 */
export async function listAskedWeeks(viewer: Viewer): Promise<AskedWeek[]> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT to_char(date_trunc('week', a."at" AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS "week", count(*)::int AS "asked",
      (count(a."verdict") FILTER (WHERE ${rightTold(viewer)}))::int AS "decided",
      (count(*) FILTER (WHERE a."verdict" = 'right' AND a."rightSlug" = (
        SELECT h.hit->>'slug' FROM jsonb_array_elements(a."hits") WITH ORDINALITY h(hit, place)
        WHERE h.hit->>'kind' = a."rightKind" AND ${isReadable(viewer, Prisma.sql`h.hit->>'kind'`, Prisma.sql`h.hit->>'slug'`)}
        ORDER BY h.place LIMIT 1) AND ${rightTold(viewer)}))::int AS "right"
    FROM "Asked" a WHERE ${askedShown(viewer)} GROUP BY 1 ORDER BY 1 DESC LIMIT ${WEEKS_SHOWN}`
  return z.array(AskedWeekSchema).parse(rows).toReversed()
}

const UnrecognisedRowsSchema = z.array(z.object({ text: z.string(), times: z.int(), last: z.date() }))

/** Alerts and questions that nothing known answered, the most frequent first; one that was recognised since is left out. */
export async function listUnrecognised(viewer: Viewer): Promise<Unrecognised[]> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT (array_agg("text" ORDER BY "at" DESC))[1] AS "text", count(*)::int AS "times", max("at") AS "last"
    FROM "Asked" a WHERE "key" <> '' AND ${askedShown(viewer)}
    GROUP BY "key" HAVING (array_agg(${unanswered(viewer)} ORDER BY "at" DESC))[1]
    ORDER BY "times" DESC, "last" DESC LIMIT ${UNRECOGNISED_SHOWN}`
  return UnrecognisedRowsSchema.parse(rows).map((row) => ({ ...row, last: isoInstant(row.last) }))
}

/** The skill or incident that was right for an alert, and the day (of UTC) on which a person said so. */
export type Confirmed = { kind: 'skill' | 'incident'; id: string; on: string }

const ConfirmedRowSchema = z.object({
  verdict: VerdictSchema,
  kind: AskedHitSchema.shape.kind.nullable(),
  id: z.string().nullable(),
  at: z.date(),
})

/**
 * What people said for this very alert. The last word counts: after "none of these" nothing is confirmed. What the viewer may not read,
 * or what is gone, was not said: were it the last word all the same, what was confirmed before would be missed, and that would tell of it.
 */
export async function findConfirmed(viewer: Viewer, key: string): Promise<Confirmed | null> {
  if (key === '') return null
  const id = Prisma.sql`coalesce(s."id", i."id", l."incidentId")`
  const [first] = await database.$queryRaw<unknown[]>`
    SELECT a."verdict", a."rightKind" AS "kind", ${id} AS "id", a."decidedAt" AS "at" FROM "Asked" a
    LEFT JOIN "Skill" s ON a."rightKind" = 'skill' AND s."slug" = a."rightSlug"
    LEFT JOIN "Incident" i ON a."rightKind" = 'incident' AND i."slug" = a."rightSlug"
    LEFT JOIN "SlugAlias" l ON a."rightKind" = 'incident' AND l."slug" = a."rightSlug"
    WHERE a."key" = ${key} AND a."decidedAt" IS NOT NULL AND a."verdict" IS NOT NULL
      AND (a."verdict" <> 'right' OR (${id} IS NOT NULL AND ${visible(viewer, id)}))
    ORDER BY a."decidedAt" DESC LIMIT 1`
  const row = first === undefined ? null : ConfirmedRowSchema.parse(first)
  if (row?.verdict !== 'right' || row.kind === null || row.id === null) return null
  return { kind: row.kind, id: row.id, on: row.at.toISOString().slice(0, 10) }
}
