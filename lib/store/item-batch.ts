import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Prisma } from '@/generated/prisma/client'
import { hiddenAmong, onlyVisible } from '@/lib/access'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { ActionItemPatchSchema, type ActionItemPatch } from '@/lib/schema/action-item'
import { BatchInputSchema, type BatchInput, type BatchResult, type BatchUndone } from '@/lib/schema/item-batch'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { changeActionItem } from './action-items'
import { removeItems } from './add-action-item'
import { readStoredCatalogue } from './catalogue-rows'
import { newSaving } from './saving'
import { inSavingTransaction, inTransaction, type Transaction } from './transaction'

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
  return inTransaction(async (tx) => {
    const result: BatchResult = { batch: randomUUID(), changed: 0, same: 0, late: [] }
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
    return result
  })
}

type Row = { field: string; from: string | null; batch: string | null; byName: string }

const wordsOf = (field: string) => (field === 'closedBy' ? 'evidence' : field === 'due' ? 'due date' : field)

/** The fields of one item that nobody has changed since the batch, as they were before it, and who has changed the others. */
function fieldsBefore(rows: readonly Row[], batch: string): { patch: ActionItemPatch; left: string[] } {
  const before: [string, string | null][] = []
  const left: string[] = []
  for (const [index, row] of rows.entries()) {
    if (row.batch !== batch || row.field === ADDED) continue
    const later = rows.slice(index + 1).findLast(({ field }) => field === row.field)
    if (later) left.push(sentence`${wordsOf(row.field)} was changed since by ${later.byName}`)
    else before.push([row.field, row.from])
  }
  return { patch: ActionItemPatchSchema.parse(Object.fromEntries(before)), left }
}

const ADDED = 'added'

const ITEM = {
  changes: { orderBy: { id: 'asc' } },
  trackerIssue: { select: { id: true } },
  dependents: { select: { id: true } },
} as const satisfies Prisma.ActionItemInclude
type Item = Prisma.ActionItemGetPayload<{ include: typeof ITEM }>

/** Why an item that the batch has added cannot be removed; null when it can. */
function whyKept({ changes, trackerIssue, dependents }: Item, batch: string): string | null {
  const later = changes.findLast((row) => row.batch !== batch)
  if (later) return sentence`${wordsOf(later.field)} was changed since by ${later.byName}`
  if (trackerIssue) return sentence`it is linked with an issue of a tracker`
  return dependents.length > 0 ? sentence`another item waits for it` : null
}

function titleOf({ title }: Item): string {
  const texts = LocalisedTextSchema.parse(title)
  return texts['en'] ?? Object.values(texts)[0] ?? ''
}

/** The items of a batch that the viewer may read, locked, with what waits for them as far as the viewer may read that. */
async function lockBatch(tx: Transaction, viewer: Viewer, batch: string): Promise<Item[]> {
  const found = await tx.actionItemChange.findMany({
    where: { batch },
    distinct: ['actionItemId'],
    select: { actionItemId: true },
    orderBy: { actionItemId: 'asc' },
  })
  const readable = await onlyVisible(viewer, found, ({ actionItemId }) => actionItemId, tx)
  const ids = readable.map(({ actionItemId }) => actionItemId)
  await tx.$executeRaw`SELECT 1 FROM "ActionItem" WHERE "id" = ANY(${ids}) ORDER BY "id" FOR UPDATE`
  const items = await tx.actionItem.findMany({ where: { id: { in: ids } }, include: ITEM, orderBy: { id: 'asc' } })
  const waiting = items.flatMap(({ dependents }) => dependents.map(({ id }) => id))
  const hidden = await hiddenAmong(viewer, waiting, tx)
  // What the viewer may not read keeps nothing in its place: that it does would tell of it.
  return items.map((item) => ({ ...item, dependents: item.dependents.filter(({ id }) => !hidden.has(id)) }))
}

/**
 * Takes a batch back: each field that it changed and nobody has changed since is as before, what it added and nobody has touched is
 * removed; the rest stays, and is told. In one transaction, itself a batch of the history. Throws `forbidden`, and `not_found` for a
 * batch of nothing that the viewer may read.
 */
export async function undoItemBatch(viewer: Viewer, batch: string): Promise<BatchUndone> {
  assertCan(viewer, 'write')
  const id = z.uuid().parse(batch)
  return inSavingTransaction(async (tx) => {
    const items = await lockBatch(tx, viewer, id)
    if (items.length === 0) throw new AppError('not_found', 'There is no such change of several items (any more).')
    const result: BatchUndone = { restored: 0, removed: 0, kept: 0, left: [] }
    const undoing = randomUUID()
    const leave = (item: Item, ...why: string[]) => result.left.push({ id: item.id, title: titleOf(item), why })
    const removing: Item[] = []
    for (const item of items) {
      if (item.changes.some((row) => row.batch === id && row.field === ADDED)) {
        const why = whyKept(item, id)
        if (why === null) removing.push(item)
        else {
          result.kept++
          leave(item, why)
        }
        continue
      }
      const { patch, left } = fieldsBefore(item.changes, id)
      if (left.length > 0) leave(item, ...left)
      if (Object.keys(patch).length === 0) result.kept++
      else {
        await changeActionItem(tx, viewer, item.id, patch, undefined, { batch: undoing })
        result.restored++
      }
    }
    await removeAdded(tx, viewer, removing)
    return { ...result, removed: removing.length }
  })
}

/** Removes what a batch has added, owner by owner: the documents of each are rebuilt once. */
async function removeAdded(tx: Transaction, viewer: Viewer, items: readonly Item[]): Promise<void> {
  if (items.length === 0) return
  const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
  for (const id of new Set(items.flatMap(({ incidentId }) => incidentId ?? []))) {
    await removeItems(
      saving,
      { kind: 'incident', id },
      items.filter(({ incidentId }) => incidentId === id),
    )
  }
  for (const id of new Set(items.flatMap(({ skillId }) => skillId ?? []))) {
    await removeItems(
      saving,
      { kind: 'skill', id },
      items.filter(({ skillId }) => skillId === id),
    )
  }
  await saving.rows.flush(tx)
}
