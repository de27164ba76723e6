import { Prisma } from '@/generated/prisma/client'

/** A text within a pattern for `ILIKE`, or for Prisma's `contains`: its own `%`, `_` and `\` are plain characters. */
export function likePart(part: string): string {
  // Postgres refuses the zero character in any text.
  return part.replaceAll('\u0000', '').replace(/[\\%_]/g, '\\$&')
}

/** A text for `ILIKE` that finds `part` anywhere. */
export const likePattern = (part: string): string => `%${likePart(part)}%`

/**
 * What somebody types or what a text says, as terms of a full text search. Wrapped in a query of its own: Postgres then works
 * it out once, and asks the index also for a word that it expects in most rows, where reading the rows costs twenty times more.
 */
export function searchTerms(words: string): Prisma.Sql {
  return Prisma.sql`(SELECT hindsight_query(${words}))`
}

/** `WHERE` with all conditions, or nothing without any. */
export function whereAll(conditions: Prisma.Sql[]): Prisma.Sql {
  return conditions.length === 0 ? Prisma.empty : Prisma.sql`WHERE ${Prisma.join(conditions, ' AND ')}`
}

/** Rows in the order of `ids`; ids without a row are left out. */
export function inOrderOf<T extends { id: string }>(ids: string[], rows: T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Groups rows by a key, in their order. */
export function groupBy<T, K>(rows: Iterable<T>, keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}
