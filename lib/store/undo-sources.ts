import { z } from 'zod'
import type { Transaction } from './transaction'

const RemovedSchema = z.array(z.object({ id: z.string() }))

/**
 * Removes the sources that an import has brought, of those that `changes` name. A source goes when nothing says what it says, no
 * part of it stays, and nothing that can still be undone would come back to it. Gives the ids of the changes whose sources are
 * gone. Changes that have been undone with them must be deleted before.
 */
export async function undoSources(
  tx: Transaction,
  importId: string,
  changes: readonly { id: bigint; refId: string }[],
): Promise<bigint[]> {
  if (changes.length === 0) return []
  let removed: { id: string }[]
  // Parts go first, then what they were parts of.
  do removed = await removeFreeSources(tx, importId, changes)
  while (removed.length > 0)
  const ids = changes.map(({ refId }) => refId)
  const left = await tx.source.findMany({ where: { id: { in: ids } }, select: { id: true } })
  const kept = new Set(left.map(({ id }) => id))
  return changes.flatMap(({ id, refId }) => (kept.has(refId) ? [] : [id]))
}

/** What this import has said is remembered by a later import only where that one has kept this one's change in place. */
async function removeFreeSources(
  tx: Transaction,
  importId: string,
  changes: readonly { id: bigint; refId: string }[],
): Promise<{ id: string }[]> {
  const removed = await tx.$queryRaw`
    DELETE FROM "Source" s USING unnest(${changes.map(({ refId }) => refId)}::text[], ${changes.map(({ id }) => id)}::bigint[])
      AS named(id, change)
    WHERE s.id = named.id
      AND NOT EXISTS (SELECT FROM "Postmortem" WHERE "sourceId" = s.id)
      AND NOT EXISTS (SELECT FROM "SkillRevision" WHERE "sourceId" = s.id)
      AND NOT EXISTS (SELECT FROM "Pattern" WHERE "sourceId" = s.id)
      AND NOT EXISTS (SELECT FROM "DirectoryPage" WHERE "sourceId" = s.id)
      AND NOT EXISTS (SELECT FROM "Source" part WHERE part."partOfId" = s.id)
      AND NOT EXISTS (
        SELECT FROM "ImportChange" own JOIN "ImportChange" later ON later."refId" = own."refId"
        WHERE own."importId" = ${importId} AND own.id > named.change
          AND (later.before->'edition'->>'sourceId' = s.id OR later.before->'row'->>'sourceId' = s.id))
    RETURNING s.id`
  return RemovedSchema.parse(removed)
}
