import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { onlyVisible, visibleAmongMany } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { ItemBatchView } from '@/lib/schema/item-batch'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'

/** Batches that are listed, and changes that are looked through for them, the newest first. */
const LISTED = 50
const LOOKED_THROUGH = 20_000

const RowsSchema = z.array(
  z.object({
    batch: z.string(),
    at: z.date(),
    byName: z.string(),
    items: z.number(),
    example: z.string(),
    fields: z.array(z.object({ field: z.string(), items: z.number() })),
    canUndo: z.boolean(),
  }),
)

/** Rows `c` of changes that nobody has changed again since: there is no later one of the same field. */
const STANDS = Prisma.sql`NOT EXISTS (SELECT 1 FROM "ActionItemChange" later
  WHERE later."actionItemId" = c."actionItemId" AND later."field" = c."field" AND later."id" > c."id")`

/** The latest changes of several items at once, newest first, as far as the viewer may read the items. */
export async function listItemBatches(viewer: Viewer): Promise<ItemBatchView[]> {
  assertCan(viewer, 'read')
  const rows = RowsSchema.parse(
    await database.$queryRaw`
      WITH latest AS (
        SELECT * FROM "ActionItemChange" ORDER BY "id" DESC LIMIT ${LOOKED_THROUGH}
      ), c AS (
        SELECT c.* FROM latest c WHERE c."batch" IS NOT NULL AND ${visibleAmongMany(viewer, Prisma.sql`c."actionItemId"`)}
      ), named AS (
        SELECT c."batch", min(c."at") AS "at", min(c."byName") AS "byName", count(DISTINCT c."actionItemId")::int AS "items",
          min(c."actionItemId") AS "example", max(c."id") AS "last", bool_or(${STANDS}) AS "canUndo"
        FROM c GROUP BY c."batch" ORDER BY max(c."id") DESC LIMIT ${LISTED}
      )
      SELECT named."batch", named."at", named."byName", named."items", named."example", named."canUndo", (
        SELECT json_agg(json_build_object('field', f."field", 'items', f."items") ORDER BY f."items" DESC, f."field") FROM (
          SELECT c."field", count(DISTINCT c."actionItemId")::int AS "items" FROM c WHERE c."batch" = named."batch" GROUP BY 1
        ) f) AS "fields"
      FROM named ORDER BY named."last" DESC`,
  )
  const titles = await readTitles(rows.map(({ example }) => example))
  return rows.map(({ at, byName, example, ...row }) => ({
    ...row,
    at: isoInstant(at),
    by: byName,
    example: { id: example, title: titles.get(example) ?? '' },
  }))
}

async function readTitles(ids: string[]): Promise<Map<string, string>> {
  const rows = await database.actionItem.findMany({ where: { id: { in: ids } }, select: { id: true, title: true } })
  return new Map(
    rows.map(({ id, title }) => {
      const texts = LocalisedTextSchema.parse(title)
      return [id, texts['en'] ?? Object.values(texts)[0] ?? '']
    }),
  )
}

/** Of each of these batches how many items the viewer may read, and whether something of it stands. */
export async function readBatchSizes(
  viewer: Viewer,
  batches: readonly string[],
): Promise<Map<string, { items: number; canUndo: boolean }>> {
  assertCan(viewer, 'read')
  if (batches.length === 0) return new Map()
  const rows = z.array(z.object({ batch: z.string(), actionItemId: z.string(), stands: z.boolean() })).parse(
    await database.$queryRaw`
      SELECT c."batch", c."actionItemId", bool_or(${STANDS}) AS "stands" FROM "ActionItemChange" c
      WHERE c."batch" = ANY(${[...batches]}) GROUP BY 1, 2`,
  )
  const readable = await onlyVisible(viewer, rows, ({ actionItemId }) => actionItemId)
  const sizes = new Map<string, { items: number; canUndo: boolean }>()
  for (const { batch, stands } of readable) {
    const { items, canUndo } = sizes.get(batch) ?? { items: 0, canUndo: false }
    sizes.set(batch, { items: items + 1, canUndo: canUndo || stands })
  }
  return sizes
}
