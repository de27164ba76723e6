import { tellTheSame } from '@/lib/domain/same-account'
import { wordLikeness } from '@/lib/domain/text-likeness'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import { outOfReach } from './out-of-reach'
import { saysTheSame } from './same-skill'
import type { SavedDocument, StoredSource } from './saved-document'
import type { Saving } from './saving'
import { addSkill, reviseSkill } from './skill-revision'

/** Share of common words from which another file of the same name is a newer version and not another runbook. */
const SAME_TEXT = 0.5

const LATEST = {
  revisions: {
    orderBy: { number: 'desc' },
    take: 1,
    select: { number: true, parsed: true, source: { select: { origin: true, kind: true } } },
  },
} as const

function findSkill({ tx }: Saving, slug: string) {
  return tx.skill.findUnique({ where: { slug }, include: LATEST })
}

/** The skill of this name or a longer one that was read from this very place before. */
async function findSkillFrom(saving: Saving, slug: string, origin: string) {
  const slugs = { OR: [{ slug }, { slug: { startsWith: `${slug}-` } }] }
  const where = { ...slugs, revisions: { some: { source: { origin } } } }
  const found = await saving.tx.skill.findMany({ where, include: LATEST, orderBy: { slug: 'asc' } })
  const hidden = await outOfReach(
    saving,
    found.map(({ id }) => id),
  )
  return found.find(({ id }) => !hidden.has(id)) ?? null
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
  if (document.citations) {
    return (source.origin !== null && latest?.origin === source.origin) || isOfOneThread(known, document)
  }
  if (latest?.kind === 'content' || (source.origin !== null && latest?.origin === source.origin)) return true
  if (known.version !== null || document.skill?.version) return true
  return wordLikeness(known.body, document.body) >= SAME_TEXT
}

/** Whether both were made of one conversation: a skill that was exported, edited and comes back. */
function isOfOneThread(known: KnownSkill, document: DocumentDraft): boolean {
  const threadOf = ({ references }: Pick<DocumentDraft, 'references'>) =>
    references.find(({ target }) => target.startsWith('threads/'))?.target
  const thread = threadOf(document)
  return thread !== undefined && thread === threadOf(DocumentDraftSchema.parse(known.draft))
}

/** Saves a skill: a new one, or a new revision of the one with this name. Another runbook of the name gets a longer one. */
export async function saveSkillDocument(
  saving: Saving,
  source: StoredSource,
  given: DocumentDraft,
): Promise<SavedDocument> {
  const former = source.formerId === undefined ? null : await findSkillOf(saving, source.formerId)
  const holder = former ?? (await findSkill(saving, given.slug))
  // It was exported and comes back as it was.
  if (holder && !source.parsed?.has(given) && (await saysTheSame(saving, holder, given))) {
    return { outcome: 'unchanged', id: holder.id, kind: 'skill', slug: holder.slug, reasons: [] }
  }
  const isOther = former === null && holder !== null && !isRevision(holder, source, given)
  const namesake = isOther && source.origin !== null ? await findSkillFrom(saving, given.slug, source.origin) : null
  const longer = namesake?.slug ?? `${given.slug}-${source.sha256.slice(0, 8)}`
  const slug = isOther ? longer : (former?.slug ?? given.slug)
  // The very draft when its name stays: what was recognised in it is kept with it.
  const document = slug === given.slug ? given : { ...given, slug }
  const parsed = source.parsed?.get(given)
  const version = { draft: document, reviewed: parsed ? { ...parsed, slug } : null }
  const known = isOther ? (namesake ?? (await findSkill(saving, longer))) : holder
  const told: Pick<SavedDocument, 'kind' | 'slug' | 'reasons'> = { kind: 'skill', slug, reasons: [] }
  if (!known) return { outcome: 'created', id: await addSkill(saving, source, version), ...told }
  const [latest] = known.revisions
  // A person's corrections are not what the source has changed.
  const said = DocumentDraftSchema.parse((version.reviewed ? null : latest?.parsed) ?? known.draft)
  if (former && tellTheSame(said, document)) return { outcome: 'unchanged', id: known.id, ...told }
  await reviseSkill(saving, known.id, source, version)
  return { outcome: 'updated', id: known.id, ...told }
}
