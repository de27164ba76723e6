import { randomUUID } from 'node:crypto'
import type { Skill } from '@/generated/prisma/client'
import { keysOf } from '@/lib/domain/gather-items'
import { tellTheSame } from '@/lib/domain/same-account'
import { wordLikeness } from '@/lib/domain/text-likeness'
import type { MergedActionItem } from '@/lib/domain/merge-action-items'
import { DocumentDraftSchema, type DocumentDraft, type SkillDraft } from '@/lib/schema/draft'
import { writeActionItems } from './action-item-rows'
import { auditRow, changesBetween } from './audit'
import { recordChange } from './import-changes'
import { toDate } from './incident-rows'
import { planMatches, writeMatches } from './matches'
import { resolveReferences, writeReferences } from './references'
import { addReviewItems, updateReviewItems } from './review-items'
import type { SavedDocument, StoredSource } from './saved-document'
import type { Saving } from './saving'
import { addActionItemSearchRows, addSearchRows, deleteSearchRows } from './search-rows'
import { deleteOrphanStubs, findOrAddStubs, writeStub } from './stub-incidents'

/** Share of common words from which another file of the same name is a newer version and not another runbook. */
const SAME_TEXT = 0.5

const LATEST = {
  revisions: {
    orderBy: { number: 'desc' },
    take: 1,
    select: { number: true, source: { select: { origin: true, kind: true } } },
  },
} as const

function findSkill({ tx }: Saving, slug: string) {
  return tx.skill.findUnique({ where: { slug }, include: LATEST })
}

/** The skill of this name or a longer one that was read from this very place before. */
function findSkillFrom({ tx }: Saving, slug: string, origin: string) {
  const slugs = { OR: [{ slug }, { slug: { startsWith: `${slug}-` } }] }
  return tx.skill.findFirst({ where: { ...slugs, revisions: { some: { source: { origin } } } }, include: LATEST })
}
/** The skill that was made of a source before. */
function findSkillOf({ tx }: Saving, sourceId: string) {
  return tx.skill.findFirst({ where: { revisions: { some: { sourceId } } }, include: LATEST, orderBy: { slug: 'asc' } })
}
type KnownSkill = NonNullable<Awaited<ReturnType<typeof findSkill>>>

/**
 * Whether a document is a newer version of the skill that has its name: stated by a version, from the same place, or alike.
 * Two folders may each have a runbook for "disk full".
 */
function isRevision(known: KnownSkill, source: StoredSource, document: DocumentDraft): boolean {
  const latest = known.revisions[0]?.source
  // What was made of a conversation replaces nothing that a person wrote, or that another conversation taught.
  if (document.citations) return source.origin !== null && latest?.origin === source.origin
  if (latest?.kind === 'content' || (source.origin !== null && latest?.origin === source.origin)) return true
  if (known.version !== null || document.skill?.version) return true
  return wordLikeness(known.body, document.body) >= SAME_TEXT
}

/** Saves a skill: a new one, or a new revision of the one with this name. Another runbook of the name gets a longer one. */
export async function saveSkillDocument(
  saving: Saving,
  source: StoredSource,
  given: DocumentDraft,
): Promise<SavedDocument> {
  const former = source.formerId === undefined ? null : await findSkillOf(saving, source.formerId)
  const holder = former ?? (await findSkill(saving, given.slug))
  const isOther = former === null && holder !== null && !isRevision(holder, source, given)
  const namesake = isOther && source.origin !== null ? await findSkillFrom(saving, given.slug, source.origin) : null
  const longer = namesake?.slug ?? `${given.slug}-${source.sha256.slice(0, 8)}`
  const slug = isOther ? longer : (former?.slug ?? given.slug)
  // The very draft when its name stays: what was recognised in it is kept with it.
  const document = slug === given.slug ? given : { ...given, slug }
  const { skill } = document
  if (!skill) throw new Error('a document of kind skill has a skill')
  const known = isOther ? (namesake ?? (await findSkill(saving, longer))) : holder
  const id = known?.id ?? randomUUID()
  if (former && tellTheSame(DocumentDraftSchema.parse(former.draft), document)) {
    return { outcome: 'unchanged', kind: 'skill', id, slug: document.slug, reasons: [] }
  }
  const latest = known?.revisions[0]?.number ?? 0
  if (known) recordChange(saving, 'skill-updated', id, { revision: latest }, known.recordVersion + 1)
  else recordChange(saving, 'skill-created', id, null, 1)
  await writeColumns(saving, id, document, skill, known)
  const revision = { number: latest + 1, version: skill.version, body: document.body }
  const revisionRow = { id: randomUUID(), skillId: id, ...revision, sourceId: source.id, byName: saving.viewer.name }
  saving.rows.add('SkillRevision', { ...revisionRow, draft: document })
  await writeParts(saving, id, source, document, skill, !known)
  const seen = { kind: 'skill', refId: id, draft: document, reviewed: source.parsed?.has(given) ?? false } as const
  if (known) await updateReviewItems(saving, DocumentDraftSchema.parse(known.draft), seen)
  else addReviewItems(saving, seen)
  return { outcome: known ? 'updated' : 'created', kind: 'skill', id, slug: document.slug, reasons: [] }
}

/**
 * Makes an earlier revision the latest again: what it said is stored anew and the revisions after it go. Hand edits of
 * action items and decisions stay.
 */
export async function restoreRevision(saving: Saving, id: string, number: number): Promise<void> {
  const { tx } = saving
  const known = await tx.skill.findUniqueOrThrow({ where: { id } })
  const where = { skillId_number: { skillId: id, number } }
  const { draft, source } = await tx.skillRevision.findUniqueOrThrow({
    where,
    include: { source: { select: { id: true, kind: true, sha256: true, text: true, origin: true } } },
  })
  const document = DocumentDraftSchema.parse(draft)
  if (!document.skill) throw new Error('a document of kind skill has a skill')
  await writeColumns(saving, id, document, document.skill, known)
  await tx.skillRevision.deleteMany({ where: { skillId: id, number: { gt: number } } })
  // The latest revision has the number of the record's version.
  await tx.skill.update({ where: { id }, data: { recordVersion: number } })
  await writeParts(saving, id, source, document, document.skill, false)
}

async function writeColumns(
  { tx, rows, viewer, now }: Saving,
  id: string,
  document: DocumentDraft,
  skill: SkillDraft,
  known: Skill | null,
): Promise<void> {
  const { slug, title, lang, tags, body } = document
  const { description, category, version, confidence, owners } = skill
  const facts = { title, description, category, version, confidence, lastVerified: skill.lastVerified, owners, tags }
  const columns = { ...facts, slug, lang, body, lastVerified: toDate(skill.lastVerified), path: skill.path ?? null }
  if (!known) {
    rows.add('Skill', { id, ...columns, draft: document, updatedAt: now })
    rows.add(
      'AuditEntry',
      auditRow(viewer, 'skill.created', { kind: 'skill', id }, { title: { from: null, to: title } }),
    )
    return
  }
  await tx.skill.update({ where: { id }, data: { ...columns, draft: document, recordVersion: { increment: 1 } } })
  const before = { ...known, lastVerified: known.lastVerified?.toISOString().slice(0, 10) ?? null }
  rows.add('AuditEntry', auditRow(viewer, 'skill.updated', { kind: 'skill', id }, changesBetween(before, facts)))
}

async function writeParts(
  saving: Saving,
  id: string,
  source: StoredSource,
  document: DocumentDraft,
  skill: SkillDraft,
  fresh: boolean,
): Promise<void> {
  const { slug, lang, title, body } = document
  if (!fresh) await deleteSearchRows(saving, { kind: 'skill', id })
  const actionItems = await writeActionItems(saving, { skillId: id }, actionItemsOf(document, skill, source.id), fresh)
  const matched = { draft: document, lang, sourceId: source.id, text: source.text }
  await writeMatches(saving, { skillId: id }, planMatches([matched], saving.catalogue), fresh)
  await writeReferences(
    saving,
    { kind: 'skill', id },
    [{ sourceId: source.id, references: document.references }],
    fresh,
  )
  const on = toDate(skill.lastVerified)
  const told = [skill.description, body].filter((part) => part !== null).join('\n\n')
  addSearchRows(saving, { kind: 'skill', id, slug, on }, [{ lang, title, body: told }])
  addActionItemSearchRows(saving, actionItems, on)
  await writeSources(saving, id, skill, fresh)
  await resolveReferences(saving, { kind: 'skill', id }, [slug], document.references.length > 0)
}

/** Stores the conversations that the skill was extracted from, and the incidents that they stand for. Inserts all rows. */
async function writeSources(saving: Saving, skillId: string, skill: SkillDraft, fresh: boolean): Promise<void> {
  const { tx, rows } = saving
  const before = fresh ? [] : await tx.skillSource.findMany({ where: { skillId }, select: { incidentId: true } })
  if (!fresh) await tx.skillSource.deleteMany({ where: { skillId } })
  const { incidentIds, stubs } = await findOrAddStubs(saving, skill.sources)
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

function actionItemsOf({ lang }: DocumentDraft, skill: SkillDraft, sourceId: string): MergedActionItem[] {
  const keys = keysOf(skill.actionItems.map(({ title }) => title))
  return skill.actionItems.map(({ title, condition, span, closedBy, ticket, ...facts }, index) => ({
    ...facts,
    key: keys[index] ?? '',
    title: { [lang]: title },
    condition: condition === null ? null : { [lang]: condition },
    closedBy: closedBy ?? null,
    ticket: ticket ?? null,
    origins: [{ sourceId, lang, span: span ?? null }],
  }))
}
