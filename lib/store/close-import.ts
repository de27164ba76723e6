import type { Transaction } from './transaction'

export type EndState = 'finished' | 'cancelled' | 'failed'

/** Positions of the files that stay when an import ends. */
export type Kept = readonly number[] | 'all'

/**
 * Ends an import that has not ended yet; one that has stays as it is, as one that somebody has undone meanwhile. Files at the positions
 * `keep` stay, for `retryImport`. `error`: why it failed, for the person who started it.
 */
export async function closeImport(
  tx: Transaction,
  id: string,
  wanted: EndState,
  { error = null, keep: kept = [] }: { error?: string | null; keep?: Kept } = {},
): Promise<void> {
  const [row] = await tx.$queryRaw<{ state: string; cancelledAt: Date | null }[]>`
    SELECT "state", "cancelledAt" FROM "Import" WHERE "id" = ${id} FOR UPDATE`
  if (row?.state !== 'waiting' && row?.state !== 'running') return
  // Whoever cancelled it after its last document, or before it failed, has been told that it is cancelled.
  const isLate = row.cancelledAt !== null
  const [state, keep] = isLate ? (['cancelled', []] as const) : ([wanted, kept] as const)
  if (keep !== 'all') await tx.importItem.deleteMany({ where: { importId: id, position: { notIn: [...keep] } } })
  const done = await tx.importLine.count({ where: { importId: id } })
  const total = state === 'finished' ? { total: done } : {}
  await tx.import.update({
    where: { id },
    data: { state, error: state === 'failed' ? error : null, done, ...total, current: null },
  })
  // It may have begun in a process whose clock is ahead of this one's.
  await tx.$executeRaw`UPDATE "Import" SET "finishedAt" = greatest(clock_timestamp(), "startedAt") WHERE "id" = ${id}`
}
