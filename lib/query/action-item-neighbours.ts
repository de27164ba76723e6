import { isVisible, onlyVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { ActionItemFilterSchema, ActionItemStatusSchema, type RelatedItem } from '@/lib/schema/action-item'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { findActionItemIds } from './action-items'
import { inOrderOf } from './sql'

/** How many items a search for one to wait for gives. */
const MAX_FOUND = 12

const SELECT = { id: true, title: true, status: true } as const

const related = ({ id, title, status }: { id: string; title: unknown; status: string | null }): RelatedItem => ({
  id,
  title: LocalisedTextSchema.parse(title),
  status: ActionItemStatusSchema.nullable().parse(status),
})

async function readSiblings(viewer: Viewer, id: string): Promise<RelatedItem[]> {
  const item = await database.actionItem.findUnique({ where: { id }, select: { incidentId: true, skillId: true } })
  if (!item || !(await isVisible(viewer, id))) return []
  const rows = await database.actionItem.findMany({
    where: item.incidentId === null ? { skillId: item.skillId } : { incidentId: item.incidentId },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: SELECT,
  })
  return (await onlyVisible(viewer, rows, (row) => row.id)).map(related)
}

/** The items before and after this one in what it belongs to, and its place among them, counted from 1; null when nothing is read. */
export async function findItemNeighbours(
  viewer: Viewer,
  id: string,
): Promise<{ place: number; total: number; before: RelatedItem | null; after: RelatedItem | null } | null> {
  assertCan(viewer, 'read')
  const siblings = await readSiblings(viewer, id)
  const at = siblings.findIndex((one) => one.id === id)
  if (at === -1) return null
  return { place: at + 1, total: siblings.length, before: siblings[at - 1] ?? null, after: siblings[at + 1] ?? null }
}

/** Items that this one may wait for: by words of theirs, the oldest first, or those of the same incident or skill. */
export async function findItemsToWaitFor(viewer: Viewer, id: string, words: string): Promise<RelatedItem[]> {
  assertCan(viewer, 'read')
  if (words === '') return (await readSiblings(viewer, id)).filter((one) => one.id !== id).slice(0, MAX_FOUND)
  const filter = ActionItemFilterSchema.parse({ q: words, size: MAX_FOUND + 1 })
  const ids = await findActionItemIds(viewer, filter, new Date())
  const rows = await database.actionItem.findMany({ where: { id: { in: ids } }, select: SELECT })
  return inOrderOf(ids, rows)
    .filter((one) => one.id !== id)
    .slice(0, MAX_FOUND)
    .map(related)
}
