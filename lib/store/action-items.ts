import { z } from 'zod'
import type { ActionItem, Prisma } from '@/generated/prisma/client'
import { isVisible } from '@/lib/access'
import { isFinished } from '@/lib/domain/action-items'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { ActionItemPatchSchema, ActionItemStatusSchema, type ActionItemPatch } from '@/lib/schema/action-item'
import type { Viewer } from '@/lib/schema/viewer'
import { assertMayWaitFor } from './action-item-dependency'
import { columnsFor, languageFor, sayingOf, textsOf, yoursOf } from './action-item-patch'
import { countOpen } from './action-item-rows'
import { changesBetween, writeAudit, type Changes } from './audit'
import { lateForActionItem } from './late-action-item'
import { refreshActionItemSearch } from './search-rows'
import { inTransaction, type Transaction } from './transaction'

/** What a change may also say of itself. */
export type ChangeOptions = {
  /** Changes of several items that are made and taken back together. */
  batch?: string
}

/**
 * Changes an action item by hand: the fields of the patch stay as they are now when its source is imported again. Becoming
 * done or won't-do sets the closing time, becoming unfinished again clears it. Every changed field joins the item's history.
 * Throws `not_found` (also for a `dependsOnId` that the viewer may not read), `unprocessable` for items that would wait for each
 * other and for a language that the item's title has not, and `stale` when `expectedVersion` is given and somebody else has changed
 * the item since.
 */
export async function updateActionItem(
  viewer: Viewer,
  id: string,
  patch: ActionItemPatch,
  expectedVersion?: number,
  options: ChangeOptions = {},
): Promise<{ version: number }> {
  return inTransaction((tx) => changeActionItem(tx, viewer, id, patch, expectedVersion, options))
}

/** As `updateActionItem`, within a transaction that changes more. */
export async function changeActionItem(
  tx: Transaction,
  viewer: Viewer,
  id: string,
  patch: ActionItemPatch,
  expectedVersion?: number,
  options: ChangeOptions = {},
): Promise<{ version: number }> {
  assertCan(viewer, 'write')
  const wanted = ActionItemPatchSchema.parse(patch)
  z.string().min(1).parse(id)
  await tx.$executeRaw`SELECT 1 FROM "ActionItem" WHERE id = ${id} FOR UPDATE`
  const known = await tx.actionItem.findUnique({ where: { id } })
  if (!known || !(await isVisible(viewer, id, tx))) {
    throw new AppError('not_found', 'This action item does not exist (any more).')
  }
  const langOf = languageFor(known, wanted)
  const before = await sayingFor(tx, viewer, known, langOf)
  const yours = yoursOf(wanted)
  if (expectedVersion !== undefined && expectedVersion !== known.version) {
    throw await lateForActionItem(tx, known, { theirs: before, yours }, expectedVersion)
  }
  const changes = changesBetween(before, yours)
  const names = Object.keys(changes)
  if (names.length === 0) return { version: known.version }
  if (wanted.dependsOnId) await assertMayWaitFor(tx, viewer, id, wanted.dependsOnId)
  const saved = await tx.actionItem.update({
    where: { id },
    data: {
      ...columnsFor(known, wanted, names, langOf),
      ...closing(changes, known.status),
      editedFields: [...new Set([...known.editedFields, ...names])].sort(),
      version: { increment: 1 },
    },
  })
  if (names.some((name) => SEARCHED.has(name))) {
    const { title, condition, description } = textsOf(saved)
    await refreshActionItemSearch(tx, { id, title, condition, description, owner: saved.owner })
  }
  await writeHistory(tx, viewer, id, changes, options)
  if (known.incidentId !== null && 'status' in changes) await recount(tx, known.incidentId)
  await writeAudit(tx, viewer, 'action-item.updated', { kind: 'action-item', id }, changes)
  return { version: saved.version }
}

/** Fields that a search looks into. */
const SEARCHED = new Set(['title', 'condition', 'description', 'owner'])

/** What an item says now, as far as the viewer may know: of one that it waits for and they may not read, nothing. */
async function sayingFor(tx: Transaction, viewer: Viewer, known: ActionItem, langOf: ReturnType<typeof languageFor>) {
  const said = sayingOf(known, langOf)
  const isHidden = known.dependsOnId !== null && !(await isVisible(viewer, known.dependsOnId, tx))
  return isHidden ? { ...said, dependsOnId: null } : said
}

/** One row for each field, at one instant: a change is told as one. */
async function writeHistory(
  tx: Transaction,
  viewer: Viewer,
  actionItemId: string,
  changes: Changes,
  { batch }: ChangeOptions,
): Promise<void> {
  const text = z.string().nullable()
  await tx.actionItemChange.createMany({
    data: Object.entries(changes).map(([field, { from, to }]) => ({
      actionItemId,
      byName: viewer.name,
      field,
      from: text.parse(from),
      to: text.parse(to),
      batch: batch ?? null,
    })),
  })
}

/** The closing time follows the status. */
function closing(changes: Changes, before: string | null): Prisma.ActionItemUncheckedUpdateInput {
  if (!('status' in changes)) return {}
  const status = ActionItemStatusSchema.nullable()
  const isClosed = isFinished(status.parse(changes.status?.to ?? null))
  if (isClosed === isFinished(status.parse(before))) return {}
  return { closedAt: isClosed ? new Date() : null }
}

async function recount(tx: Transaction, incidentId: string): Promise<void> {
  const items = await tx.actionItem.findMany({ where: { incidentId }, select: { status: true } })
  await tx.incident.update({ where: { id: incidentId }, data: { openActionItems: countOpen(items) } })
}
