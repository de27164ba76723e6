import { withSkillEdit } from '@/lib/domain/edited-skill'
import type { AppError } from '@/lib/domain/errors'
import { saysSame } from '@/lib/domain/merge-drafts'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { nextVersion } from '@/lib/domain/skill-version'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import { NoteSchema, type VersionStep } from '@/lib/schema/skill-edit'
import type { Viewer } from '@/lib/schema/viewer'
import { auditRow } from './audit'
import { readStoredCatalogue } from './catalogue-rows'
import { findSkillForChange } from './find-incident'
import { lateEdit } from './late-edit'
import { tellDraft } from './revision-rows'
import { newSaving } from './saving'
import { correctSkill } from './skill-revision'
import { inSavingTransaction, type Transaction } from './transaction'

export type EditingSkill = {
  /** As it was read from what the person typed. */
  document: DocumentDraft
  expectedVersion: number
  /** By how much its version goes up, unless the person has written another one. */
  step: VersionStep
  note: string
}

const CHANGED = sentence`Somebody else has changed this skill. Look at the difference, then save again.`

/**
 * Stores what a person has made of a skill as its latest revision, which the next version of its source is merged into. An edit that
 * says nothing new makes no revision. Throws `not_found`, and `stale` with the difference when the skill is not in `expectedVersion`
 * any more.
 */
export async function editSkill(viewer: Viewer, slug: string, editing: EditingSkill): Promise<{ version: number }> {
  assertCan(viewer, 'write')
  const { document, expectedVersion, step } = editing
  const note = NoteSchema.parse(editing.note)
  return inSavingTransaction(async (tx) => {
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    const id = await findSkillForChange(tx, viewer, slug)
    const known = await tx.skill.findUniqueOrThrow({ where: { id } })
    const stored = DocumentDraftSchema.parse(known.draft)
    const edited = withSkillEdit(stored, document)
    const next = step === 'keep' ? edited : withVersion(edited, stored, step)
    if (known.recordVersion !== expectedVersion) throw await lateForSkill(tx, id, { stored, next, expectedVersion })
    if (saysSame(stored, next)) return { version: known.recordVersion }
    await correctSkill(saving, id, () => next)
    const version = known.recordVersion + 1
    if (note !== '') {
      await tx.skillRevision.update({ where: { skillId_number: { skillId: id, number: version } }, data: { note } })
      const changes = { note: { from: null, to: note } }
      saving.rows.add('AuditEntry', auditRow(viewer, 'skill.edited', { kind: 'skill', id }, changes))
    }
    await saving.rows.flush(tx)
    return { version }
  })
}

/** The next version, unless the person has written one by hand. */
function withVersion(edited: DocumentDraft, stored: DocumentDraft, step: Exclude<VersionStep, 'keep'>): DocumentDraft {
  const { skill } = edited
  const now = stored.skill?.version ?? null
  if (!skill || skill.version !== now) return edited
  return { ...edited, skill: { ...skill, version: nextVersion(now, step) } }
}

type Late = { stored: DocumentDraft; next: DocumentDraft; expectedVersion: number }

async function lateForSkill(
  tx: Transaction,
  skillId: string,
  { stored, next, expectedVersion }: Late,
): Promise<AppError> {
  const where = { skillId_number: { skillId, number: expectedVersion } }
  const base = await tx.skillRevision.findUnique({ where, select: { draft: true } })
  const told = base && tellDraft(DocumentDraftSchema.parse(base.draft))
  return lateEdit(CHANGED, told, tellDraft(stored), tellDraft(next))
}
