import { z } from 'zod'
import { isVisible } from '@/lib/access'
import { isFinished } from '@/lib/domain/action-items'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { ActionItemPatchSchema, ActionItemStatusSchema, type ActionItemPatch } from '@/lib/schema/action-item'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { countOpen, firstDayOf } from './action-item-rows'
import { changesBetween, writeAudit, type Changes } from './audit'
import { lateForActionItem } from './late-action-item'
import { refreshActionItemSearch } from './search-rows'
import { inTransaction, type Transaction } from './transaction'

/**
 * Changes an action item by hand: the fields of the patch stay as they are now when its source is imported again. Becoming
 * done or won't-do sets the closing time, becoming unfinished again clears it. Every changed field joins the item's history.
 * Throws `not_found`, and `stale` when `expectedVersion` is given and somebody else has changed the item since.
 */
export async function updateActionItem(
  viewer: Viewer,
  id: string,
  patch: ActionItemPatch,
  expectedVersion?: number,
): Promise<{ version: number }> {
  assertCan(viewer, 'write')
  const { due, ...fields } = ActionItemPatchSchema.parse(patch)
  const wanted = { ...fields, ...(due === undefined ? {} : { due }) }
  z.string().min(1).parse(id)
  return inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "ActionItem" WHERE id = ${id} FOR UPDATE`
    const known = await tx.actionItem.findUnique({ where: { id } })
    if (!known || !(await isVisible(viewer, id, tx))) {
      throw new AppError('not_found', 'This action item does not exist (any more).')
    }
    const before = { ...known, due: known.due?.toISOString().slice(0, 10) ?? null }
    if (expectedVersion !== undefined && expectedVersion !== known.version) {
      throw await lateForActionItem(tx, before, wanted, expectedVersion)
    }
    const changes = changesBetween(before, wanted)
    const names = Object.keys(changes)
    if (names.length === 0) return { version: known.version }
    const { version } = await tx.actionItem.update({
      where: { id },
      data: {
        ...fields,
        ...(due === undefined ? {} : { due: firstDayOf(due) }),
        ...closing(changes, known.status),
        editedFields: [...new Set([...known.editedFields, ...names])].sort(),
        version: { increment: 1 },
      },
    })
    if (fields.owner !== undefined && 'owner' in changes) {
      const title = LocalisedTextSchema.parse(known.title)
      const condition = LocalisedTextSchema.nullable().parse(known.condition)
      await refreshActionItemSearch(tx, { id, title, condition, owner: fields.owner })
    }
    await tx.actionItemChange.createMany({
      data: names.map((field) => ({
        actionItemId: id,
        byName: viewer.name,
        field,
        from: textOf(changes[field]?.from),
        to: textOf(changes[field]?.to),
      })),
    })
    if (known.incidentId !== null && 'status' in changes) await recount(tx, known.incidentId)
    await writeAudit(tx, viewer, 'action-item.updated', { kind: 'action-item', id }, changes)
    return { version }
  })
}

/** The closing time follows the status. */
function closing(changes: Changes, before: string | null): { closedAt?: Date | null } {
  if (!('status' in changes)) return {}
  const status = ActionItemStatusSchema.nullable()
  const isClosed = isFinished(status.parse(changes.status?.to ?? null))
  if (isClosed === isFinished(status.parse(before))) return {}
  return { closedAt: isClosed ? new Date() : null }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : value === null || value === undefined ? null : JSON.stringify(value)
}

async function recount(tx: Transaction, incidentId: string): Promise<void> {
  const items = await tx.actionItem.findMany({ where: { incidentId }, select: { status: true } })
  await tx.incident.update({ where: { id: incidentId }, data: { openActionItems: countOpen(items) } })
}
