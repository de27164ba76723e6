import { Prisma } from '@/generated/prisma/client'
import type { ActionItemFilter, ActionItemPriority, ActionItemStatus } from '@/lib/schema/action-item'

/** A condition of SQL on rows `a` of action items: nobody has finished it. */
export const UNFINISHED = Prisma.sql`(a."status" IS NULL OR a."status" IN ('open', 'in-progress', 'blocked'))`

type Direction = 'asc' | 'desc'
type Key = { sql: Prisma.Sql; dir: Direction }
/** Rows `a` that come one after another by `keys`, as an index has them; `where` says which, null for all. */
export type OrderedPart = { where: Prisma.Sql | null; keys: Key[] }

const FINISHED = Prisma.sql`a."status" IN ('done', 'wont-do')`
const ID = Prisma.sql`a."id"`
const OPENED = Prisma.sql`a."openedAt"`
const STATUSES: ActionItemStatus[] = ['blocked', 'open', 'in-progress', 'done', 'wont-do']
const CLOSED: ReadonlySet<string> = new Set<ActionItemStatus>(['done', 'wont-do'])
const PRIORITIES: ActionItemPriority[] = ['low', 'medium', 'high', 'urgent']

/** The column of an order that needs no more than one; its expression is that of an index. */
const COLUMNS = {
  title: Prisma.sql`left(coalesce(a."title"->>'en', a."title"::text), 300)`,
  owner: Prisma.sql`lower(a."owner")`,
  due: Prisma.sql`a."due"`,
  from: Prisma.sql`a."fromTitle"`,
  updated: Prisma.sql`a."updatedAt"`,
} satisfies Partial<Record<ActionItemFilter['sort'], Prisma.Sql>>

const asc = (sql: Prisma.Sql): Key => ({ sql, dir: 'asc' })
const OLDEST_FIRST = [asc(OPENED), asc(ID)]
const opposite = (dir: Direction): Direction => (dir === 'asc' ? 'desc' : 'asc')

/** Those with a value in the order of it, then those without; `known` says which have one where that is more than a column. */
function knownFirst(value: Prisma.Sql, dir: Direction, known?: Prisma.Sql): OrderedPart[] {
  return [
    {
      where: known ?? Prisma.sql`${value} IS NOT NULL`,
      keys: [
        { sql: value, dir },
        { sql: ID, dir },
      ],
    },
    { where: known ? Prisma.sql`${known} IS NOT TRUE` : Prisma.sql`${value} IS NULL`, keys: [{ sql: ID, dir }] },
  ]
}

/** What a filter says about the statuses that it lets through: only unfinished ones, only finished ones, or neither. */
function statusesOf({ status, overdue, waiting }: ActionItemFilter): 'unfinished' | 'finished' | 'any' {
  if (CLOSED.has(status ?? '')) return 'finished'
  return status !== undefined || overdue === true || waiting === true ? 'unfinished' : 'any'
}

/** A part for each status in its order, then those without one. */
function byStatus(filter: ActionItemFilter): OrderedPart[] {
  const statuses = statusesOf(filter)
  const asked = STATUSES.filter((status) =>
    filter.status === undefined || filter.status === 'unfinished'
      ? statuses === 'any' || !CLOSED.has(status)
      : status === filter.status,
  )
  const unknown = filter.status === undefined || filter.status === 'unfinished' || filter.status === 'unknown'
  return [
    ...(filter.dir === 'asc' ? asked : asked.toReversed()).map((status) => ({
      where: Prisma.sql`a."status" = ${status}`,
      keys: OLDEST_FIRST,
    })),
    ...(unknown ? [{ where: Prisma.sql`a."status" IS NULL`, keys: OLDEST_FIRST }] : []),
  ]
}

/** A part for each priority in its order, then those without one: of each what is unfinished, the oldest first, before the others. */
function byPriority(filter: ActionItemFilter): OrderedPart[] {
  const statuses = statusesOf(filter)
  const asked = PRIORITIES.filter((one) => filter.priority === undefined || filter.priority === one)
  const ranks = (filter.dir === 'asc' ? asked : asked.toReversed()).map((one) => Prisma.sql`a."priority" = ${one}`)
  if (filter.priority === undefined || filter.priority === 'unknown') ranks.push(Prisma.sql`a."priority" IS NULL`)
  return ranks.flatMap((rank) => [
    ...(statuses === 'finished' ? [] : [{ where: Prisma.sql`${rank} AND ${UNFINISHED}`, keys: OLDEST_FIRST }]),
    ...(statuses === 'unfinished' ? [] : [{ where: Prisma.sql`${rank} AND ${FINISHED}`, keys: OLDEST_FIRST }]),
  ])
}

/** By the time that unfinished items have been open; the finished ones have no age, as those of which nobody knows since when. */
function byAge(filter: ActionItemFilter): OrderedPart[] {
  const statuses = statusesOf(filter)
  // The oldest has the greatest age.
  const dir = opposite(filter.dir)
  if (statuses === 'finished') return [{ where: null, keys: [{ sql: ID, dir }] }]
  const keys = [
    { sql: OPENED, dir },
    { sql: ID, dir },
  ]
  const ageless =
    statuses === 'unfinished'
      ? Prisma.sql`${UNFINISHED} AND ${OPENED} IS NULL`
      : Prisma.sql`(${OPENED} IS NULL OR ${FINISHED})`
  return [
    { where: Prisma.sql`${UNFINISHED} AND ${OPENED} IS NOT NULL`, keys },
    { where: ageless, keys: [{ sql: ID, dir }] },
  ]
}

/**
 * The order of a filter as parts that follow each other, each of which an index has in its order: unknown values come last whatever the
 * direction, among equals of one priority or status the oldest come first. Parts that the filter lets nothing of through are left out: a
 * search for them would read the whole index. `debt` is what the order by debt goes by, which no index has, and which items have it.
 */
export function orderedParts(
  filter: ActionItemFilter,
  debt: { length: Prisma.Sql; exists: Prisma.Sql },
): OrderedPart[] {
  const { sort, dir } = filter
  if (sort === 'debt') return knownFirst(debt.length, dir, debt.exists)
  if (sort === 'age') return byAge(filter)
  if (sort === 'status') return byStatus(filter)
  if (sort === 'priority') return byPriority(filter)
  const [known, unknown] = knownFirst(COLUMNS[sort], dir)
  const always =
    sort === 'title' ||
    sort === 'updated' ||
    (sort === 'due' && (filter.overdue === true || filter.dueBefore !== undefined)) ||
    (sort === 'owner' && (Boolean(filter.owner) || filter.mine === true || filter.unowned === false))
  const never = sort === 'owner' && filter.unowned === true
  return [...(known && !never ? [known] : []), ...(unknown && !always ? [unknown] : [])]
}

/** The same rows from the last to the first: what is near the end is read from there. */
export function backwards(parts: readonly OrderedPart[]): OrderedPart[] {
  return parts.toReversed().map(({ where, keys }) => ({
    where,
    keys: keys.map(({ sql, dir }) => ({ sql, dir: opposite(dir) })),
  }))
}

const way = (dir: Direction) => (dir === 'asc' ? Prisma.sql`ASC` : Prisma.sql`DESC`)

/** `ORDER BY` of a part; unknown values in one of its keys come last in an ascending and first in a descending order. */
export function orderBy({ keys }: OrderedPart): Prisma.Sql {
  return Prisma.sql`ORDER BY ${Prisma.join(keys.map(({ sql, dir }) => Prisma.sql`${sql} ${way(dir)}`))}`
}

/**
 * What the whole is sorted by, the same order as that of the parts, each with unknown values last: for few rows, or where no index has
 * it. `debt` is what the order by debt goes by.
 */
export function keysOfAll({ sort, dir }: ActionItemFilter, debt: Prisma.Sql): Key[] {
  const rank = (values: readonly string[], column: Prisma.Sql) => ({
    sql: Prisma.sql`array_position(${values}::text[], ${column})`,
    dir,
  })
  if (sort === 'status') return [rank(STATUSES, Prisma.sql`a."status"`), ...OLDEST_FIRST]
  if (sort === 'priority') {
    const finishedLast = asc(Prisma.sql`NOT ${UNFINISHED}`)
    return [rank(PRIORITIES, Prisma.sql`a."priority"`), finishedLast, ...OLDEST_FIRST]
  }
  if (sort === 'age') {
    const age = Prisma.sql`CASE WHEN ${UNFINISHED} THEN ${OPENED} END`
    return [age, ID].map((sql) => ({ sql, dir: opposite(dir) }))
  }
  return [sort === 'debt' ? debt : COLUMNS[sort], ID].map((sql) => ({ sql, dir }))
}

/** The keys as columns of a SELECT, and the order by those columns. */
export function columnsOfKeys(keys: readonly Key[]): { columns: Prisma.Sql; order: Prisma.Sql } {
  const named = keys.map(({ sql, dir }, index) => ({ sql, dir, name: Prisma.raw(`"k${index}"`) }))
  return {
    columns: Prisma.join(named.map(({ sql, name }) => Prisma.sql`${sql} AS ${name}`)),
    order: Prisma.join(named.map(({ name, dir }) => Prisma.sql`${name} ${way(dir)} NULLS LAST`)),
  }
}
