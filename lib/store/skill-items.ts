import { z } from 'zod'
import { Prisma, type ActionItem } from '@/generated/prisma/client'
import { keysOf } from '@/lib/domain/gather-items'
import { ITEM_TEXTS, type MergedActionItem } from '@/lib/domain/merge-action-items'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import { LocalisedTextSchema, OriginSchema, type LocalisedText, type Origin } from '@/lib/schema/text'
import { lockDependencies, waitsFor } from './action-item-dependency'
import { countOpen, MAKING, TOUCHED, writeActionItems, type SavedActionItem } from './action-item-rows'
import { likenessOf, pairUp, reconcile, SAME_ENTRY, sharesText } from './reconcile'
import type { Saving } from './saving'
import { addActionItemSearchRows } from './search-rows'
import type { Transaction } from './transaction'

/** Share of common words from which items of two documents are one, unless they stand in one place: two alerts are alike in half of theirs. */
const SAME_ITEM = 0.75

/** The action items that a skill's draft names. */
export function itemsOfSkill({ lang, skill }: DocumentDraft, sourceId: string): MergedActionItem[] {
  const items = skill?.actionItems ?? []
  const keys = keysOf(items.map(({ title }) => title))
  const said = (text: string | null | undefined) => (text === null || text === undefined ? null : { [lang]: text })
  return items.map(({ status, owner, due, kind, since, ...item }, index) => ({
    status,
    owner,
    due,
    kind,
    since,
    key: keys[index] ?? '',
    title: { [lang]: item.title },
    priority: item.priority ?? null,
    condition: said(item.condition),
    description: said(item.description),
    scope: said(item.scope),
    dependency: said(item.dependency),
    closedBy: item.closedBy ?? null,
    ticket: item.ticket ?? null,
    origins: [{ sourceId, lang, span: item.span ?? null }],
  }))
}

/**
 * Stores the action items of a skill. One that an incident of the same conversation has as well is the incident's: the skill
 * refers to it, and what people have done to it goes along, unless more people may read the incident or the two cannot be one. The rows of the skill, its
 * references and its sources have to be there. Gives the items that are the skill's own.
 */
export async function writeSkillItems(
  saving: Saving,
  skillId: string,
  items: readonly MergedActionItem[],
  fresh: boolean,
): Promise<SavedActionItem[]> {
  const { tx, rows } = saving
  const theirs = await itemsOfIncidents(tx, skillId)
  const found = pairUp(theirs, items, [
    (row, item) => sharesText(row.text, item.title),
    (row, item) =>
      likenessOf(row.text, item.title) >=
      (row.origins.some((one) => item.origins.some((other) => isSamePlace(one, other))) ? SAME_ENTRY : SAME_ITEM),
  ])
  const touched = fresh ? [] : await touchedItemsOf(tx, skillId, items)
  const narrow = found.map((row, index) => (row?.isWider && touched[index] ? null : row))
  if (!fresh) await tx.skillActionItem.deleteMany({ where: { skillId } })
  const pairs = await moveWork(saving, touched, narrow)
  pairs.forEach((row, position) => {
    if (row) rows.add('SkillActionItem', { skillId, actionItemId: row.id, position })
  })
  const own = items.filter((_, index) => !pairs[index])
  const saved = await writeActionItems(saving, { skillId }, own, fresh)
  await rows.flush(tx)
  return saved
}

/** Brings the action items of the skills that share a conversation with these incidents up to what the incidents have now. */
export async function shareWithSkills(saving: Saving, incidentIds: readonly string[]): Promise<void> {
  await rewriteItemsOf(saving, await findSharingSkills(saving.tx, incidentIds))
}

/** The skills whose action items may be those of these incidents. */
export async function findSharingSkills(tx: Transaction, incidentIds: readonly string[]): Promise<string[]> {
  if (incidentIds.length === 0) return []
  const found = await tx.$queryRaw`
    SELECT s."fromId" AS id FROM "Reference" i
      JOIN "Reference" s ON s.target = i.target AND s."fromKind" = 'skill'
      WHERE i."fromKind" = 'incident' AND i."fromId" = ANY(${incidentIds}) AND i.target LIKE 'threads/%'
    UNION SELECT "skillId" FROM "SkillSource" WHERE "incidentId" = ANY(${incidentIds})
    UNION SELECT r."skillId" FROM "ActionItem" a JOIN "SkillActionItem" r ON r."actionItemId" = a.id
      WHERE a."incidentId" = ANY(${incidentIds})
    ORDER BY id`
  return z
    .array(z.object({ id: z.string() }))
    .parse(found)
    .map(({ id }) => id)
}

/** Stores the action items of these skills anew, as their drafts name them. */
export async function rewriteItemsOf(saving: Saving, skillIds: readonly string[]): Promise<void> {
  const { tx } = saving
  for (const id of skillIds) {
    const found = await tx.skill.findUnique({
      where: { id },
      select: { draft: true, lastVerified: true, revisions: { orderBy: { number: 'desc' }, take: 1 } },
    })
    if (!found) continue
    await tx.$executeRaw`
      DELETE FROM "SearchDocument" WHERE kind = 'action-item'
        AND "refId" IN (SELECT id FROM "ActionItem" WHERE "skillId" = ${id})`
    const items = itemsOfSkill(DocumentDraftSchema.parse(found.draft), found.revisions[0]?.sourceId ?? '')
    addActionItemSearchRows(saving, await writeSkillItems(saving, id, items, false), found.lastVerified)
  }
  await saving.rows.flush(tx)
}

/** An item of an incident; `isWider`: somebody may read the incident who may not read the skill. */
type TheirItem = ActionItem & { text: LocalisedText; origins: Origin[]; isWider: boolean }

/** A condition of SQL: something guards `one` that does not guard `other`. */
const isGuardedBeyond = (one: Prisma.Sql, other: Prisma.Sql) => Prisma.sql`EXISTS (
  SELECT 1 FROM "Guard" g WHERE g."targetId" = ${one} AND NOT EXISTS (
    SELECT 1 FROM "Guard" o WHERE o."targetId" = ${other} AND o."byId" = g."byId"))`

/**
 * The items of the incidents that the skill names the conversation of, as far as whoever may read the skill may read them: anybody can
 * write the name of a conversation into a skill, and would else change, and find out about, items of an incident that is hidden from them.
 * It is asked of the skill and not of whoever saves: the one who changes the incident next may read it, and pairs them too.
 */
async function itemsOfIncidents(tx: Transaction, skillId: string): Promise<TheirItem[]> {
  const [skill, incident] = [Prisma.sql`${skillId}`, Prisma.sql`named.id`]
  const found = await tx.$queryRaw`
    SELECT named.id, ${isGuardedBeyond(skill, incident)} AS "isWider" FROM (
      SELECT i."fromId" AS id FROM "Reference" s
        JOIN "Reference" i ON i.target = s.target AND i."fromKind" = 'incident'
        WHERE s."fromKind" = 'skill' AND s."fromId" = ${skillId} AND s.target LIKE 'threads/%'
      UNION SELECT "incidentId" FROM "SkillSource" WHERE "skillId" = ${skillId} AND "incidentId" IS NOT NULL
    ) named WHERE NOT ${isGuardedBeyond(incident, skill)}`
  const incidents = z.array(z.object({ id: z.string(), isWider: z.boolean() })).parse(found)
  if (incidents.length === 0) return []
  const rows = await tx.actionItem.findMany({
    where: { incidentId: { in: incidents.map(({ id }) => id) } },
    orderBy: [{ incidentId: 'asc' }, { position: 'asc' }, { key: 'asc' }],
  })
  const wider = new Set(incidents.filter(({ isWider }) => isWider).map(({ id }) => id))
  return rows.map((row) => ({
    ...row,
    text: LocalisedTextSchema.parse(row.title),
    origins: z.array(OriginSchema).parse(row.origins),
    isWider: row.incidentId !== null && wider.has(row.incidentId),
  }))
}

/** Made of the same message, which may tell of several. */
function isSamePlace(one: Origin, other: Origin): boolean {
  return one.sourceId === other.sourceId && one.span !== null && one.span[0] === other.span?.[0]
}

/** The skill's own item that each of these continues, where people have done something to it. */
async function touchedItemsOf(
  tx: Transaction,
  skillId: string,
  items: readonly MergedActionItem[],
): Promise<(ActionItem | null)[]> {
  const stored = await tx.actionItem.findMany({ where: { skillId, ...TOUCHED } })
  if (stored.length === 0) return []
  return reconcile(
    stored.map((row) => ({ ...row, text: LocalisedTextSchema.parse(row.title) })),
    items.map(({ key, title }) => ({ key, text: title })),
  )
}

/**
 * What people have done to an item goes to the incident's, which keeps what was done there: edits, history, the issue that it is linked
 * with, the calls for it, and what waits for it. Gives the pairs without those that cannot be one: there the skill keeps its own.
 */
async function moveWork(
  saving: Saving,
  touched: readonly (ActionItem | null)[],
  pairs: readonly (TheirItem | null)[],
): Promise<(TheirItem | null)[]> {
  const made = [...pairs]
  for (const [index, row] of touched.entries()) {
    const into = pairs[index]
    if (!row || !into) continue
    if (await canBeOne(saving.tx, row, into)) await moveItem(saving, row, into)
    else made[index] = null
  }
  return made
}

/** An item has one issue, and cannot wait for itself. What a tracker is called for has to be there when it answers. */
async function canBeOne(tx: Transaction, row: ActionItem, into: ActionItem): Promise<boolean> {
  const isAwaited = (await tx.actionItem.count({ where: { dependsOnId: row.id } })) > 0
  if (isAwaited || row.dependsOnId !== null) {
    await lockDependencies(tx)
    if ((await waitsFor(tx, row.id, into.id)) || (await waitsFor(tx, into.id, row.id))) return false
  }
  // A call that begins now passes over them.
  await tx.$executeRaw`SELECT 1 FROM "TrackerTask" WHERE "actionItemId" = ${row.id} ORDER BY "id" FOR UPDATE`
  if ((await tx.trackerTask.count({ where: { actionItemId: row.id, state: 'calling' } })) > 0) return false
  return !((await hasIssue(tx, row.id)) && (await hasIssue(tx, into.id)))
}

/** Whether an item is linked with an issue or about to be. */
async function hasIssue(tx: Transaction, id: string): Promise<boolean> {
  const where = { id, OR: [{ trackerIssue: { isNot: null } }, { trackerTasks: { some: MAKING } }] }
  return (await tx.actionItem.count({ where })) > 0
}

async function moveItem({ tx }: Saving, row: ActionItem, into: TheirItem): Promise<void> {
  const fields = row.editedFields.filter((name) => !into.editedFields.includes(name))
  const isText = (name: string) => ITEM_TEXTS.some((text) => text === name)
  const edits = Object.entries(row)
    .filter(([name]) => fields.includes(name))
    .map(([name, value]) => [name, value === null && isText(name) ? Prisma.DbNull : value] as const)
  const closing = fields.includes('status') ? { closedAt: row.closedAt } : {}
  await tx.actionItem.update({
    where: { id: into.id },
    data: {
      ...Object.fromEntries(edits),
      ...closing,
      editedFields: [...into.editedFields, ...fields].sort(),
      version: { increment: 1 },
    },
  })
  const [of, to] = [{ where: { actionItemId: row.id } }, { data: { actionItemId: into.id } }]
  await tx.actionItemChange.updateMany({ ...of, ...to })
  await tx.trackerIssue.updateMany({ ...of, ...to })
  await tx.trackerTask.updateMany({ ...of, ...to })
  await tx.actionItem.updateMany({
    where: { dependsOnId: row.id },
    data: { dependsOnId: into.id, version: { increment: 1 } },
  })
  await tx.actionItem.delete({ where: { id: row.id } })
  if (into.incidentId !== null) await recountOpen(tx, into.incidentId)
}

async function recountOpen(tx: Transaction, id: string): Promise<void> {
  const items = await tx.actionItem.findMany({ where: { incidentId: id }, select: { status: true } })
  await tx.incident.update({ where: { id }, data: { openActionItems: countOpen(items) } })
}
