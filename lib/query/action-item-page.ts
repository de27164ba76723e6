import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { hiddenIds, visibleAmongMany } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { ActionItemFilter } from '@/lib/schema/action-item'
import type { Viewer } from '@/lib/schema/viewer'
import { backwards, columnsOfKeys, keysOfAll, orderBy, orderedParts, type OrderedPart } from './action-item-order'
import { conditionsOf, DEBT, HAS_DEBT, rowsOf, selectionOf } from './action-item-selection'
import { whereAll } from './sql'

/** Ids of one page of action items in their order, and how many there are in all. */
export type ActionItemPage = { ids: string[]; total: number }

const FoundSchema = z.tuple([z.object({ ids: z.array(z.string()), total: z.number() })])
const IdsSchema = z.tuple([z.object({ ids: z.array(z.string()) })])
const TotalSchema = z.tuple([z.object({ total: z.number() })])

/** From this place on it is worth knowing first whether the end is nearer. */
const DEEP = 1_000
const ID = Prisma.sql`a."id"`
/** How many come before the page. */
const skipOf = ({ page, size }: ActionItemFilter) => (page - 1) * size

/**
 * A filter that is more than conditions on the item's own columns, or lets through few of which nobody can tell beforehand where they
 * are in an order: what it lets through is found once, counted and sorted.
 */
const isGathered = ({ q, pattern, service, debt, waiting, mine }: ActionItemFilter) =>
  Boolean(q) || Boolean(pattern) || Boolean(service) || debt !== undefined || waiting !== undefined || mine === true

async function gatherPage(viewer: Viewer, filter: ActionItemFilter, now: Date): Promise<ActionItemPage> {
  const { from, where } = await selectionOf(viewer, filter, now)
  const { columns, order } = columnsOfKeys(keysOfAll(filter, DEBT))
  const rows = await database.$queryRaw`
    WITH hit AS MATERIALIZED (SELECT a."id", ${columns} ${from} ${where})
    SELECT (SELECT count(*)::int FROM hit) AS "total", ARRAY(
      SELECT "id" FROM hit ORDER BY ${order} LIMIT ${filter.size} OFFSET ${skipOf(filter)}) AS "ids"`
  return FoundSchema.parse(rows)[0]
}

const HIDDEN = Prisma.sql`SELECT "targetId" FROM hidden`

/** A statement over rows `a` of action items: `hidden`, which its conditions name, is what the viewer may not read. */
async function ask<T>(schema: z.ZodType<T>, viewer: Viewer, ctes: Prisma.Sql[], select: Prisma.Sql): Promise<T> {
  const hidden = viewer.reach === 'named' ? [Prisma.sql`hidden AS MATERIALIZED (${hiddenIds(viewer)})`] : []
  const all = [...hidden, ...ctes]
  const rows =
    await database.$queryRaw`${all.length === 0 ? Prisma.empty : Prisma.sql`WITH ${Prisma.join(all)}`} ${select}`
  return schema.parse(rows)
}

const readable = (viewer: Viewer) =>
  viewer.reach === 'named' ? Prisma.sql`${ID} NOT IN (${HIDDEN})` : visibleAmongMany(viewer, ID)

/** How many the filter lets through, without those of them that the viewer may not read: few, where all are counted in an index. */
function totalOf(viewer: Viewer, conditions: Prisma.Sql[]): Prisma.Sql {
  const count = (all: Prisma.Sql[]) => Prisma.sql`(SELECT count(*)::int FROM "ActionItem" a ${whereAll(all)})`
  if (viewer.reach !== 'named') return count([readable(viewer), ...conditions])
  return Prisma.sql`${count(conditions)} - ${count([Prisma.sql`${ID} IN (${HIDDEN})`, ...conditions])}`
}

type Stretch = { from: Prisma.Sql; skip: number; take: number }

/** A stretch of the parts: each is read off its index no further than to the end of the stretch, and not at all after that. */
function stretchOf(parts: OrderedPart[], all: Prisma.Sql[], { from, skip, take }: Stretch) {
  const [only] = parts
  if (only && parts.length === 1) {
    const where = whereAll(only.where ? [...all, only.where] : all)
    const ids = Prisma.sql`SELECT a."id" ${from} ${where} ${orderBy(only)} LIMIT ${take} OFFSET ${skip}`
    return { ctes: [], ids: Prisma.sql`ARRAY(${ids}) AS "ids"` }
  }
  const names = parts.map((_, index) => Prisma.raw(`"part${index}"`))
  // Numbered after it is cut off: to number them in an order, all of a part would be sorted.
  const ctes = parts.map((part, index) => {
    const before = names.slice(0, index).map((name) => Prisma.sql`(SELECT count(*) FROM ${name})`)
    const rest = Prisma.join([Prisma.sql`${skip + take}::bigint`, ...before], ' - ')
    return Prisma.sql`${Prisma.raw(`"part${index}"`)} AS MATERIALIZED (
      SELECT first."id", ${index}::int AS "part", row_number() OVER () AS "place" FROM (
        SELECT a."id" ${from} ${whereAll(part.where ? [...all, part.where] : all)} ${orderBy(part)} LIMIT ${rest}) first)`
  })
  const whole = Prisma.join(
    names.map((name) => Prisma.sql`SELECT * FROM ${name}`),
    ' UNION ALL ',
  )
  const ids = Prisma.sql`ARRAY(
    SELECT "id" FROM (${whole}) each ORDER BY "part", "place" LIMIT ${take} OFFSET ${skip}) AS "ids"`
  return { ctes, ids }
}

/** What `readNear` and `readFar` go by: the parts of the order, and what their rows are asked for. */
async function orderOf(viewer: Viewer, filter: ActionItemFilter, now: Date) {
  const parts = orderedParts(filter, { length: DEBT, exists: HAS_DEBT })
  const from = await rowsOf(viewer, filter, now)
  return { parts, from, all: [readable(viewer), ...conditionsOf(viewer, filter, now)] }
}

async function countAll(viewer: Viewer, filter: ActionItemFilter, now: Date): Promise<number> {
  const count = totalOf(viewer, conditionsOf(viewer, filter, now))
  return (await ask(TotalSchema, viewer, [], Prisma.sql`SELECT ${count} AS "total"`))[0].total
}

async function readNear(viewer: Viewer, filter: ActionItemFilter, now: Date): Promise<string[]> {
  const { parts, from, all } = await orderOf(viewer, filter, now)
  const { ctes, ids } = stretchOf(parts, all, { from, skip: skipOf(filter), take: filter.size })
  return (await ask(IdsSchema, viewer, ctes, Prisma.sql`SELECT ${ids}`))[0].ids
}

/** From whichever end is nearer. */
async function readFar(viewer: Viewer, filter: ActionItemFilter, now: Date): Promise<ActionItemPage> {
  const total = await countAll(viewer, filter, now)
  const skip = skipOf(filter)
  const take = Math.min(filter.size, total - skip)
  if (take <= 0) return { ids: [], total }
  const { parts, from, all } = await orderOf(viewer, filter, now)
  const isNearEnd = skip > total / 2
  const stretch = isNearEnd
    ? stretchOf(backwards(parts), all, { from, skip: total - skip - take, take })
    : stretchOf(parts, all, { from, skip, take })
  const [{ ids }] = await ask(IdsSchema, viewer, stretch.ctes, Prisma.sql`SELECT ${stretch.ids}`)
  return { ids: isNearEnd ? ids.toReversed() : ids, total }
}

/**
 * Begins to read one page of action items, filtered and sorted: its ids, and how many there are in all, each as soon as it is known. Unknown
 * values come last; among equals the oldest come first where the order is by priority. Read off indexes where the filter is one of the
 * item's own columns, so that it costs a page and not the table; from the place `deep` on it is looked at first which end is nearer. Both
 * are refused when the database is away. Throws `forbidden` without the right to read.
 */
export function beginActionItemPage(
  viewer: Viewer,
  filter: ActionItemFilter,
  now: Date,
  deep: number = DEEP,
): { ids: Promise<string[]>; total: Promise<number> } {
  assertCan(viewer, 'read')
  if (!isGathered(filter) && skipOf(filter) < deep) {
    return { ids: readNear(viewer, filter, now), total: countAll(viewer, filter, now) }
  }
  const page = isGathered(filter) ? gatherPage(viewer, filter, now) : readFar(viewer, filter, now)
  return { ids: page.then(({ ids }) => ids), total: page.then(({ total }) => total) }
}

/** As `beginActionItemPage`, both at once. */
export async function findActionItemPage(
  viewer: Viewer,
  filter: ActionItemFilter,
  now: Date,
  deep?: number,
): Promise<ActionItemPage> {
  const page = beginActionItemPage(viewer, filter, now, deep)
  const [ids, total] = await Promise.all([page.ids, page.total])
  return { ids, total }
}
