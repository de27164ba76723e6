import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import {
  ActionItemFilterSchema,
  BOARD_SIZE,
  BoardColumnSchema,
  type ActionItemFilter,
  type BoardFilter,
  type BoardView,
} from '@/lib/schema/action-item'
import { BOARD_COLUMN_CHOICES } from '@/lib/schema/choices'
import type { Viewer } from '@/lib/schema/viewer'
import { overdueOn, selectionOf } from './action-item-selection'
import { findActionItemIds, readActionItems } from './action-items'

const CountsSchema = z.array(z.object({ column: BoardColumnSchema, total: z.number(), overdue: z.number() }))

/**
 * Action items by status, those that the filter lets through: of each column how many there are and the first few, the most pressing
 * first, then the oldest. Throws `forbidden` without the right to read.
 */
export async function readBoard(viewer: Viewer, filter: BoardFilter, now: Date = new Date()): Promise<BoardView> {
  assertCan(viewer, 'read')
  const whole: ActionItemFilter = { ...ActionItemFilterSchema.parse({}), ...filter }
  const [counts, ids] = await Promise.all([
    countColumns(viewer, whole, now),
    Promise.all(
      BOARD_COLUMN_CHOICES.map((status) =>
        findActionItemIds(viewer, { ...whole, status, sort: 'priority', size: BOARD_SIZE }, now),
      ),
    ),
  ])
  // One reading for all columns: what guards an item and its debt are looked up once.
  const items = await readActionItems(viewer, ids.flat(), now)
  const byId = new Map(items.map((item) => [item.id, item]))
  return {
    columns: BOARD_COLUMN_CHOICES.map((column, index) => {
      const shown = (ids[index] ?? []).flatMap((id) => byId.get(id) ?? [])
      const { total = 0, overdue = 0 } = counts.find((one) => one.column === column) ?? {}
      return { column, total, overdue, items: shown }
    }),
  }
}

async function countColumns(viewer: Viewer, filter: ActionItemFilter, now: Date) {
  const { from, where } = await selectionOf(viewer, filter, now)
  const rows = await database.$queryRaw`
    SELECT coalesce(a."status", 'unknown') AS "column", count(*)::int AS "total",
      (count(*) FILTER (WHERE ${overdueOn(now)}))::int AS "overdue"
    ${from} ${where} GROUP BY ${Prisma.sql`1`}`
  return CountsSchema.parse(rows)
}
