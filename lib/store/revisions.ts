import type { Incident } from '@/generated/prisma/client'
import { AppError } from '@/lib/domain/errors'
import { saysSame } from '@/lib/domain/merge-drafts'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { DocumentDraftSchema } from '@/lib/schema/draft'
import type { IncidentState, RevisionKind } from '@/lib/schema/revision'
import type { Viewer } from '@/lib/schema/viewer'
import { auditRow, changesBetween } from './audit'
import { readStoredCatalogue } from './catalogue-rows'
import { correctionColumns, editionColumns } from './edition-version'
import { findIncidentForChange, findSkillForChange } from './find-incident'
import { lateEdit } from './late-edit'
import { requestRun } from './pattern-queue'
import { updateReviewItems } from './review-items'
import {
  asNext,
  findPatternState,
  NO_REVISION,
  readIncidentState,
  readPattern,
  readSkillState,
  tellDraft,
  tellPattern,
} from './revision-rows'
import { newSaving, type Saving } from './saving'
import { writePattern } from './save-pattern'
import { rewriteIncident } from './separate-incident'
import { correctSkill } from './skill-revision'
import { inSavingTransaction, type Transaction } from './transaction'
import { lateForIncident } from './update-incident'

/** Which revision of what, and the version that the thing has now as far as the caller knows. */
export type Restoring = { kind: RevisionKind; slug: string; number: number; expectedVersion: number }

/**
 * Makes a thing say again what it said in an earlier revision. The result is a new revision: none is changed or goes. Accounts of an
 * incident that came later stay, those that are gone stay gone. Throws `not_found`, and `stale` with the difference when the thing is not in
 * `expectedVersion` any more.
 */
export async function restoreRevisionOf(viewer: Viewer, restoring: Restoring): Promise<{ version: number }> {
  assertCan(viewer, 'write')
  return inSavingTransaction(async (tx) => {
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    const version = await RESTORE[restoring.kind](saving, restoring)
    await saving.rows.flush(tx)
    return { version }
  })
}

const RESTORE = {
  incident: restoreIncident,
  skill: restoreSkill,
  pattern: restorePattern,
} as const satisfies Record<RevisionKind, (saving: Saving, restoring: Restoring) => Promise<number>>

async function restoreIncident(saving: Saving, { slug, number, expectedVersion }: Restoring): Promise<number> {
  const { tx, rows, viewer } = saving
  const known = await findIncidentForChange(tx, viewer, slug)
  const state = await readIncidentState(tx, viewer, known.id, number)
  const { editedFields: _, ...fields } = state.fields
  if (known.version !== expectedVersion) throw await lateForIncident(tx, known, fields, expectedVersion)
  for (const edition of state.editions) await restoreEdition(saving, known.id, edition)
  await setFields(tx, known, state, state.fields.editedFields)
  await rewriteIncident(saving, known.id)
  const told = await tx.incident.findUniqueOrThrow({ where: { id: known.id } })
  // Accounts that came later may tell a field differently: what the revision shows is what the incident says.
  const differing = Object.keys(changesBetween(told, fields))
  if (differing.length > 0) {
    await setFields(tx, told, state, [...new Set([...state.fields.editedFields, ...differing])].sort())
    await rewriteIncident(saving, known.id)
  }
  const changes = { revision: { from: known.version, to: number }, ...changesBetween(known, fields) }
  rows.add('AuditEntry', auditRow(viewer, 'incident.revision-restored', { kind: 'incident', id: known.id }, changes))
  return (await tx.incident.findUniqueOrThrow({ where: { id: known.id }, select: { version: true } })).version
}

/** Gives the incident the values of these fields; the others follow its accounts when it is written anew. */
async function setFields(tx: Transaction, { id }: Incident, state: IncidentState, names: readonly string[]) {
  const { editedFields: _, ...fields } = state.fields
  const given = Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)))
  await tx.incident.update({ where: { id }, data: { ...given, editedFields: [...names] } })
}

async function restoreEdition(saving: Saving, incidentId: string, was: IncidentState['editions'][number]) {
  const { tx } = saving
  const found = await tx.postmortem.findFirst({ where: { id: was.id, incidentId } })
  if (!found) return
  const now = DocumentDraftSchema.parse(found.draft)
  const draft = asNext(was.draft, now, was.sourceId === found.sourceId)
  if (saysSame(now, draft)) return
  const original = found.parsed === null ? now : DocumentDraftSchema.parse(found.parsed)
  await tx.postmortem.update({
    where: { id: was.id },
    data: { ...editionColumns(draft), ...correctionColumns(draft, original), version: { increment: 1 } },
  })
  await updateReviewItems(saving, now, { kind: 'edition', refId: was.id, draft, reviewed: false })
}

async function restoreSkill(saving: Saving, { slug, number, expectedVersion }: Restoring): Promise<number> {
  const { tx, rows, viewer } = saving
  const id = await findSkillForChange(tx, viewer, slug)
  const was = await readSkillState(tx, id, number)
  const known = await tx.skill.findUniqueOrThrow({ where: { id } })
  const now = DocumentDraftSchema.parse(known.draft)
  if (known.recordVersion !== expectedVersion) {
    const base = await tx.skillRevision.findUnique({
      where: { skillId_number: { skillId: id, number: expectedVersion } },
      select: { draft: true },
    })
    const told = base && tellDraft(DocumentDraftSchema.parse(base.draft))
    throw lateEdit(SKILL_CHANGED, told, tellDraft(now), tellDraft(was.draft))
  }
  const latest = await tx.skillRevision.findFirstOrThrow({ where: { skillId: id }, orderBy: { number: 'desc' } })
  await correctSkill(saving, id, () => asNext(was.draft, now, was.sourceId === latest.sourceId))
  const changes = { revision: { from: known.recordVersion, to: number } }
  rows.add('AuditEntry', auditRow(viewer, 'skill.revision-restored', { kind: 'skill', id }, changes))
  return known.recordVersion + 1
}

async function restorePattern(saving: Saving, { slug, number, expectedVersion }: Restoring): Promise<number> {
  const { tx, rows, viewer } = saving
  const known = await tx.pattern.findUnique({ where: { slug }, select: { id: true } })
  const now = await readPattern(tx, slug)
  if (!known || !now) throw new AppError('not_found', `There is no pattern “${slug}”.`)
  const was = await findPatternState(tx, known.id, number)
  if (!was) throw new AppError('not_found', NO_REVISION)
  const version = await newestOf(tx, known.id)
  if (version !== expectedVersion) {
    const base = await findPatternState(tx, known.id, expectedVersion)
    throw lateEdit(PATTERN_CHANGED, base && tellPattern(base), tellPattern(now), tellPattern(was))
  }
  const { outcome } = await writePattern(saving, { ...was, slug }, 'en', { origin: 'team', source: null })
  if (outcome === 'unchanged') return version
  await requestRun(tx, known.id)
  const changes = { revision: { from: version, to: number } }
  rows.add('AuditEntry', auditRow(viewer, 'pattern.revision-restored', { kind: 'pattern', id: known.id }, changes))
  return version + 1
}

async function newestOf(tx: Transaction, patternId: string): Promise<number> {
  const newest = await tx.patternRevision.findFirst({ where: { patternId }, orderBy: { number: 'desc' } })
  return newest?.number ?? 1
}

const SKILL_CHANGED = sentence`Somebody else has changed this skill. Look at the difference, then try again.`
const PATTERN_CHANGED = sentence`Somebody else has changed this pattern. Look at the difference, then try again.`
