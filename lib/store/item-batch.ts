import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { isVisible } from '@/lib/access'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { ActionItemPatchSchema, type ActionItemPatch } from '@/lib/schema/action-item'
import { BatchInputSchema, type BatchInput, type BatchResult, type BatchUndone } from '@/lib/schema/item-batch'
import type { Viewer } from '@/lib/schema/viewer'
import { changeActionItem } from './action-items'
import { inTransaction, type Transaction } from './transaction'

/** One change, for an item that nobody has changed since it was seen; why not otherwise: somebody has, or it is not there for the viewer. */
async function changeUnlessLate(
  tx: Transaction,
  viewer: Viewer,
  seen: { id: string; version: number },
  patch: ActionItemPatch,
  batch: string,
): Promise<{ version: number } | 'stale' | 'not_found'> {
  try {
    // Both failures come before anything is written, so the transaction goes on.
    return await changeActionItem(tx, viewer, seen.id, patch, seen.version, { batch })
  } catch (error) {
    if (error instanceof AppError && (error.code === 'stale' || error.code === 'not_found')) return error.code
    throw error
  }
}

/**
 * Gives several action items the same fields in one transaction, each with its history and audit row under one batch. Items that
 * somebody has changed since `version`, or that the viewer may not read, stay as they are and are told by id. Throws `forbidden`, and
 * `not_found` when the viewer may read none of them.
 */
export async function changeActionItems(viewer: Viewer, input: BatchInput): Promise<BatchResult> {
  assertCan(viewer, 'write')
  const { items, patch } = BatchInputSchema.parse(input)
  const result: BatchResult = { batch: randomUUID(), changed: 0, same: 0, late: [] }
  await inTransaction(async (tx) => {
    let readable = 0
    // Always in one order: two batches that share items wait for each other instead of failing.
    for (const seen of items.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const saved = await changeUnlessLate(tx, viewer, seen, patch, result.batch)
      if (saved !== 'not_found') readable++
      if (typeof saved === 'string') result.late.push(seen.id)
      else if (saved.version === seen.version) result.same++
      else result.changed++
    }
    if (readable === 0) throw new AppError('not_found', 'None of these action items exists (any more).')
  })
  return result
}

/** The fields of one item that nobody has changed since the batch, as they were before it. */
async function fieldsBefore(tx: Transaction, batch: string, actionItemId: string): Promise<ActionItemPatch> {
  const rows = await tx.actionItemChange.findMany({ where: { actionItemId }, orderBy: { id: 'asc' } })
  const before = rows.flatMap((row, index) => {
    const isLast = !rows.slice(index + 1).some(({ field }) => field === row.field)
    return row.batch === batch && isLast ? [[row.field, row.from]] : []
  })
  return ActionItemPatchSchema.parse(Object.fromEntries(before))
}

/**
 * Takes a batch back: each field that it changed and nobody has changed since is as before; the rest stays. In one transaction, itself
 * a batch of the history. Throws `forbidden`, and `not_found` for a batch of nothing that the viewer may read.
 */
export async function undoItemBatch(viewer: Viewer, batch: string): Promise<BatchUndone> {
  assertCan(viewer, 'write')
  const id = z.uuid().parse(batch)
  return inTransaction(async (tx) => {
    const found = await tx.actionItemChange.findMany({
      where: { batch: id },
      distinct: ['actionItemId'],
      select: { actionItemId: true },
      orderBy: { actionItemId: 'asc' },
    })
    const result: BatchUndone = { restored: 0, kept: 0 }
    const undoing = randomUUID()
    let readable = 0
    for (const { actionItemId } of found) {
      if (!(await isVisible(viewer, actionItemId, tx))) continue
      readable++
      await tx.$executeRaw`SELECT 1 FROM "ActionItem" WHERE "id" = ${actionItemId} FOR UPDATE`
      const patch = await fieldsBefore(tx, id, actionItemId)
      if (Object.keys(patch).length === 0) {
        result.kept++
        continue
      }
      await changeActionItem(tx, viewer, actionItemId, patch, undefined, { batch: undoing })
      result.restored++
    }
    if (readable === 0) throw new AppError('not_found', 'There is no such change of several items (any more).')
    return result
  })
}
