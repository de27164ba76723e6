import { z } from 'zod'
import type { DirectoryPage, Pattern, Prisma } from '@/generated/prisma/client'
import { isVisible, onlyVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { PatternDraftSchema, type DocumentDraft, type ReferenceDraft } from '@/lib/schema/draft'
import { SpanSchema } from '@/lib/schema/text'
import { MessageDraftSchema, ParticipantDraftSchema } from '@/lib/schema/thread'
import type { Viewer } from '@/lib/schema/viewer'
import { draftOfEdition, draftOfSkill, EDITION_INCLUDE, SKILL_SELECT } from './document-drafts'
import { findIncidentId } from './incidents'
import { groupBy } from './sql'

/** Rows read at a time: an export of any size needs the memory of one such step. */
const STEP = 50

/**
 * Those rows of a query in the order of their slugs that the viewer may read, a step at a time. Each step begins behind a slug and not
 * behind a row: that may have been removed meanwhile, and then nothing would follow it.
 */
async function* inSteps<T extends { id: string; slug: string }>(
  viewer: Viewer,
  read: (after: string | undefined) => Promise<T[]>,
) {
  for (let after: string | undefined; ;) {
    const rows = await read(after)
    yield* await onlyVisible(viewer, rows, ({ id }) => id)
    after = rows.at(-1)?.slug
    if (after === undefined || rows.length < STEP) return
  }
}

const stepAfter = (after: string | undefined) => ({
  take: STEP,
  orderBy: { slug: 'asc' as const },
  ...(after !== undefined && { where: { slug: { gt: after } } }),
})

const ReferenceKindSchema = z.enum(['wikilink', 'mention', 'url'])

/** What patterns and pages refer to, by the id of the one that refers. */
async function readReferenceDrafts(fromKind: string, ids: string[]): Promise<Map<string, ReferenceDraft[]>> {
  const rows = await database.reference.findMany({
    where: { fromKind, fromId: { in: ids } },
    orderBy: { position: 'asc' },
  })
  const groups = groupBy(rows, (row) => row.fromId)
  return new Map(
    [...groups].map(([id, group]) => [
      id,
      group.map(({ target, kind, note, span }) => ({
        target,
        kind: ReferenceKindSchema.parse(kind),
        note,
        span: SpanSchema.nullable().parse(span),
      })),
    ]),
  )
}

const BARE = { tags: [], authors: [], dropped: [], spans: {}, patterns: [] }

function draftOfPattern(row: Pattern, references: ReferenceDraft[]): DocumentDraft {
  const { slug, title, body, family, mechanism, cues, questions, controls } = row
  const pattern = PatternDraftSchema.parse({ family, mechanism, cues, questions, controls })
  return { ...BARE, kind: 'pattern', lang: 'en', slug, title, body, references, pattern }
}

function draftOfPage(row: DirectoryPage, references: ReferenceDraft[]): DocumentDraft {
  const { slug, title, lang, body, detail, handle } = row
  const same = { ...BARE, slug, title, lang, body, references }
  return row.kind === 'person'
    ? { ...same, kind: 'person', person: { handle, role: detail } }
    : { ...same, kind: 'company', company: { url: detail } }
}

async function* listPatternDrafts(): AsyncGenerator<DocumentDraft> {
  const rows = await database.pattern.findMany({ orderBy: { slug: 'asc' } })
  const references = await readReferenceDrafts(
    'pattern',
    rows.map((row) => row.id),
  )
  for (const row of rows) yield draftOfPattern(row, references.get(row.id) ?? [])
}

async function* listPageDrafts(kind: 'person' | 'company'): AsyncGenerator<DocumentDraft> {
  const rows = await database.directoryPage.findMany({ where: { kind }, orderBy: { slug: 'asc' } })
  const references = await readReferenceDrafts(
    kind,
    rows.map((row) => row.id),
  )
  for (const row of rows) yield draftOfPage(row, references.get(row.id) ?? [])
}

const THREAD_INCLUDE = {
  messages: { orderBy: [{ position: 'asc' }, { key: 'asc' }], select: { draft: true } },
} satisfies Prisma.ThreadInclude
type StoredThread = Prisma.ThreadGetPayload<{ include: { messages: { select: { draft: true } } } }>

function draftOfThread(row: StoredThread, references: ReferenceDraft[]): DocumentDraft {
  const { slug, title, lang, key, workspace, channelId, channelName, nextCursor } = row
  const thread = {
    workspace,
    channel: { id: channelId, name: channelName },
    participants: z.array(ParticipantDraftSchema).parse(row.participants),
    messages: row.messages.map(({ draft }) => MessageDraftSchema.parse(draft)),
    nextCursor,
  }
  return { ...BARE, kind: 'thread', lang, slug, title, body: '', externalId: key, references, thread }
}

async function* listThreadDrafts(viewer: Viewer): AsyncGenerator<DocumentDraft> {
  const threads = inSteps(viewer, (after) => database.thread.findMany({ include: THREAD_INCLUDE, ...stepAfter(after) }))
  for await (const thread of threads) {
    const references = await readReferenceDrafts('thread', [thread.id])
    yield draftOfThread(thread, references.get(thread.id) ?? [])
  }
}

/**
 * Everything that the viewer may read, as drafts for export, with the changes that people have made since the import: patterns,
 * people, companies and threads first, then the editions of incidents and the skills, so that importing them in this order links
 * at once. Stubs have no text of their own: they come back with what names them.
 */
export async function* listDocuments(viewer: Viewer): AsyncGenerator<DocumentDraft> {
  assertCan(viewer, 'read')
  yield* listPatternDrafts()
  yield* listPageDrafts('person')
  yield* listPageDrafts('company')
  yield* listThreadDrafts(viewer)
  const editions = inSteps(viewer, (after) =>
    database.postmortem.findMany({ include: EDITION_INCLUDE, ...stepAfter(after) }),
  )
  for await (const edition of editions) yield draftOfEdition(edition)
  const skills = inSteps(viewer, (after) => database.skill.findMany({ select: SKILL_SELECT, ...stepAfter(after) }))
  for await (const skill of skills) yield draftOfSkill(await withVisibleItems(viewer, skill))
}

type StoredSkill = Prisma.SkillGetPayload<{ select: typeof SKILL_SELECT }>

/** A skill without the edits of action items that are hidden from the viewer. */
async function withVisibleItems(viewer: Viewer, skill: StoredSkill): Promise<StoredSkill> {
  return { ...skill, sharedItems: await onlyVisible(viewer, skill.sharedItems, ({ actionItemId }) => actionItemId) }
}

/**
 * The editions of an incident as drafts, in the order of its page, with what people have changed since; none of a stub. Also by the
 * slug of an edition, which then comes first. null when there is no such incident that the viewer may read.
 */
export async function findIncidentDocuments(viewer: Viewer, slug: string): Promise<DocumentDraft[] | null> {
  assertCan(viewer, 'read')
  const id = await findIncidentId(slug)
  if (id === null || !(await isVisible(viewer, id))) return null
  const editions = await database.postmortem.findMany({
    where: { incidentId: id },
    include: EDITION_INCLUDE,
    orderBy: [{ lang: 'asc' }, { slug: 'asc' }],
  })
  const drafts = (await onlyVisible(viewer, editions, (edition) => edition.id)).map(draftOfEdition)
  return [...drafts.filter((draft) => draft.slug === slug), ...drafts.filter((draft) => draft.slug !== slug)]
}

/** One pattern as a draft, also a retired one; null when there is none of this slug. */
export async function findPatternDocument(viewer: Viewer, slug: string): Promise<DocumentDraft | null> {
  assertCan(viewer, 'read')
  const pattern = await database.pattern.findUnique({ where: { slug } })
  if (!pattern) return null
  const references = await readReferenceDrafts('pattern', [pattern.id])
  return draftOfPattern(pattern, references.get(pattern.id) ?? [])
}

/** One skill as a draft, or null. */
export async function findSkillDocument(viewer: Viewer, slug: string): Promise<DocumentDraft | null> {
  assertCan(viewer, 'read')
  const skill = await database.skill.findUnique({ where: { slug }, select: SKILL_SELECT })
  return skill && (await isVisible(viewer, skill.id)) ? draftOfSkill(await withVisibleItems(viewer, skill)) : null
}
