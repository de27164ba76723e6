import type { ActionItem } from '@/generated/prisma/client'
import { assertVisible } from '@/lib/access'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { normalise } from '@/lib/domain/text-likeness'
import { NewActionItemSchema, type NewActionItem } from '@/lib/schema/action-item'
import { DocumentDraftSchema, type ActionItemDraft, type DocumentDraft } from '@/lib/schema/draft'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { endWaitingFor } from './action-item-dependency'
import { changeActionItem } from './action-items'
import { auditRow } from './audit'
import { readStoredCatalogue } from './catalogue-rows'
import { correctionColumns, editionColumns } from './edition-version'
import { findIncidentForChange, findSkillForChange } from './find-incident'
import { newSaving, type Saving } from './saving'
import { rewriteIncident } from './separate-incident'
import { correctSkill } from './skill-revision'
import { inSavingTransaction, type Transaction } from './transaction'

/** What an action item belongs to. */
export type Owner = { kind: 'incident' | 'skill'; id: string }

/** How the history of an item names that a person has added it, or has accepted it when it was proposed. */
export const ADDED_BY_HAND = ['added', 'proposed']

export const itemsOf = ({ kind, id }: Owner) => (kind === 'incident' ? { incidentId: id } : { skillId: id })

/** Throws `conflict` when the incident or skill has an item of this title already. */
export async function assertNewItem(tx: Transaction, owner: Owner, title: string): Promise<void> {
  const items = await tx.actionItem.findMany({ where: itemsOf(owner), select: { title: true } })
  const wanted = normalise(title)
  const isKnown = items.some((item) =>
    Object.values(LocalisedTextSchema.parse(item.title)).some((it) => normalise(it) === wanted),
  )
  if (isKnown) throw new AppError('conflict', 'There is an action item of this title already.')
}

/** The account that an item of an incident is added to. Throws `unprocessable` for an incident of which nobody has written one. */
export async function findAccount(tx: Transaction, incidentId: string) {
  const accounts = await tx.postmortem.findMany({
    where: { incidentId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  // The account whose language the title most likely has: an item is shown as written in that of its account.
  const account = accounts.find(({ lang }) => lang === 'en') ?? accounts[0]
  if (account) return account
  throw new AppError('unprocessable', 'Nobody has written an account of this incident yet: an item cannot be added.')
}

/**
 * Writes an item into the account of its incident, or into its skill, as a person's correction: it stays when the source is
 * imported again, and goes along when the document is exported. Gives the id of its row. Throws `conflict`, `unprocessable`.
 */
export async function writeItemByHand(saving: Saving, owner: Owner, item: ActionItemDraft): Promise<string> {
  const { tx } = saving
  const before = await tx.actionItem.findMany({ where: itemsOf(owner), select: { id: true } })
  const known = new Set(before.map(({ id }) => id))
  await correctItems(saving, owner, (items) => [...items, item])
  const after = await tx.actionItem.findMany({ where: itemsOf(owner), select: { id: true } })
  const added = after.find(({ id }) => !known.has(id))
  if (!added) throw new AppError('conflict', 'There is an action item like this already.')
  return added.id
}

/**
 * As `writeItemByHand` for several items of one owner, of which no two have the same key. Gives the ids of the rows that are new, by the
 * beginning of their title that items are known by.
 */
export async function writeItemsByHand(
  saving: Saving,
  owner: Owner,
  added: readonly ActionItemDraft[],
): Promise<Map<string, string>> {
  const { tx } = saving
  const before = await tx.actionItem.findMany({ where: itemsOf(owner), select: { id: true } })
  const known = new Set(before.map(({ id }) => id))
  await correctItems(saving, owner, (items) => [...items, ...added])
  const after = await tx.actionItem.findMany({ where: itemsOf(owner), select: { id: true, key: true } })
  return new Map(after.filter(({ id }) => !known.has(id)).map(({ id, key }) => [key, id]))
}

type ChangeItems = (items: ActionItemDraft[]) => ActionItemDraft[]

async function correctItems(saving: Saving, owner: Owner, change: ChangeItems): Promise<void> {
  if (owner.kind === 'skill') {
    await correctSkill(saving, owner.id, (draft) => withItems(draft, change))
  } else {
    const account = await findAccount(saving.tx, owner.id)
    await correctAccount(saving, account, change)
    await rewriteIncident(saving, owner.id)
  }
  await saving.rows.flush(saving.tx)
}

async function correctAccount(
  { tx }: Saving,
  account: Awaited<ReturnType<typeof findAccount>>,
  change: ChangeItems,
): Promise<void> {
  const before = DocumentDraftSchema.parse(account.draft)
  const draft = withItems(before, change)
  const original = account.parsed === null ? before : DocumentDraftSchema.parse(account.parsed)
  await tx.postmortem.update({
    where: { id: account.id },
    data: { ...editionColumns(draft), ...correctionColumns(draft, original), version: { increment: 1 } },
  })
}

function withItems(draft: DocumentDraft, change: ChangeItems): DocumentDraft {
  const { incident, skill } = draft
  if (incident) return { ...draft, incident: { ...incident, actionItems: change(incident.actionItems) } }
  return skill ? { ...draft, skill: { ...skill, actionItems: change(skill.actionItems) } } : draft
}

/** A new item as a document says it; what is not given is unknown, and it is open from now on. */
function draftOf({ title, ...fields }: Omit<NewActionItem, 'of'>, now: Date): ActionItemDraft {
  const { description, priority, closedBy, ticket, scope, dependency } = fields
  return {
    title,
    status: fields.status === undefined ? 'open' : fields.status,
    owner: fields.owner ?? null,
    due: fields.due ?? null,
    kind: fields.kind ?? null,
    condition: fields.condition ?? null,
    since: now.toISOString().slice(0, 10),
    ...(description && { description }),
    ...(priority && { priority }),
    ...(closedBy && { closedBy }),
    ...(ticket && { ticket }),
    ...(scope && { scope }),
    ...(dependency && { dependency }),
  }
}

/**
 * Adds an action item to an incident or a skill, as open unless it says otherwise; its history begins with who did. Throws `not_found`,
 * also for a `dependsOnId` that the viewer may not read, `conflict` for a title that is there already, and `unprocessable` for an
 * incident of which nobody has written an account.
 */
export async function addActionItem(viewer: Viewer, input: NewActionItem): Promise<{ id: string }> {
  assertCan(viewer, 'write')
  const { of, ...item } = NewActionItemSchema.parse(input)
  const { title, dependsOnId, reason } = item
  return inSavingTransaction(async (tx) => {
    const id =
      of.kind === 'skill'
        ? await findSkillForChange(tx, viewer, of.slug)
        : (await findIncidentForChange(tx, viewer, of.slug)).id
    const owner = { kind: of.kind, id }
    await assertNewItem(tx, owner, title)
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    const added = await writeItemByHand(saving, owner, draftOf(item, saving.now))
    const told = { field: 'added', from: null, to: title }
    await tx.actionItemChange.create({ data: { actionItemId: added, byName: viewer.name, ...told } })
    const target = { kind: 'action-item', id: added } as const
    saving.rows.add('AuditEntry', auditRow(viewer, 'action-item.added', target, { title: { from: null, to: title } }))
    await saving.rows.flush(tx)
    // A document has no place for these: they are kept beside.
    const beside = { ...(dependsOnId && { dependsOnId }), ...(reason && { reason }) }
    if (Object.keys(beside).length > 0) await changeActionItem(tx, viewer, added, beside)
    return { id: added }
  })
}

const GONE = 'This action item does not exist (any more).'

/**
 * Removes an action item that a person has added; its history goes with it, the audit keeps its title. Throws `not_found`, `stale` when
 * `expectedVersion` is given and somebody has changed it since, and `unprocessable` for one that a source tells of: that can be set to won't do.
 */
export async function removeActionItem(viewer: Viewer, id: string, expectedVersion?: number): Promise<{ of: Owner }> {
  assertCan(viewer, 'write')
  return inSavingTransaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "ActionItem" WHERE id = ${id} FOR UPDATE`
    const item = await tx.actionItem.findUnique({ where: { id } })
    if (!item) throw new AppError('not_found', GONE)
    await assertVisible(viewer, id, GONE, tx)
    if (expectedVersion !== undefined && expectedVersion !== item.version) {
      throw new AppError('stale', 'Somebody has changed this action item. Read it again, then remove it.')
    }
    const byHand = { actionItemId: id, field: { in: ADDED_BY_HAND } }
    if ((await tx.actionItemChange.count({ where: byHand })) === 0) {
      const message = sentence`A source tells of this action item: set it to “won’t do” and say why, instead of removing it.`
      throw new AppError('unprocessable', message)
    }
    const owner: Owner =
      item.incidentId === null ? { kind: 'skill', id: item.skillId ?? '' } : { kind: 'incident', id: item.incidentId }
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    await removeItems(saving, owner, [item])
    await saving.rows.flush(tx)
    return { of: owner }
  })
}

/** Removes items of one owner that people have added, with what their documents say of them; the audit keeps their titles. */
export async function removeItems(
  saving: Saving,
  owner: Owner,
  items: readonly Pick<ActionItem, 'id' | 'key' | 'title'>[],
): Promise<void> {
  const { tx, viewer, rows } = saving
  const ids = items.map(({ id }) => id)
  await endWaitingFor(saving, ids)
  await tx.searchDocument.deleteMany({ where: { kind: 'action-item', refId: { in: ids } } })
  await tx.actionItem.deleteMany({ where: { id: { in: ids } } })
  await takeOut(saving, owner, new Set(items.map(({ key }) => key)))
  for (const { id, title } of items) {
    const told = { title: { from: LocalisedTextSchema.parse(title), to: null } }
    rows.add('AuditEntry', auditRow(viewer, 'action-item.removed', { kind: 'action-item', id }, told))
  }
}

/** Takes the items of these keys out of every document of their owner that has them by hand: those without a place in a source. */
async function takeOut(saving: Saving, owner: Owner, keys: ReadonlySet<string>): Promise<void> {
  const without: ChangeItems = (items) =>
    items.filter(({ title, span }) => (span ?? null) !== null || !keys.has(normalise(title).slice(0, 80)))
  if (owner.kind === 'skill') {
    await correctItems(saving, owner, without)
    return
  }
  const { tx } = saving
  for (const account of await tx.postmortem.findMany({ where: { incidentId: owner.id } })) {
    const { incident } = DocumentDraftSchema.parse(account.draft)
    if (incident && without(incident.actionItems).length < incident.actionItems.length) {
      await correctAccount(saving, account, without)
    }
  }
  await rewriteIncident(saving, owner.id)
  await saving.rows.flush(tx)
}
