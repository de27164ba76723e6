import { z } from 'zod'
import { database } from '@/lib/database'

/** How many rows of a table are expected to have something in a column of many values: a word, a key. */
export type Frequencies = { entriesOf: (element: string) => number }

/** What the statistics do not know is rarer than all that they know; by how much, they do not say. */
const UNKNOWN_SHARE = 0.25
/** Statistics are read anew after so long: they only say what a search costs, and Postgres itself lets them grow old. */
const FRESH_MS = 60_000

const RowsSchema = z.array(z.object({ rows: z.number(), element: z.string().nullable(), share: z.number().nullable() }))

const known = new Map<string, { at: number; reading: Promise<Frequencies> }>()

/** What Postgres's own statistics say of the elements of a column; none are known before the first ANALYZE of a table. */
export function readFrequencies(table: string, column: string): Promise<Frequencies> {
  const key = `${table}.${column}`
  const before = known.get(key)
  if (before && performance.now() - before.at < FRESH_MS) return before.reading
  const reading = readStatistics(table, column)
  known.set(key, { at: performance.now(), reading })
  // What could not be read is asked for again.
  reading.catch(() => known.delete(key))
  return reading
}

async function readStatistics(table: string, column: string): Promise<Frequencies> {
  // The last of the frequencies are their least and their greatest, of no element.
  const found = await database.$queryRaw`
    SELECT greatest(c."reltuples", 0)::float8 AS "rows", one."element", one."share" FROM pg_class c LEFT JOIN (
      SELECT unnest(most_common_elems::text::text[]) AS "element", unnest(most_common_elem_freqs)::float8 AS "share"
      FROM pg_stats WHERE schemaname = current_schema() AND tablename = ${table} AND attname = ${column}
    ) one ON one."element" IS NOT NULL WHERE c."oid" = ${`"${table}"`}::regclass`
  const read = RowsSchema.parse(found)
  const rows = read[0]?.rows ?? 0
  const shares = new Map(
    read.flatMap(({ element, share }) => (element === null || share === null ? [] : [[element, share]])),
  )
  const least = shares.size === 0 ? 0 : Math.min(...shares.values())
  return { entriesOf: (element) => (shares.get(element) ?? least * UNKNOWN_SHARE) * rows }
}
