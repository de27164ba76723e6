import { z } from 'zod'
import { assertVisible } from '@/lib/access'
import { splitListPath, withValueAt } from '@/lib/domain/draft-fields'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { DocumentDraftSchema } from '@/lib/schema/draft'
import type { Viewer } from '@/lib/schema/viewer'
import type { EditConflict } from '@/generated/prisma/client'
import { auditRow } from './audit'
import { readStoredCatalogue } from './catalogue-rows'
import { isHandEdit, type Edited } from './conflict-rows'
import { correctionColumns, editionColumns } from './edition-version'
import { newSaving, type Saving } from './saving'
import { rewriteIncident } from './separate-incident'
import { correctSkill, rewriteSkill } from './skill-revision'
import { inSavingTransaction } from './transaction'

export const ConflictChoiceSchema = z.enum(['mine', 'theirs'])
export type ConflictChoice = z.infer<typeof ConflictChoiceSchema>

const GONE = sentence`This conflict is not there any more.`

/**
 * Decides a conflict between a person's edit and a newer version of the source: `mine` leaves the edit as it is, `theirs` puts
 * what the source says in its place and writes the incident or the skill anew. Throws `not_found`, and `stale` for one that is decided.
 */
export async function decideConflict(viewer: Viewer, id: string, choice: ConflictChoice): Promise<void> {
  assertCan(viewer, 'write')
  const wanted = ConflictChoiceSchema.parse(choice)
  await inSavingTransaction(async (tx) => {
    const conflict = await tx.editConflict.findUnique({ where: { id } })
    if (!conflict) throw new AppError('not_found', GONE)
    const target = await targetOf(tx, conflict)
    await assertVisible(viewer, target.id, GONE, tx)
    if (conflict.state !== 'open') throw new AppError('stale', 'Somebody has decided this conflict already.')
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    if (wanted === 'theirs') {
      if (target.kind === 'skill') await takeIntoSkill(saving, target.id, conflict)
      else await takeIntoIncident(saving, target.id, conflict)
    }
    const state = wanted === 'mine' ? 'kept' : 'taken'
    await tx.editConflict.update({ where: { id }, data: { state, decidedBy: viewer.name, decidedAt: new Date() } })
    const { path, mine, theirs } = conflict
    const changes = { [path]: { from: mine, to: wanted === 'mine' ? mine : theirs } }
    saving.rows.add('AuditEntry', auditRow(viewer, `conflict.${state}`, target, changes))
    await saving.rows.flush(tx)
  })
}

async function targetOf(tx: Saving['tx'], { skillId, postmortemId }: EditConflict) {
  if (skillId !== null) return { kind: 'skill', id: skillId } as const
  const { incidentId } = await tx.postmortem.findUniqueOrThrow({ where: { id: postmortemId ?? '' } })
  return { kind: 'incident', id: incidentId } as const
}

function editedOf({ skillId, postmortemId }: EditConflict): Edited {
  return skillId === null ? { postmortemId: postmortemId ?? '' } : { skillId }
}

async function takeIntoIncident(saving: Saving, incidentId: string, conflict: EditConflict): Promise<void> {
  if (isHandEdit(conflict.path)) await dropHandEdit(saving, incidentId, conflict)
  else await takeIntoDraft(saving, conflict)
  await rewriteIncident(saving, incidentId)
}

/** Becomes a revision of the skill. */
async function takeIntoSkill(saving: Saving, skillId: string, conflict: EditConflict): Promise<void> {
  if (isHandEdit(conflict.path)) {
    await dropItemEdit(saving, conflict)
    await rewriteSkill(saving, skillId)
    return
  }
  await correctSkill(saving, skillId, (draft) => withValueAt(draft, conflict.path, conflict.theirs))
  await shiftOthers(saving.tx, conflict)
}

async function takeIntoDraft({ tx }: Saving, conflict: EditConflict): Promise<void> {
  const edition = await tx.postmortem.findUniqueOrThrow({ where: { id: conflict.postmortemId ?? '' } })
  const draft = withValueAt(DocumentDraftSchema.parse(edition.draft), conflict.path, conflict.theirs)
  const parsed = edition.parsed === null ? null : DocumentDraftSchema.parse(edition.parsed)
  await tx.postmortem.update({
    where: { id: edition.id },
    data: { ...editionColumns(draft), ...correctionColumns(draft, parsed), version: { increment: 1 } },
  })
  await shiftOthers(tx, conflict)
}

/** Items behind one that has come or gone have another place now. */
async function shiftOthers(tx: Saving['tx'], conflict: EditConflict): Promise<void> {
  const { id, path, theirs } = conflict
  const edited = editedOf(conflict)
  const found = splitListPath(path)
  if (!found || (found.place !== 'removed' && (found.rest !== '' || theirs !== null))) return
  const comes = found.place === 'removed'
  const from = Number(comes ? found.rest : found.place)
  const others = await tx.editConflict.findMany({ where: { ...edited, id: { not: id }, state: 'open' } })
  const shifted = others.flatMap((other) => {
    const place = splitListPath(other.path)
    if (!place || place.list !== found.list || place.place === 'removed' || Number(place.place) < from) return []
    const next = [place.list, Number(place.place) + (comes ? 1 : -1), ...(place.rest ? [place.rest] : [])]
    return [{ id: other.id, path: next.join('.') }]
  })
  // Paths are unique within a document: out of the way first.
  for (const one of shifted) await tx.editConflict.update({ where: { id: one.id }, data: { path: one.id } })
  for (const one of shifted) {
    await tx.editConflict.deleteMany({ where: { ...edited, path: one.path } })
    await tx.editConflict.update({ where: { id: one.id }, data: { path: one.path } })
  }
}

/** The field is the sources' again; the next writing of the incident gives it their value. */
async function dropHandEdit(saving: Saving, incidentId: string, conflict: EditConflict): Promise<void> {
  const { tx } = saving
  const steps = conflict.path.split('.')
  const field = steps.at(-1) ?? ''
  if (steps[0] === 'incident') {
    const { editedFields } = await tx.incident.findUniqueOrThrow({ where: { id: incidentId } })
    const left = editedFields.filter((name) => name !== field)
    await tx.incident.update({ where: { id: incidentId }, data: { editedFields: left } })
    return
  }
  await dropItemEdit(saving, conflict)
}

async function dropItemEdit({ tx, viewer }: Saving, { path, mine, theirs }: EditConflict): Promise<void> {
  const steps = path.split('.')
  const field = steps.at(-1) ?? ''
  const item = await tx.actionItem.findUnique({ where: { id: steps[1] ?? '' } })
  if (!item) throw new AppError('not_found', 'This action item is not there any more.')
  const left = item.editedFields.filter((name) => name !== field)
  const closing = field === 'status' ? { closedAt: null } : {}
  await tx.actionItem.update({
    where: { id: item.id },
    data: { editedFields: left, ...closing, version: { increment: 1 } },
  })
  const [from, to] = [mine, theirs].map((value) => (typeof value === 'string' ? value : null))
  await tx.actionItemChange.create({
    data: { actionItemId: item.id, byName: viewer.name, field, from: from ?? null, to: to ?? null },
  })
}
