import { randomUUID } from 'node:crypto'
import type { Skill } from '@/generated/prisma/client'
import { mergeDrafts } from '@/lib/domain/merge-drafts'
import { DocumentDraftSchema, type DocumentDraft, type SkillDraft, type SkillSourceDraft } from '@/lib/schema/draft'
import { SourceKindSchema } from '@/lib/schema/source'
import { auditRow, changesBetween } from './audit'
import { writeConflicts } from './conflict-rows'
import { correctionOf } from './edition-version'
import { addSkillItemConflicts } from './hand-edit-conflicts'
import { readRows, recordChange } from './import-changes'
import { toDate } from './incident-rows'
import { planVoted, writeMatches } from './matches'
import { outOfReach } from './out-of-reach'
import { resolveReferences, writeReferences } from './references'
import { addReviewItems, updateReviewItems } from './review-items'
import type { StoredSource } from './saved-document'
import type { Saving } from './saving'
import { addActionItemSearchRows, addSearchRows, deleteSearchRows } from './search-rows'
import { itemsOfSkill, writeSkillItems } from './skill-items'
import { deleteOrphanStubs, findOrAddStubs, writeStub } from './stub-incidents'
import { verifiedOn } from './verified-on'

/** What a source says of a skill. `reviewed`: what the parser had made of it, when a person has reviewed the draft. */
export type SkillVersion = { draft: DocumentDraft; reviewed: DocumentDraft | null }

/** Adds a skill with its first revision. Gives its id. */
export async function addSkill(
  saving: Saving,
  source: StoredSource,
  { draft, reviewed }: SkillVersion,
): Promise<string> {
  const id = randomUUID()
  recordChange(saving, 'skill-created', id, null, 1)
  await writeColumns(saving, id, draft, null)
  addRevision(saving, { skillId: id, number: 1, sourceId: source.id }, draft, reviewed)
  await writeParts(saving, id, source, draft, true)
  addReviewItems(saving, { kind: 'skill', refId: id, draft, reviewed: reviewed !== null })
  return id
}

/**
 * Stores a newer version of a skill as its latest revision. What a person has corrected in the one before is merged into it
 * field by field, and stays where both disagree: these fields become conflicts for a person to decide. A version that a person
 * has reviewed stands as it is.
 */
export async function reviseSkill(
  saving: Saving,
  id: string,
  source: StoredSource,
  version: SkillVersion,
): Promise<void> {
  const { tx } = saving
  // The new source has to be there before what is read of the old one goes.
  await saving.rows.flush(tx)
  const { known, latest, before } = await readSkill(saving, id)
  if (saving.importId !== null) {
    const conflicts = await readRows(tx, 'EditConflict', 'skillId', [id])
    recordChange(saving, 'skill-updated', id, { revision: latest.number, conflicts }, known.recordVersion + 1)
  }
  const base = version.reviewed ? null : latest.parsed
  const merged = base ? mergeDrafts(base, before, version.draft) : null
  const { draft } = merged ?? version
  await writeConflicts(saving, { skillId: id }, merged, version.draft)
  if (!version.reviewed) {
    const said = itemsOfSkill(latest.parsed ?? before, latest.source.id)
    await addSkillItemConflicts(saving, id, said, itemsOfSkill(version.draft, source.id))
  }
  await writeColumns(saving, id, draft, known)
  const place = { skillId: id, number: latest.number + 1, sourceId: source.id }
  addRevision(saving, place, draft, version.reviewed ?? (merged ? version.draft : null))
  await writeParts(saving, id, source, draft, false)
  const seen = { kind: 'skill', refId: id, draft, reviewed: version.reviewed !== null } as const
  await updateReviewItems(saving, before, seen)
}

/** Stores what a person has corrected in a skill as its latest revision, which the next version of its source is merged into. */
export async function correctSkill(
  saving: Saving,
  id: string,
  change: (draft: DocumentDraft) => DocumentDraft,
): Promise<void> {
  const { known, latest, before } = await readSkill(saving, id)
  const draft = change(before)
  await writeColumns(saving, id, draft, known)
  const place = { skillId: id, number: latest.number + 1, sourceId: latest.source.id }
  addRevision(saving, place, draft, latest.parsed ?? before)
  await writeParts(saving, id, latest.source, draft, false)
  await updateReviewItems(saving, before, { kind: 'skill', refId: id, draft, reviewed: false })
  await saving.rows.flush(saving.tx)
}

/** Writes what is built from the latest revision of a skill anew. */
export async function rewriteSkill(saving: Saving, id: string): Promise<void> {
  const { latest, before } = await readSkill(saving, id)
  await writeParts(saving, id, latest.source, before, false)
}

/**
 * Makes an earlier revision the latest again: what it said is stored anew and the revisions after it go. Hand edits of
 * action items and decisions stay.
 */
export async function restoreRevision(saving: Saving, id: string, number: number): Promise<void> {
  const { tx } = saving
  const { known } = await readSkill(saving, id)
  await tx.skillRevision.deleteMany({ where: { skillId: id, number: { gt: number } } })
  const { draft, source } = await tx.skillRevision.findUniqueOrThrow({
    where: { skillId_number: { skillId: id, number } },
    select: { draft: true, source: { select: SOURCE } },
  })
  const document = DocumentDraftSchema.parse(draft)
  await writeColumns(saving, id, document, known)
  // The latest revision has the number of the record's version.
  await tx.skill.update({ where: { id }, data: { recordVersion: number } })
  await writeParts(saving, id, storedSource(source), document, false)
}

const SOURCE = { id: true, kind: true, sha256: true, text: true, origin: true } as const

function storedSource(row: Omit<StoredSource, 'kind'> & { kind: string }): StoredSource {
  return { ...row, kind: SourceKindSchema.parse(row.kind) }
}

/** A skill as it stands, and its latest revision; `parsed`: what the parser made of its source, when a person has corrected it. */
async function readSkill({ tx }: Saving, id: string) {
  const known = await tx.skill.findUniqueOrThrow({ where: { id } })
  const { number, parsed, source } = await tx.skillRevision.findFirstOrThrow({
    where: { skillId: id },
    orderBy: { number: 'desc' },
    select: { number: true, parsed: true, source: { select: SOURCE } },
  })
  const latest = {
    number,
    parsed: parsed === null ? null : DocumentDraftSchema.parse(parsed),
    source: storedSource(source),
  }
  return { known, latest, before: DocumentDraftSchema.parse(known.draft) }
}

function addRevision(
  { rows, viewer }: Saving,
  place: { skillId: string; number: number; sourceId: string },
  draft: DocumentDraft,
  original: DocumentDraft | null,
): void {
  const { parsed } = correctionOf(draft, original)
  const { version } = skillOf(draft)
  rows.add('SkillRevision', {
    id: randomUUID(),
    ...place,
    version,
    body: draft.body,
    draft,
    parsed,
    byName: viewer.name,
  })
}

function skillOf({ skill }: DocumentDraft): SkillDraft {
  if (!skill) throw new Error('a document of kind skill has a skill')
  return skill
}

async function writeColumns(
  { tx, rows, viewer, now }: Saving,
  id: string,
  document: DocumentDraft,
  known: Skill | null,
): Promise<void> {
  const skill = skillOf(document)
  const { slug, title, lang, tags, body } = document
  const { description, category, version, confidence, owners } = skill
  const facts = { title, description, category, version, confidence, lastVerified: skill.lastVerified, owners, tags }
  const columns = { ...facts, slug, lang, body, lastVerified: toDate(skill.lastVerified), path: skill.path ?? null }
  if (!known) {
    rows.add('Skill', { id, ...columns, ...(skill.stage && { stage: skill.stage }), draft: document, updatedAt: now })
    rows.add(
      'AuditEntry',
      auditRow(viewer, 'skill.created', { kind: 'skill', id }, { title: { from: null, to: title } }),
    )
    return
  }
  // What its runs have verified stays verified, whatever the source says.
  const lastVerified = await verifiedOn(tx, id, columns.lastVerified)
  await tx.skill.update({
    where: { id },
    data: { ...columns, lastVerified, draft: document, recordVersion: { increment: 1 } },
  })
  const said = { ...facts, lastVerified: lastVerified?.toISOString().slice(0, 10) ?? null }
  const before = { ...known, lastVerified: known.lastVerified?.toISOString().slice(0, 10) ?? null }
  rows.add('AuditEntry', auditRow(viewer, 'skill.updated', { kind: 'skill', id }, changesBetween(before, said)))
}

async function writeParts(
  saving: Saving,
  id: string,
  source: StoredSource,
  document: DocumentDraft,
  fresh: boolean,
): Promise<void> {
  const skill = skillOf(document)
  const { slug, lang, title, body } = document
  if (!fresh) await deleteSearchRows(saving, { kind: 'skill', id })
  const matched = { draft: document, lang, sourceId: source.id, text: source.text }
  await writeMatches(saving, await planVoted(saving, { skillId: id }, [matched]), fresh)
  await writeReferences(
    saving,
    { kind: 'skill', id },
    [{ sourceId: source.id, references: document.references }],
    fresh,
  )
  const on = toDate(skill.lastVerified)
  const told = [skill.description, body].filter((part) => part !== null).join('\n\n')
  addSearchRows(saving, { kind: 'skill', id, slug, on }, [{ lang, title, body: told }])
  await writeSources(saving, id, document, fresh)
  addActionItemSearchRows(saving, await writeSkillItems(saving, id, itemsOfSkill(document, source.id), fresh), on)
  await saving.rows.flush(saving.tx)
  await resolveReferences(saving, { kind: 'skill', id }, [slug], document.references.length > 0)
}

/** Stores the conversations that the skill was extracted from, and the incidents that they stand for. Inserts all rows. */
async function writeSources(saving: Saving, skillId: string, document: DocumentDraft, fresh: boolean): Promise<void> {
  const { tx, rows } = saving
  const skill = skillOf(document)
  const before = fresh ? [] : await tx.skillSource.findMany({ where: { skillId }, select: { incidentId: true } })
  if (!fresh) await tx.skillSource.deleteMany({ where: { skillId } })
  const own = await findIncidentOfThread(saving, document)
  const isOwn = ({ inCorpus }: SkillSourceDraft) => own !== null && inCorpus
  // The conversation that has an account stands for no other incident.
  const unnamed = skill.sources.map((source) => (isOwn(source) ? { ...source, channel: null } : source))
  const { incidentIds: named, stubs } = await findOrAddStubs(saving, unnamed)
  const incidentIds = skill.sources.map((source, position) => (isOwn(source) ? own : (named[position] ?? null)))
  skill.sources.forEach((source, position) => {
    const { channel, participants, messages, inCorpus } = source
    const times = { onDate: toDate(source.on), fromAt: toDate(source.from), toAt: toDate(source.to) }
    const incidentId = incidentIds[position] ?? null
    const annotatedBy = source.annotatedBy ?? null
    const facts = { channel, participants, messages, inCorpus, annotatedBy, incidentId }
    rows.add('SkillSource', { id: randomUUID(), skillId, position, ...times, ...facts })
  })
  await rows.flush(tx)
  for (const stub of stubs) await writeStub(saving, stub)
  const left = before.flatMap(({ incidentId }) => (incidentId && !incidentIds.includes(incidentId) ? [incidentId] : []))
  await deleteOrphanStubs(saving, left)
}

/** The incident whose account was made of the same conversation as a skill; null when there is none, or no conversation. */
async function findIncidentOfThread(saving: Saving, { citations, references }: DocumentDraft): Promise<string | null> {
  const targets = references.flatMap(({ target }) => (target.startsWith('threads/') ? [target] : []))
  if (!citations || targets.length === 0) return null
  const found = await saving.tx.reference.findMany({
    where: { fromKind: 'incident', target: { in: targets } },
    orderBy: [{ fromId: 'asc' }, { position: 'asc' }],
    select: { fromId: true },
  })
  const hidden = await outOfReach(
    saving,
    found.map(({ fromId }) => fromId),
  )
  return found.find(({ fromId }) => !hidden.has(fromId))?.fromId ?? null
}
