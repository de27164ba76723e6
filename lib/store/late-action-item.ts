import type { AppError } from '@/lib/domain/errors'
import { lateEdit } from './late-edit'
import type { Transaction } from './transaction'

/** The failure of an edit of an action item that was meant for an earlier version; what that one said is told by the item's history. */
export async function lateForActionItem(
  tx: Transaction,
  { id, version }: { id: string; version: number },
  /** What the item says now and what the edit would make it say, field by field in one language. */
  { theirs, yours }: { theirs: Record<string, string | null>; yours: Record<string, string | null> },
  expectedVersion: number,
): Promise<AppError> {
  const steps = await listSteps(tx, id)
  const taken = steps.slice(0, version - expectedVersion)
  const known = expectedVersion < version && taken.length === version - expectedVersion
  const base = known ? taken.reduce((state, step) => ({ ...state, ...step }), theirs) : null
  const message = 'Somebody else has changed this action item. Look at the difference, then save again.'
  return lateEdit(message, base, theirs, yours)
}

/** What each change by hand has changed, and from what; the newest first. A change is told at one instant. */
async function listSteps(tx: Transaction, actionItemId: string): Promise<Record<string, string | null>[]> {
  const rows = await tx.actionItemChange.findMany({ where: { actionItemId }, orderBy: { id: 'desc' } })
  const steps = new Map<number, Record<string, string | null>>()
  for (const { at, field, from } of rows) {
    // What an item waited for may be one that the viewer may not read: of that only what it is now is told.
    const told = field === 'dependsOnId' ? {} : { [field]: from }
    steps.set(at.getTime(), { ...steps.get(at.getTime()), ...told })
  }
  return [...steps.values()]
}
