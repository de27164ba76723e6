import { z } from 'zod'
import { assertVisible } from '@/lib/access'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import type { Viewer } from '@/lib/schema/viewer'
import { auditRow } from './audit'
import type { Saving } from './saving'
import type { Transaction } from './transaction'

/** Any number that nobody else locks: two people who let two items wait for each other take turns. */
const DEPENDENCY_LOCK = 4_960_001

/**
 * Refuses an item to wait for one that is not there or that the viewer may not read (`not_found`), for itself, and for one that waits
 * for it in turn (`unprocessable`). Nobody else can name a dependency until the transaction ends.
 */
export async function assertMayWaitFor(
  tx: Transaction,
  viewer: Viewer,
  id: string,
  dependsOnId: string,
): Promise<void> {
  await lockDependencies(tx)
  const message = sentence`The action item that should come first does not exist (any more).`
  const found = await tx.actionItem.findUnique({ where: { id: dependsOnId }, select: { id: true } })
  if (!found) throw new AppError('not_found', message)
  await assertVisible(viewer, dependsOnId, message, tx)
  if (dependsOnId === id) throw new AppError('unprocessable', 'An action item cannot wait for itself.')
  if (await waitsFor(tx, dependsOnId, id)) {
    throw new AppError('unprocessable', 'That one waits for this one already: they would wait for each other for ever.')
  }
}

/** Nobody else can name what an item waits for until the transaction ends. */
export async function lockDependencies(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${DEPENDENCY_LOCK})`
}

/** Whether an item waits for another, by whatever stands between them, or is that one itself. */
export async function waitsFor(tx: Transaction, id: string, other: string): Promise<boolean> {
  const rows = await tx.$queryRaw`
    WITH RECURSIVE first AS (
      SELECT id, "dependsOnId" FROM "ActionItem" WHERE id = ${id}
      UNION SELECT a.id, a."dependsOnId" FROM "ActionItem" a JOIN first ON a.id = first."dependsOnId"
    ) SELECT count(*)::int AS count FROM first WHERE id = ${other}`
  const [{ count }] = z.tuple([z.object({ count: z.number() })]).parse(rows)
  return count > 0
}

const WaitingSchema = z.array(z.object({ id: z.string(), from: z.string() }))

/**
 * Lets the items that wait for these, which are about to be removed, wait for nothing, as a change of their own in history and audit. Also
 * those that the viewer may not read: to be kept from removing something by them would tell of them.
 */
export async function endWaitingFor({ tx, viewer, rows }: Saving, ids: readonly string[]): Promise<void> {
  const waiting = WaitingSchema.parse(
    await tx.$queryRaw`SELECT "id", "dependsOnId" AS "from" FROM "ActionItem"
      WHERE "dependsOnId" = ANY(${[...ids]}) AND "id" <> ALL(${[...ids]}) ORDER BY "id" FOR UPDATE`,
  )
  if (waiting.length === 0) return
  await tx.actionItem.updateMany({
    where: { id: { in: waiting.map(({ id }) => id) } },
    data: { dependsOnId: null, version: { increment: 1 } },
  })
  const told = { field: 'dependsOnId', to: null, byName: viewer.name }
  await tx.actionItemChange.createMany({ data: waiting.map(({ id, from }) => ({ actionItemId: id, from, ...told })) })
  for (const { id, from } of waiting) {
    const changes = { dependsOnId: { from, to: null } }
    rows.add('AuditEntry', auditRow(viewer, 'action-item.updated', { kind: 'action-item', id }, changes))
  }
}
