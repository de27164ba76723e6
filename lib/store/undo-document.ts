import { z } from 'zod'
import { sentence } from '@/lib/schema/sentence'
import { PatternDraftSchema } from '@/lib/schema/draft'
import { auditRow, type AuditTarget } from './audit'
import { readStoredCatalogue } from './catalogue-rows'
import { restoreRow, type Before, type StoredRowJson } from './import-changes'
import { findPeoplesWorkOnSkill } from './peoples-work'
import { resolveReferences } from './references'
import { addPageSearchRows } from './save-page'
import { addPatternSearchRows } from './save-pattern'
import type { Saving } from './saving'
import { deleteSearchRows } from './search-rows'
import { restoreRevision } from './skill-revision'
import { deleteOrphanStubs, writeStub } from './stub-incidents'
import { restoreDoubts, type Undoing, type Undone } from './undo-edition'

const CHANGED_SINCE = sentence`it has been changed since`

/** Removes a skill that an import has brought, and the stubs that only it names. */
export async function undoNewSkill(saving: Saving, change: Undoing): Promise<Undone> {
  const { tx } = saving
  const id = change.refId
  const skill = await tx.skill.findUnique({ where: { id }, include: { sources: { select: { incidentId: true } } } })
  if (!skill) return null
  if (skill.recordVersion !== change.version) return CHANGED_SINCE
  const work = await findPeoplesWorkOnSkill(saving, id)
  if (work !== null) return work
  audit(saving, 'skill.removed', { kind: 'skill', id }, change, skill.slug)
  await deleteSearchRows(saving, { kind: 'skill', id })
  await forget(saving, 'skill', id)
  await tx.reviewItem.deleteMany({ where: { kind: 'skill', refId: id } })
  await tx.skill.delete({ where: { id } })
  const incidents = skill.sources.flatMap(({ incidentId }) => incidentId ?? [])
  await deleteOrphanStubs(saving, incidents)
  const stubs = await tx.incident.findMany({ where: { id: { in: incidents }, stub: true }, select: { id: true } })
  for (const stub of stubs) await writeStub(saving, stub.id)
  return null
}

/** Makes the revision that a skill had before the import its latest again. */
export async function undoRevision(saving: Saving, change: Undoing, before: Before<'skill-updated'>): Promise<Undone> {
  const { tx } = saving
  const skill = await tx.skill.findUnique({ where: { id: change.refId } })
  if (!skill) return sentence`it has been removed since`
  if (skill.recordVersion !== change.version) return CHANGED_SINCE
  audit(saving, 'skill.restored', { kind: 'skill', id: skill.id }, change, skill.slug)
  await restoreRevision(saving, skill.id, before.revision)
  await tx.editConflict.deleteMany({ where: { skillId: skill.id } })
  for (const conflict of before.conflicts) await restoreRow(tx, 'EditConflict', conflict)
  const { draft } = await tx.skill.findUniqueOrThrow({ where: { id: skill.id }, select: { draft: true } })
  await restoreDoubts(saving, 'skill', skill.id, draft)
  return null
}

const PageRowSchema = z.object({
  id: z.string(),
  kind: z.enum(['person', 'company']),
  slug: z.string(),
  title: z.string(),
  lang: z.string(),
  detail: z.string().nullable(),
  body: z.string(),
})

/** Removes the page of a person or a company, or puts it back to what it said. */
export async function undoPage(
  saving: Saving,
  change: Undoing,
  before: Before<'page-created'> & Partial<Before<'page-updated'>>,
): Promise<Undone> {
  const { tx } = saving
  const page = await tx.directoryPage.findUnique({ where: { id: change.refId } })
  if (!page) return null
  if (page.sourceId !== before.sourceId) return CHANGED_SINCE
  const { id, slug } = page
  const kind = PageRowSchema.shape.kind.parse(page.kind)
  audit(saving, `${kind}.${before.row ? 'restored' : 'removed'}`, { kind, id }, change, slug)
  await tx.searchDocument.deleteMany({ where: { kind, refId: id } })
  if (!before.row) {
    await forget(saving, kind, id)
    await tx.directoryPage.delete({ where: { id } })
    return null
  }
  await restoreRow(tx, 'DirectoryPage', before.row)
  addPageSearchRows(saving, PageRowSchema.parse(before.row))
  await restoreReferences(saving, kind, id, before.references ?? [])
  return null
}

const PatternRowSchema = PatternDraftSchema.omit({ cues: true }).extend({
  slug: z.string(),
  title: z.string(),
  body: z.string(),
})

/** Removes a pattern, or puts it back to what it said. What matches has to be found anew afterwards. */
export async function undoPattern(
  saving: Saving,
  change: Undoing,
  before: Before<'pattern-created'> & Partial<Before<'pattern-updated'>>,
): Promise<Undone> {
  const { tx } = saving
  const id = change.refId
  const pattern = await tx.pattern.findUnique({ where: { id } })
  if (!pattern) return null
  if (pattern.sourceId !== before.sourceId) return CHANGED_SINCE
  if (!before.row) {
    const decided = await tx.match.count({ where: { patternId: id, state: { not: 'suggested' } } })
    if (decided > 0) return sentence`somebody has confirmed or rejected it in an incident or a skill`
  }
  audit(saving, `pattern.${before.row ? 'restored' : 'removed'}`, { kind: 'pattern', id }, change, pattern.slug)
  await tx.searchDocument.deleteMany({ where: { kind: 'pattern', refId: id } })
  if (before.row) {
    await restoreRow(tx, 'Pattern', before.row)
    addPatternSearchRows(saving, id, PatternRowSchema.parse(before.row), before.lang ?? 'en')
    await restoreReferences(saving, 'pattern', id, before.references ?? [])
  } else {
    await forget(saving, 'pattern', id)
    await tx.pattern.delete({ where: { id } })
  }
  saving.catalogue = await readStoredCatalogue(tx)
  return null
}

type Referring = 'skill' | 'pattern' | 'person' | 'company'

/** Removes what a thing refers to; what refers to it waits for another one of its name. */
async function forget({ tx }: Saving, kind: Referring, id: string): Promise<void> {
  await tx.reference.deleteMany({ where: { fromKind: kind, fromId: id } })
  await tx.reference.updateMany({ where: { toKind: kind, toId: id }, data: { toKind: null, toId: null } })
}

async function restoreReferences(
  saving: Saving,
  kind: Referring,
  id: string,
  references: readonly StoredRowJson[],
): Promise<void> {
  const { tx, rows } = saving
  await tx.reference.deleteMany({ where: { fromKind: kind, fromId: id } })
  // What they lead to may have come or gone since.
  for (const row of references) await restoreRow(tx, 'Reference', { ...row, toKind: null, toId: null })
  await rows.flush(tx)
  await resolveReferences(saving, { kind, id }, [], references.length > 0)
}

function audit({ rows, viewer }: Saving, action: string, target: AuditTarget, change: Undoing, slug: string): void {
  const changes = { import: { from: change.importId, to: null }, slug: { from: slug, to: slug } }
  rows.add('AuditEntry', auditRow(viewer, action, target, changes))
}
