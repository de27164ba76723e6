import { z } from 'zod'
import { COMMON_ABOVE } from './rare-keys'
import type { Transaction } from './transaction'

/**
 * How many times as common as `COMMON_ABOVE` a key has to be in the statistics, which are as old as the last ANALYZE: incidents
 * may have been deleted since.
 */
const SURELY = 10

const RowsSchema = z.array(z.object({ key: z.string() }))

/**
 * Keys of fingerprints that are surely common, by Postgres's own statistics: finding it out by looking each of them up takes
 * longer than everything else that an import asks of 100,000 incidents. None before the first ANALYZE.
 */
export async function readCommonKeys(tx: Transaction): Promise<string[]> {
  const rows = await tx.$queryRaw`
    SELECT one."key" FROM (
      SELECT unnest(most_common_elems::text::text[]) AS "key", unnest(most_common_elem_freqs) AS "share" FROM pg_stats
      WHERE schemaname = current_schema() AND tablename = 'Postmortem' AND attname = 'fingerprint'
    ) one, pg_class c
    WHERE c."oid" = '"Postmortem"'::regclass AND one."key" IS NOT NULL AND one."share" * c."reltuples" > ${COMMON_ABOVE * SURELY}`
  return RowsSchema.parse(rows).map(({ key }) => key)
}
