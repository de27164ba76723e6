import { AppError } from '@/lib/domain/errors'
import { normalise } from '@/lib/domain/text-likeness'
import { DocumentDraftSchema, type ActionItemDraft, type DocumentDraft } from '@/lib/schema/draft'
import { ProposedActionItemSchema, type ProposedActionItem } from '@/lib/schema/proposal'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { auditRow } from './audit'
import { readStoredCatalogue } from './catalogue-rows'
import { correctionColumns, editionColumns } from './edition-version'
import { findIncidentForChange, findSkillForChange } from './find-incident'
import { assertDecides, lockOpenProposal, settleProposal, type Thing } from './proposals'
import { newSaving, type Saving } from './saving'
import { rewriteIncident } from './separate-incident'
import { correctSkill } from './skill-revision'
import { inSavingTransaction, inTransaction, type Transaction } from './transaction'

type Owner = { kind: 'incident' | 'skill'; id: string }

const ContentSchema = ProposedActionItemSchema.omit({ kind: true, note: true, of: true })

/**
 * The incident or skill that an action item is proposed for. Throws `not_found`, `conflict` when it has an item of this title, and
 * `unprocessable` for an incident of which nobody has written an account: there is nothing that an item could be added to.
 */
export async function findItemOwner(viewer: Viewer, { of, title }: ProposedActionItem): Promise<Owner> {
  return inTransaction(async (tx) => {
    const id =
      of.kind === 'skill'
        ? await findSkillForChange(tx, viewer, of.slug)
        : (await findIncidentForChange(tx, viewer, of.slug)).id
    if (of.kind === 'incident') await findAccount(tx, id)
    await assertNewItem(tx, { kind: of.kind, id }, title)
    return { kind: of.kind, id }
  })
}

const itemsOf = ({ kind, id }: Owner) => (kind === 'incident' ? { incidentId: id } : { skillId: id })

async function assertNewItem(tx: Transaction, owner: Owner, title: string): Promise<void> {
  const items = await tx.actionItem.findMany({ where: itemsOf(owner), select: { title: true } })
  const wanted = normalise(title)
  const isKnown = items.some((item) =>
    Object.values(LocalisedTextSchema.parse(item.title)).some((it) => normalise(it) === wanted),
  )
  if (isKnown) throw new AppError('conflict', 'There is an action item of this title already.')
}

async function findAccount(tx: Transaction, incidentId: string) {
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
 * Adds a proposed action item to the account of its incident, or to its skill, as a person's correction: it stays when the source is
 * imported again. Says in the item's history who proposed it. Throws `not_found`, `stale`, `conflict`, `unprocessable`.
 */
export async function acceptActionItem(viewer: Viewer, proposalId: string): Promise<Thing> {
  assertDecides(viewer)
  return inSavingTransaction(async (tx) => {
    const proposal = await lockOpenProposal(tx, viewer, proposalId)
    const { title, itemKind, owner: person, due } = ContentSchema.parse(proposal.content)
    const owner = await ownerOf(tx, proposal)
    await assertNewItem(tx, owner, title)
    const known = new Set(
      (await tx.actionItem.findMany({ where: itemsOf(owner), select: { id: true } })).map(({ id }) => id),
    )
    const item = { title, status: 'open' as const, owner: person ?? null, due: due ?? null, kind: itemKind ?? null }
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    const draft: ActionItemDraft = { ...item, condition: null, since: null }
    if (owner.kind === 'skill') await correctSkill(saving, owner.id, (before) => withSkillItem(before, draft))
    else await addToAccount(saving, owner.id, draft)
    await saving.rows.flush(tx)
    const added = (await tx.actionItem.findMany({ where: itemsOf(owner), select: { id: true } })).find(
      ({ id }) => !known.has(id),
    )
    if (!added) throw new AppError('conflict', 'There is an action item like this already.')
    const told = { field: 'proposed', from: null, to: proposal.proposedBy }
    await tx.actionItemChange.create({ data: { actionItemId: added.id, byName: viewer.name, ...told } })
    const result = { kind: 'action-item', id: added.id } as const
    saving.rows.add('AuditEntry', auditRow(viewer, 'action-item.added', result, { title: { from: null, to: title } }))
    await saving.rows.flush(tx)
    await settleProposal(viewer, proposalId, { state: 'accepted', result }, tx)
    return result
  })
}

async function ownerOf(
  tx: Transaction,
  { aboutKind, aboutId }: { aboutKind: string | null; aboutId: string | null },
): Promise<Owner> {
  const id = aboutId ?? ''
  const found =
    aboutKind === 'skill'
      ? await tx.skill.findUnique({ where: { id }, select: { id: true } })
      : await tx.incident.findUnique({ where: { id }, select: { id: true } })
  if (!found)
    throw new AppError('not_found', 'What this item was proposed for is not there any more. Reject the proposal.')
  return { kind: aboutKind === 'skill' ? 'skill' : 'incident', id: found.id }
}

function withSkillItem(draft: DocumentDraft, item: ActionItemDraft): DocumentDraft {
  if (!draft.skill) return draft
  return { ...draft, skill: { ...draft.skill, actionItems: [...draft.skill.actionItems, item] } }
}

async function addToAccount(saving: Saving, incidentId: string, item: ActionItemDraft): Promise<void> {
  const { tx } = saving
  const account = await findAccount(tx, incidentId)
  const before = DocumentDraftSchema.parse(account.draft)
  if (!before.incident) return
  const draft = { ...before, incident: { ...before.incident, actionItems: [...before.incident.actionItems, item] } }
  const original = account.parsed === null ? before : DocumentDraftSchema.parse(account.parsed)
  await tx.postmortem.update({
    where: { id: account.id },
    data: { ...editionColumns(draft), ...correctionColumns(draft, original), version: { increment: 1 } },
  })
  await rewriteIncident(saving, incidentId)
}
