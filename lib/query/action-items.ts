import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { isVisible, onlyVisible, visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { ActionItemChangeView, ActionItemFilter, ActionItemView } from '@/lib/schema/action-item'
import type { Page } from '@/lib/schema/directory'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { beginActionItemPage, findActionItemPage } from './action-item-page'
import { ACTION_ITEM_INCLUDE, readActionItemRows, viewActionItems } from './action-item-views'
import { isoInstant } from './dates'
import { readBatchSizes } from './item-batches'

/** Those of the action items that the viewer may read as views, in the order of `ids`. */
export async function readActionItems(viewer: Viewer, ids: string[], now: Date): Promise<ActionItemView[]> {
  return viewActionItems(viewer, await readActionItemRows(viewer, ids), now)
}

/** Ids of one page of action items, filtered and sorted; unknown values come last. */
export async function findActionItemIds(viewer: Viewer, filter: ActionItemFilter, now: Date): Promise<string[]> {
  return (await findActionItemPage(viewer, filter, now)).ids
}

/** One page of action items over all incidents and skills, filtered and sorted; unknown values come last. */
export async function listActionItems(
  viewer: Viewer,
  filter: ActionItemFilter,
  now: Date = new Date(),
): Promise<Page<ActionItemView>> {
  assertCan(viewer, 'read')
  // The items are read while all of them are still counted.
  const begun = beginActionItemPage(viewer, filter, now)
  const [items, total] = await Promise.all([begun.ids.then((ids) => readActionItems(viewer, ids, now)), begun.total])
  return { items, total, page: filter.page, size: filter.size }
}

/** Items that are read at once for a file. */
const AT_ONCE = 500
/** More than any list has: which items it is are ids, looked up once for all pages. */
const ALL = 1_000_000

/** All action items of a filter in its order, page and size of the filter aside; some hundred at a time. */
export async function* readAllActionItems(
  viewer: Viewer,
  filter: ActionItemFilter,
  now: Date = new Date(),
): AsyncGenerator<ActionItemView[]> {
  assertCan(viewer, 'read')
  const { ids } = await findActionItemPage(viewer, { ...filter, page: 1, size: ALL }, now)
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    yield await readActionItems(viewer, ids.slice(start, start + AT_ONCE), now)
  }
}

/** One action item, or null. */
export async function findActionItem(
  viewer: Viewer,
  id: string,
  now: Date = new Date(),
): Promise<ActionItemView | null> {
  assertCan(viewer, 'read')
  return (await readActionItems(viewer, [id], now))[0] ?? null
}

/** Action items of incidents and skills by slug. Each way of its own: joined by OR they would be looked for among all items. */
async function findItemsOf(
  viewer: Viewer,
  { incidents, skills }: { incidents: string[]; skills: string[] },
): Promise<string[]> {
  const rows = await database.$queryRaw`
    SELECT f."id" FROM (
    SELECT a."id" FROM "Incident" i JOIN "ActionItem" a ON a."incidentId" = i."id" WHERE i."slug" = ANY(${incidents})
    UNION SELECT a."id" FROM "Skill" s JOIN "ActionItem" a ON a."skillId" = s."id" WHERE s."slug" = ANY(${skills})
    UNION SELECT h."actionItemId" FROM "Skill" s JOIN "SkillActionItem" h ON h."skillId" = s."id" WHERE s."slug" = ANY(${skills})
    ) f WHERE ${visible(viewer, Prisma.sql`f."id"`)}`
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id)
}

/** The unfinished action items of incidents and skills, those with debt first, then the oldest. */
export async function listUnfinishedOf(
  viewer: Viewer,
  parents: { incidents: string[]; skills: string[] },
  limit: number,
  now: Date = new Date(),
): Promise<ActionItemView[]> {
  assertCan(viewer, 'read')
  const rows = await database.actionItem.findMany({
    where: {
      OR: [{ status: null }, { status: { in: ['open', 'in-progress', 'blocked'] } }],
      id: { in: await findItemsOf(viewer, parents) },
    },
    include: ACTION_ITEM_INCLUDE,
    orderBy: { id: 'asc' },
    take: 200,
  })
  const views = await viewActionItems(viewer, rows, now)
  return views
    .sort((a, b) => Number(b.debt !== null) - Number(a.debt !== null) || (b.ageDays ?? -1) - (a.ageDays ?? -1))
    .slice(0, limit)
}

/**
 * What was changed on an action item by whom, newest first; nothing of one that the viewer may not read. Another item that it waited
 * for is told by its title, and not at all where the viewer may not read that one.
 */
export async function listActionItemChanges(viewer: Viewer, id: string): Promise<ActionItemChangeView[]> {
  assertCan(viewer, 'read')
  if (!(await isVisible(viewer, id))) return []
  const rows = await database.actionItemChange.findMany({
    where: { actionItemId: id },
    orderBy: { id: 'desc' },
    take: 200,
  })
  const named = await readTitles(
    viewer,
    rows.flatMap(({ field, from, to }) => (field === 'dependsOnId' ? [from, to] : [])).filter((one) => one !== null),
  )
  const batches = await readBatchSizes(viewer, [...new Set(rows.flatMap(({ batch }) => batch ?? []))])
  return rows.flatMap(({ at, byName, field, from, to, batch: of }) => {
    const size = batches.get(of ?? '')
    const batch = of !== null && size ? { id: of, others: size.items - 1, canUndo: size.canUndo } : null
    const view = { at: isoInstant(at), by: byName, field, batch }
    if (field !== 'dependsOnId') return [{ ...view, from, to }]
    const told = { from: named.get(from ?? '') ?? null, to: named.get(to ?? '') ?? null }
    return told.from === null && told.to === null ? [] : [{ ...view, ...told }]
  })
}

/** Titles of those of the items that the viewer may read, by id, in English where there is one. */
async function readTitles(viewer: Viewer, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await database.actionItem.findMany({ where: { id: { in: ids } }, select: { id: true, title: true } })
  const readable = await onlyVisible(viewer, rows, ({ id }) => id)
  return new Map(
    readable.map(({ id, title }) => {
      const texts = LocalisedTextSchema.parse(title)
      return [id, texts['en'] ?? Object.values(texts)[0] ?? '']
    }),
  )
}
