import { z } from 'zod'
import { database } from '@/lib/database'

/*
 * Whether anything has changed that pages show, by what Postgres lets a statement see: two statements with the same snapshot see the same,
 * and of two different ones the later sees what its snapshot has more (docs/decisions/0058-pages-remembered.md).
 */

const SnapshotSchema = z.tuple([z.object({ snapshot: z.string() })])
const UnchangedSchema = z.tuple([z.object({ unchanged: z.boolean() })])

/** What a statement sees that is asked from now on, as Postgres writes it (`xmin:xmax:xip`). Needs no viewer: it tells nothing that is stored. */
export async function readSnapshot(): Promise<string> {
  const rows = await database.$queryRaw`SELECT pg_current_snapshot()::text AS "snapshot"`
  return SnapshotSchema.parse(rows)[0].snapshot
}

/**
 * Whether nothing that pages show has changed since a snapshot of `readSnapshot`, whichever process changed it: no transaction is seen now that
 * was not seen then. Of a database that was put in the place of another the numbers may be lower: then everything counts as changed.
 */
export async function isUnchangedSince(snapshot: string): Promise<boolean> {
  const rows = await database.$queryRaw`
    SELECT pg_snapshot_xmax(pg_current_snapshot()) >= pg_snapshot_xmax(${snapshot}::pg_snapshot) AND NOT EXISTS (
      SELECT 1 FROM "ContentChange" c WHERE c."transaction" >= pg_snapshot_xmin(${snapshot}::pg_snapshot)::text::bigint
        AND NOT pg_visible_in_snapshot(c."transaction"::text::xid8, ${snapshot}::pg_snapshot)) AS "unchanged"`
  return UnchangedSchema.parse(rows)[0].unchanged
}
