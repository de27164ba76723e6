import { createHash, randomUUID } from 'node:crypto'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import type { ActionItemDraft } from '@/lib/schema/draft'
import { MAX_BATCH } from '@/lib/schema/item-batch'
import type { ItemPlan, ItemRow, PlannedLine } from '@/lib/schema/item-file'
import type { Viewer } from '@/lib/schema/viewer'
import { changeActionItem } from './action-items'
import { writeItemsByHand } from './add-action-item'
import { auditRow } from './audit'
import { readStoredCatalogue } from './catalogue-rows'
import { planItemRows, titleKey, type Step } from './item-file-plan'
import { newSaving, type Saving } from './saving'
import { inSavingTransaction, inTransaction, type Transaction } from './transaction'

/** A plan without what only its file tells. */
export type StoredPlan = Omit<ItemPlan, 'columns' | 'doubt'>

function planOf(steps: readonly Step[], batch: string | null): StoredPlan {
  const lines = steps.map(({ line }) => line)
  const count = (outcome: PlannedLine['outcome']) => lines.filter((line) => line.outcome === outcome).length
  const [changed, added, same, refused] = [count('changed'), count('added'), count('same'), count('refused')]
  const seal = createHash('sha256').update(JSON.stringify(lines)).digest('base64url')
  return { lines, changed, added, same, refused, seal, batch }
}

function assertFits({ changed, added }: StoredPlan): void {
  if (changed + added <= MAX_BATCH) return
  const many = (changed + added).toLocaleString('en')
  const message = sentence`The file changes ${many} action items; at most ${MAX_BATCH.toLocaleString('en')} can be changed at once. Cut it into several.`
  throw new AppError('unprocessable', message)
}

/** What the rows of a file would do; nothing is written. Throws `forbidden`, and `unprocessable` when it is too much at once. */
export async function planActionItems(viewer: Viewer, rows: readonly ItemRow[]): Promise<StoredPlan> {
  assertCan(viewer, 'write')
  return inTransaction(async (tx) => {
    const plan = planOf(await planItemRows(tx, viewer, rows), null)
    assertFits(plan)
    return plan
  })
}

/**
 * Changes and adds action items as the rows of a file say, in one transaction under one batch; lines that are refused are left out.
 * `seal`: that of the plan that somebody has looked at. Throws `forbidden`, `stale` when the rows would do something else by now,
 * `not_found` when nothing that they name is there, and `unprocessable` when no line can be used or they are too many.
 */
export async function importActionItems(viewer: Viewer, rows: readonly ItemRow[], seal?: string): Promise<StoredPlan> {
  assertCan(viewer, 'write')
  return inSavingTransaction(async (tx) => {
    const steps = await planItemRows(tx, viewer, rows)
    const batch = randomUUID()
    const plan = planOf(steps, batch)
    assertFits(plan)
    if (seal !== undefined && seal !== plan.seal) {
      throw new AppError('stale', 'Something has changed since the file was looked at. Look at it again.')
    }
    if (plan.refused === steps.length) {
      const [first] = plan.lines
      const code = steps.every(({ isGone }) => isGone) ? 'not_found' : 'unprocessable'
      throw new AppError(code, `No line can be used. Line ${first?.line}: ${first?.reasons.join(' ')}`)
    }
    if (plan.changed + plan.added === 0) return { ...plan, batch: null }
    await addItems(tx, viewer, steps, batch)
    for (const step of inLockOrder(steps)) await change(tx, viewer, step, batch)
    return plan
  })
}

/** Always in one order: two people who change the same items wait for each other instead of failing. */
const inLockOrder = (steps: readonly Step[]) =>
  steps
    .filter(({ line }) => line.outcome === 'changed')
    .toSorted((a, b) => ((a.line.id ?? '') < (b.line.id ?? '') ? -1 : 1))

async function change(tx: Transaction, viewer: Viewer, { line, patch, version }: Step, batch: string): Promise<void> {
  await changeActionItem(tx, viewer, line.id ?? '', patch, version ?? undefined, { batch })
}

function draftOf({ patch, since }: Step): ActionItemDraft {
  const {
    title = '',
    status,
    owner,
    due,
    kind,
    condition,
    closedBy,
    ticket,
    description,
    priority,
    scope,
    dependency,
  } = patch
  return {
    title,
    status: status ?? null,
    owner: owner ?? null,
    due: due ?? null,
    kind: kind ?? null,
    condition: condition ?? null,
    since,
    closedBy: closedBy ?? null,
    ticket: ticket ?? null,
    description: description ?? null,
    priority: priority ?? null,
    scope: scope ?? null,
    dependency: dependency ?? null,
  }
}

/** Adds the items of a plan, those of one incident or skill together: its documents are rebuilt once. */
async function addItems(tx: Transaction, viewer: Viewer, steps: readonly Step[], batch: string): Promise<void> {
  const adding = steps.flatMap((step) => (step.owner ? [{ ...step, owner: step.owner }] : []))
  if (adding.length === 0) return
  const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
  for (const [id, owner] of new Map(adding.map((step) => [step.owner.id, step.owner]))) {
    const group = adding.filter((step) => step.owner.id === id)
    const ids = await writeItemsByHand(saving, { kind: owner.kind, id }, group.map(draftOf))
    for (const step of group) await noteAdded(saving, step, ids.get(titleKey(step.patch.title ?? '')), batch)
  }
  await saving.rows.flush(tx)
}

async function noteAdded(saving: Saving, { line, patch }: Step, id: string | undefined, batch: string): Promise<void> {
  const { tx, viewer, rows } = saving
  if (id === undefined) {
    throw new AppError('conflict', `Line ${line.line}: there is an action item like this already.`)
  }
  const title = patch.title ?? ''
  await tx.actionItemChange.create({
    data: { actionItemId: id, byName: viewer.name, field: 'added', from: null, to: title, batch },
  })
  rows.add(
    'AuditEntry',
    auditRow(viewer, 'action-item.added', { kind: 'action-item', id }, { title: { from: null, to: title } }),
  )
  // A document has no place for it: it is kept beside.
  if (patch.reason) await changeActionItem(tx, viewer, id, { reason: patch.reason }, undefined, { batch })
}
