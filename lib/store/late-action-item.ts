import type { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { lateEdit } from './late-edit'
import type { Transaction } from './transaction'

type Saying = Record<string, string | null>

/** The failure of an edit of an action item that was meant for an earlier version; what that one said is told by the item's history. */
export async function lateForActionItem(
  tx: Transaction,
  item: { id: string; version: number },
  /** What the item says now and what the edit would make it say, field by field in one language. */
  { theirs, yours }: { theirs: Saying; yours: Saying },
  expectedVersion: number,
): Promise<AppError> {
  const base = await sayingAt(tx, item, theirs, expectedVersion)
  const message = sentence`Somebody else has changed this action item. Look at the difference, then save again.`
  return lateEdit(message, base, theirs, yours)
}

/** What an item that says `theirs` now said in an earlier version, field by field; null when its history does not tell. */
export async function sayingAt(
  tx: Transaction,
  { id, version }: { id: string; version: number },
  theirs: Saying,
  earlier: number,
): Promise<Saying | null> {
  const steps = await listSteps(tx, id)
  const taken = steps.slice(0, version - earlier)
  const isKnown = earlier < version && taken.length === version - earlier
  return isKnown ? taken.reduce((state, step) => ({ ...state, ...step }), theirs) : null
}

/** What each change by hand has changed, and from what; the newest first. A change is told at one instant. */
async function listSteps(tx: Transaction, actionItemId: string): Promise<Saying[]> {
  const rows = await tx.actionItemChange.findMany({ where: { actionItemId }, orderBy: { id: 'desc' } })
  const steps = new Map<number, Saying>()
  for (const { at, field, from } of rows) {
    // What an item waited for may be one that the viewer may not read: of that only what it is now is told.
    const told = field === 'dependsOnId' ? {} : { [field]: from }
    steps.set(at.getTime(), { ...steps.get(at.getTime()), ...told })
  }
  return [...steps.values()]
}
