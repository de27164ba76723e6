import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { listAt, splitListPath } from '@/lib/domain/draft-fields'
import { assertCan } from '@/lib/domain/permissions'
import { ConflictViewSchema, type ConflictView } from '@/lib/schema/conflict'
import type { Page } from '@/lib/schema/directory'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import { LocalisedTextSchema, SpanSchema, type Span } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'
import { inOrderOf } from './sql'

const NAME = { slug: true, title: true } as const
const SOURCE = { select: { id: true, origin: true } } as const
const INCLUDE = {
  postmortem: { select: { lang: true, draft: true, incident: { select: NAME }, source: SOURCE } },
  skill: {
    select: {
      ...NAME,
      lang: true,
      draft: true,
      revisions: { orderBy: { number: 'desc' }, take: 1, select: { source: SOURCE } },
    },
  },
} satisfies Prisma.EditConflictInclude
type Row = Prisma.EditConflictGetPayload<{ include: typeof INCLUDE }>
/** What a conflict is about, as it is now. */
type About = Pick<ConflictView, 'about' | 'lang' | 'source'> & { draft: DocumentDraft }

/** Open conflicts of documents that the viewer may read. */
const openTo = (viewer: Viewer) => Prisma.sql`FROM "EditConflict" c WHERE c."state" = 'open'
  AND ${visible(viewer, Prisma.sql`coalesce(c."postmortemId", c."skillId")`)}`

/** Oldest first; those of one document in the order of their fields. */
const ORDER = Prisma.sql`ORDER BY c."createdAt", c."postmortemId", c."skillId", c."path", c."id"`

const IdsSchema = z.array(z.object({ id: z.string() }))

async function readRows(found: unknown): Promise<Row[]> {
  const ids = IdsSchema.parse(found).map(({ id }) => id)
  if (ids.length === 0) return []
  return inOrderOf(ids, await database.editConflict.findMany({ where: { id: { in: ids } }, include: INCLUDE }))
}

/** Fields of an incident or a skill that a person has edited and its sources tell differently now, undecided. */
export async function listConflictsOf(
  viewer: Viewer,
  { kind, slug }: { kind: 'incident' | 'skill'; slug: string },
): Promise<ConflictView[]> {
  assertCan(viewer, 'read')
  const of =
    kind === 'skill'
      ? Prisma.sql`c."skillId" IN (SELECT k."id" FROM "Skill" k WHERE k."slug" = ${slug})`
      : Prisma.sql`c."postmortemId" IN (
          SELECT p."id" FROM "Postmortem" p JOIN "Incident" i ON i."id" = p."incidentId" WHERE i."slug" = ${slug})`
  const found = await database.$queryRaw`SELECT c."id" ${openTo(viewer)} AND ${of} ${ORDER}`
  return viewConflicts(await readRows(found))
}

/** All undecided conflicts, oldest first, 50 a page. */
export async function listConflicts(viewer: Viewer, page = 1): Promise<Page<ConflictView>> {
  assertCan(viewer, 'read')
  const size = 50
  const [found, total] = await Promise.all([
    database.$queryRaw`SELECT c."id" ${openTo(viewer)} ${ORDER} LIMIT ${size} OFFSET ${(page - 1) * size}`,
    countConflicts(viewer),
  ])
  return { items: await viewConflicts(await readRows(found)), total, page, size }
}

/** How many conflicts wait for a decision. */
export async function countConflicts(viewer: Viewer): Promise<number> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`SELECT count(*)::int AS "total" ${openTo(viewer)}`
  return z.tuple([z.object({ total: z.number() })]).parse(rows)[0].total
}

async function viewConflicts(rows: Row[]): Promise<ConflictView[]> {
  const ids = rows.flatMap(({ path }) => (path.startsWith('action-item.') ? [path.split('.')[1] ?? ''] : []))
  const items = ids.length > 0 ? await database.actionItem.findMany({ where: { id: { in: ids } } }) : []
  const titles = new Map(items.map(({ id, title }) => [id, LocalisedTextSchema.parse(title)]))
  const views = rows.flatMap((row) => {
    const found = aboutOf(row)
    if (!found) return []
    const { draft, ...named } = found
    const { base, mine, theirs, id } = row
    const told = { id, ...named, base, mine, theirs, createdAt: isoInstant(row.createdAt) }
    return [ConflictViewSchema.parse({ ...told, ...placeOf(row, { ...found, draft }, titles) })]
  })
  // What the incident is called before its parts.
  return views.sort((a, b) => Number(a.list !== null) - Number(b.list !== null))
}

function aboutOf({ postmortem, skill }: Row): About | null {
  if (postmortem) {
    const { incident, lang, source, draft } = postmortem
    return { about: { kind: 'incident', ...incident }, lang, source, draft: DocumentDraftSchema.parse(draft) }
  }
  const source = skill?.revisions[0]?.source
  if (!skill || !source) return null
  const { slug, title, lang, draft } = skill
  return { about: { kind: 'skill', slug, title }, lang, source, draft: DocumentDraftSchema.parse(draft) }
}

type Place = Pick<ConflictView, 'list' | 'item' | 'field' | 'span'>

function placeOf(row: Row, { draft, lang }: About, titles: ReadonlyMap<string, Record<string, string>>): Place {
  const { theirs } = row
  // An edit of the incident stands for the field of the draft that has its name.
  const path = row.path.replace(/^incident\./, '')
  const steps = path.split('.')
  if (steps[0] === 'action-item') {
    const title = titles.get(steps[1] ?? '') ?? {}
    const item = title[lang] ?? Object.values(title)[0] ?? null
    const index = listAt(draft, 'actionItems').findIndex((one) => wordsOf(one) === item)
    return { list: 'actionItems', item, field: steps[2] ?? null, span: spanOf(draft, `actionItems.${index}`, steps[2]) }
  }
  const found = splitListPath(path)
  if (!found) return { list: null, item: null, field: path, span: draft.spans[path] ?? null }
  const { list, place, rest } = found
  // An item that a person has taken out is only in the conflict itself.
  if (place === 'removed') return { list, item: wordsOf(theirs), field: null, span: ownSpan(theirs) }
  const item = listAt(draft, list)[Number(place)] ?? null
  return { list, item: wordsOf(item), field: rest || null, span: spanOf(draft, `${list}.${place}`, rest) }
}

/** The place of the field, else of its item. */
function spanOf(draft: DocumentDraft, path: string, field: string | undefined): Span | null {
  const found = splitListPath(path)
  const item = found ? (listAt(draft, found.list)[Number(found.place)] ?? null) : null
  return (field ? draft.spans[`${path}.${field}`] : undefined) ?? ownSpan(item)
}

function ownSpan(item: unknown): Span | null {
  if (typeof item !== 'object' || item === null || !('span' in item)) return null
  return SpanSchema.nullish().parse(item.span) ?? null
}

function wordsOf(item: unknown): string | null {
  if (typeof item === 'string') return item
  if (typeof item !== 'object' || item === null) return null
  for (const name of ['title', 'text', 'label', 'target', 'startedAt']) {
    const words: unknown = Object.entries(item).find(([key]) => key === name)?.[1]
    if (typeof words === 'string') return words
  }
  return null
}
