import { AppError } from '@/lib/domain/errors'
import type { ActionItemDraft } from '@/lib/schema/draft'
import { ProposedActionItemSchema, type ProposedActionItem } from '@/lib/schema/proposal'
import type { Viewer } from '@/lib/schema/viewer'
import { assertNewItem, findAccount, writeItemByHand, type Owner } from './add-action-item'
import { auditRow } from './audit'
import { readStoredCatalogue } from './catalogue-rows'
import { findIncidentForChange, findSkillForChange } from './find-incident'
import { assertDecides, lockOpenProposal, settleProposal, type Thing } from './proposals'
import { newSaving } from './saving'
import { inSavingTransaction, inTransaction, type Transaction } from './transaction'

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
    const item = { title, status: 'open' as const, owner: person ?? null, due: due ?? null, kind: itemKind ?? null }
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    const draft: ActionItemDraft = { ...item, condition: null, since: null }
    const added = await writeItemByHand(saving, owner, draft)
    const told = { field: 'proposed', from: null, to: proposal.proposedBy }
    await tx.actionItemChange.create({ data: { actionItemId: added, byName: viewer.name, ...told } })
    const result = { kind: 'action-item', id: added } as const
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
