import { randomUUID } from 'node:crypto'
import { Prisma, type ActionItem } from '@/generated/prisma/client'
import { isFinished } from '@/lib/domain/action-items'
import { ITEM_TEXTS, type ItemText, type MergedActionItem } from '@/lib/domain/merge-action-items'
import { ActionItemStatusSchema } from '@/lib/schema/action-item'
import { LocalisedTextSchema, type LocalisedText } from '@/lib/schema/text'
import { reconcile } from './reconcile'
import type { NewRow } from './row-buffer'
import type { Saving } from './saving'

export type ItemOwner = { incidentId: string } | { skillId: string }
/** An action item as it stands after a save. */
export type SavedActionItem = {
  id: string
  title: LocalisedText
  condition: LocalisedText | null
  description: LocalisedText | null
  status: string | null
  owner: string | null
  position: number
}

/** How many of the action items are unfinished. */
export function countOpen(items: readonly { status: string | null }[]): number {
  return items.filter(({ status }) => !isFinished(ActionItemStatusSchema.nullable().parse(status))).length
}

/** First day of a partial date: `2026-03` is 2026-03-01. */
export function firstDayOf(partial: string | null): Date | null {
  if (partial === null) return null
  const [year = '', month = '01', day = '01'] = partial.split('-')
  return new Date(`${year}-${month}-${day}T00:00:00Z`)
}

/** A call to a tracker that is to make an issue of an item. */
export const MAKING = { kind: 'create', state: { in: ['due', 'calling', 'failed'] } }

/** What people have done to action items that would go with them: they edited them, linked them with an issue or asked for one, or let others wait for them. */
export const TOUCHED: Prisma.ActionItemWhereInput = {
  OR: [
    { editedFields: { isEmpty: false } },
    { trackerIssue: { isNot: null } },
    { trackerTasks: { some: MAKING } },
    { dependents: { some: {} } },
  ],
}

/**
 * Stores the action items of an incident or a skill. Rows that continue an entry keep their id, history and every field
 * that a person has edited; vanished rows go, unless a person has touched them (`TOUCHED`).
 */
export async function writeActionItems(
  saving: Saving,
  owner: ItemOwner,
  items: readonly MergedActionItem[],
  fresh: boolean,
): Promise<SavedActionItem[]> {
  if (fresh) return items.map((item, position) => insert(saving, owner, item, position))
  const stored = await saving.tx.actionItem.findMany({ where: owner, orderBy: [{ position: 'asc' }, { key: 'asc' }] })
  const rows = stored.map((row) => ({ ...row, text: LocalisedTextSchema.parse(row.title) }))
  const pairs = reconcile(
    rows,
    items.map(({ key, title }) => ({ key, text: title })),
  )
  const continued = new Set(pairs.flatMap((row) => row?.id ?? []))
  const vanished = rows.filter(({ id }) => !continued.has(id))
  const touched = await findTouched(saving, vanished)
  const kept = vanished.filter(({ id }) => touched.has(id))
  const gone = vanished.map(({ id }) => id).filter((id) => !touched.has(id))
  if (gone.length > 0) await saving.tx.actionItem.deleteMany({ where: { id: { in: gone } } })
  await freeKeys(saving, [...pairs.filter((row) => row !== null), ...kept])
  const saved: SavedActionItem[] = []
  for (const [position, item] of items.entries()) {
    const row = pairs[position]
    saved.push(row ? await update(saving, row, item, position) : insert(saving, owner, item, position))
  }
  for (const [index, row] of kept.entries()) saved.push(await keep(saving, row, items.length + index))
  return saved
}

async function findTouched({ tx }: Saving, rows: readonly { id: string }[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const where = { id: { in: rows.map(({ id }) => id) }, ...TOUCHED }
  return new Set((await tx.actionItem.findMany({ where, select: { id: true } })).map(({ id }) => id))
}

/** Keys are unique within an owner: rows that swap them must not collide on the way. */
async function freeKeys({ tx }: Saving, rows: readonly { id: string }[]): Promise<void> {
  if (rows.length === 0) return
  await tx.$executeRaw`UPDATE "ActionItem" SET key = id WHERE id = ANY(${rows.map(({ id }) => id)})`
}

type Fields = ReturnType<typeof fieldsOf>

function fieldsOf(item: MergedActionItem) {
  return {
    status: item.status,
    owner: item.owner,
    due: firstDayOf(item.due),
    kind: item.kind,
    priority: item.priority,
    closedBy: item.closedBy,
    ticket: item.ticket,
  }
}

type Texts = { title: LocalisedText } & Record<ItemText, LocalisedText | null>

function insert(saving: Saving, owner: ItemOwner, item: MergedActionItem, position: number): SavedActionItem {
  const id = randomUUID()
  const { key, title, condition, description, scope, dependency, since, origins } = item
  const texts = { title, condition, description, scope, dependency }
  const place = { key, position, since, sinceDate: firstDayOf(since), origins }
  const row: NewRow<'ActionItem'> = { id, ...owner, ...place, ...texts, ...fieldsOf(item), updatedAt: saving.now }
  saving.rows.add('ActionItem', row)
  return { id, title, condition, description, status: item.status, owner: item.owner, position }
}

async function update(
  { tx }: Saving,
  row: ActionItem,
  item: MergedActionItem,
  position: number,
): Promise<SavedActionItem> {
  const fields: Partial<Fields> = Object.fromEntries(
    Object.entries(fieldsOf(item)).filter(([name]) => !row.editedFields.includes(name)),
  )
  const { key, since, origins } = item
  const { title, ...texts } = textsFor(row, item)
  const columns = Object.fromEntries(ITEM_TEXTS.map((name) => [name, texts[name] ?? Prisma.DbNull]))
  const place = { key, position, since, sinceDate: firstDayOf(since), origins }
  await tx.actionItem.update({ where: { id: row.id }, data: { ...place, title, ...columns, ...fields } })
  const status = fields.status === undefined ? row.status : fields.status
  return {
    id: row.id,
    title,
    condition: texts.condition,
    description: texts.description,
    status,
    owner: fields.owner === undefined ? row.owner : fields.owner,
    position,
  }
}

/** The texts of a row that its sources tell anew: what a person has written stays, in the languages that they wrote; others join. */
function textsFor(row: ActionItem, item: MergedActionItem): Texts {
  const isEdited = (name: string) => row.editedFields.includes(name)
  const title = isEdited('title') ? { ...item.title, ...LocalisedTextSchema.parse(row.title) } : item.title
  const text = (name: ItemText): LocalisedText | null => {
    if (!isEdited(name)) return item[name]
    const written = LocalisedTextSchema.nullable().parse(row[name])
    // What a person has cleared stays cleared.
    return written && { ...item[name], ...written }
  }
  return {
    title,
    condition: text('condition'),
    description: text('description'),
    scope: text('scope'),
    dependency: text('dependency'),
  }
}

/** A row that its source no longer has but a person has touched: it stays, behind the others, under a key of its own. */
async function keep(
  { tx }: Saving,
  row: ActionItem & { text: LocalisedText },
  position: number,
): Promise<SavedActionItem> {
  await tx.actionItem.update({ where: { id: row.id }, data: { position, key: `kept ${row.id}` } })
  const condition = LocalisedTextSchema.nullable().parse(row.condition)
  const description = LocalisedTextSchema.nullable().parse(row.description)
  return { id: row.id, title: row.text, condition, description, status: row.status, owner: row.owner, position }
}
