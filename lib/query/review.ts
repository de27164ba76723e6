import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { isVisible, visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { Page } from '@/lib/schema/directory'
import { CoverageSchema, DocumentDraftSchema, type Coverage } from '@/lib/schema/draft'
import {
  ReviewFacetsSchema,
  ReviewItemViewSchema,
  ReviewRowSchema,
  type ReviewFacets,
  type ReviewFilter,
  type ReviewItemView,
  type ReviewKind,
  type ReviewRow,
  type ReviewView,
} from '@/lib/schema/review'
import type { Viewer } from '@/lib/schema/viewer'
import { mayBeNamed } from './imports'

/** Documents that can have items; of a skill the source is that of its latest revision. */
const DOCUMENTS = Prisma.sql`(
  SELECT 'edition' AS "kind", p."id", p."title", i."slug", p."lang", p."sourceId"
    FROM "Postmortem" p JOIN "Incident" i ON i."id" = p."incidentId"
  UNION ALL
  SELECT 'skill', k."id", k."title", k."slug", k."lang", r."sourceId" FROM "Skill" k
    JOIN LATERAL (
      SELECT "sourceId" FROM "SkillRevision" WHERE "skillId" = k."id" ORDER BY "number" DESC LIMIT 1
    ) r ON true
) d`
const OPEN = Prisma.sql`"ReviewItem" v JOIN ${DOCUMENTS} ON d."kind" = v."kind" AND d."id" = v."refId"`

const PAGE = 25

/** Open items of documents that the viewer may read. */
const openTo = (viewer: Viewer) => Prisma.sql`v."state" = 'open' AND ${visible(viewer, Prisma.sql`d."id"`)}`

function conditionsOf(viewer: Viewer, { kind, reason, lang, importId }: Partial<ReviewFilter>): Prisma.Sql {
  const conditions = [openTo(viewer)]
  if (kind) conditions.push(Prisma.sql`v."kind" = ${kind}`)
  if (reason) conditions.push(Prisma.sql`v."reason" = ${reason}`)
  if (lang) conditions.push(Prisma.sql`d."lang" = ${lang}`)
  if (importId)
    conditions.push(
      Prisma.sql`d."sourceId" IN (SELECT "sourceId" FROM "ImportLine" WHERE "importId" = ${importId} AND "sourceId" IS NOT NULL)`,
    )
  return Prisma.join(conditions, ' AND ')
}

/** Documents with fields that wait for a person, those imported last first, 25 a page. */
export async function listReviewDocuments(viewer: Viewer, filter: ReviewFilter): Promise<Page<ReviewRow>> {
  assertCan(viewer, 'read')
  const { page } = filter
  const conditions = conditionsOf(viewer, filter)
  const [rows, totals] = await Promise.all([
    database.$queryRaw`
      SELECT f.*, s."decided", coalesce(p."draft"->'coverage', k."draft"->'coverage') AS "coverage"
      FROM (
        SELECT d."kind", d."id", d."title", d."slug", d."lang", count(*)::int AS "open",
          array_agg(DISTINCT v."reason") AS "reasons", max(v."createdAt") AS "at"
        FROM ${OPEN} WHERE ${conditions} GROUP BY 1, 2, 3, 4, 5
        ORDER BY "at" DESC, d."id" LIMIT ${PAGE} OFFSET ${(page - 1) * PAGE}
      ) f
      JOIN LATERAL (
        SELECT count(*)::int AS "decided" FROM "ReviewItem" o
        WHERE o."kind" = f."kind" AND o."refId" = f."id" AND o."state" <> 'open'
      ) s ON true
      LEFT JOIN "Postmortem" p ON f."kind" = 'edition' AND p."id" = f."id"
      LEFT JOIN "Skill" k ON f."kind" = 'skill' AND k."id" = f."id"
      ORDER BY f."at" DESC, f."id"`,
    database.$queryRaw`SELECT count(DISTINCT d."id")::int AS "count" FROM ${OPEN} WHERE ${conditions}`,
  ])
  return { items: z.array(ReviewRowSchema).parse(rows), total: countOf(totals), page, size: PAGE }
}

function countOf(rows: unknown): number {
  return z.tuple([z.object({ count: z.number() })]).parse(rows)[0].count
}

/** Number of fields that wait for a person; of the documents of one import if given. */
export async function countOpenReviewItems(viewer: Viewer, importId?: string): Promise<number> {
  assertCan(viewer, 'read')
  const conditions = conditionsOf(viewer, { importId })
  return countOf(await database.$queryRaw`SELECT count(*)::int AS "count" FROM ${OPEN} WHERE ${conditions}`)
}

/** What the list can be filtered by, with the number of open items of each, the most first; of imports the last 20. */
export async function readReviewFacets(viewer: Viewer): Promise<ReviewFacets> {
  assertCan(viewer, 'read')
  const facet = (column: Prisma.Sql) => database.$queryRaw`
    SELECT ${column} AS "value", ${column} AS "label", count(*)::int AS "count"
    FROM ${OPEN} WHERE ${openTo(viewer)} GROUP BY 1, 2 ORDER BY "count" DESC, 1 LIMIT 50`
  const [kinds, reasons, langs, imports] = await Promise.all([
    facet(Prisma.sql`v."kind"`),
    facet(Prisma.sql`v."reason"`),
    facet(Prisma.sql`d."lang"`),
    database.$queryRaw`
      SELECT m."id" AS "value", coalesce(CASE WHEN ${mayBeNamed(viewer)} THEN m."label" END, min(l."path")) || ' · ' || to_char(m."startedAt", 'YYYY-MM-DD') AS "label",
        count(DISTINCT v."id")::int AS "count"
      FROM ${OPEN} JOIN "ImportLine" l ON l."sourceId" = d."sourceId" JOIN "Import" m ON m."id" = l."importId"
      WHERE ${openTo(viewer)} GROUP BY m."id" ORDER BY m."startedAt" DESC LIMIT 20`,
  ])
  return ReviewFacetsSchema.parse({ kinds, reasons, langs, imports })
}

/** How much of a source's text the newest thing that was read from it uses; null when it is unknown, or the viewer may not read it. */
export async function findCoverage(viewer: Viewer, sourceId: string): Promise<Coverage | null> {
  assertCan(viewer, 'read')
  if (!(await isVisible(viewer, sourceId))) return null
  const rows = await database.$queryRaw`
    SELECT "coverage" FROM (
      SELECT "draft"->'coverage' AS "coverage", "createdAt" FROM "Postmortem" WHERE "sourceId" = ${sourceId}
      UNION ALL SELECT "draft"->'coverage', "createdAt" FROM "SkillRevision" WHERE "sourceId" = ${sourceId}
    ) made ORDER BY "createdAt" DESC LIMIT 1`
  return z.array(z.object({ coverage: CoverageSchema.nullable() })).parse(rows)[0]?.coverage ?? null
}

/** A document that has items, whoever decided them, with its source; null when there is none that the viewer may read. */
export async function findReview(viewer: Viewer, id: string): Promise<ReviewView | null> {
  assertCan(viewer, 'read')
  if (!(await isVisible(viewer, id))) return null
  const items = await database.reviewItem.findMany({ where: { refId: id } })
  const kind: ReviewKind = items[0]?.kind === 'skill' ? 'skill' : 'edition'
  const found = items.length === 0 ? null : kind === 'skill' ? await findSkill(id) : await findEdition(id)
  if (!found) return null
  const document = DocumentDraftSchema.parse(found.draft)
  const { draft: _, ...known } = found
  const sorted = z.array(ReviewItemViewSchema).parse(items).sort(bySpan)
  return { kind, id, ...known, document, items: sorted, nextId: await findNext(viewer, id) }
}

const SOURCE = { source: { select: { id: true, text: true } } } as const

async function findEdition(id: string) {
  const found = await database.postmortem.findUnique({
    where: { id },
    select: { draft: true, version: true, incident: { select: { slug: true } }, ...SOURCE },
  })
  if (!found) return null
  const { draft, version, incident, source } = found
  return { draft, version, slug: incident.slug, sourceId: source.id, text: source.text }
}

async function findSkill(id: string) {
  const found = await database.skill.findUnique({
    where: { id },
    select: {
      draft: true,
      recordVersion: true,
      slug: true,
      revisions: { orderBy: { number: 'desc' }, take: 1, select: SOURCE },
    },
  })
  const source = found?.revisions[0]?.source
  if (!found || !source) return null
  return { draft: found.draft, version: found.recordVersion, slug: found.slug, sourceId: source.id, text: source.text }
}

/** In the order of the source; what has no place in it comes last. */
function bySpan(a: ReviewItemView, b: ReviewItemView): number {
  const [first, second] = [a.span?.[0] ?? Infinity, b.span?.[0] ?? Infinity]
  return first === second ? a.path.localeCompare(b.path, 'en', { numeric: true }) : first - second
}

async function findNext(viewer: Viewer, id: string): Promise<string | null> {
  const rows = await database.$queryRaw`
    SELECT d."id" FROM ${OPEN} WHERE ${openTo(viewer)} AND d."id" <> ${id}
    GROUP BY 1 ORDER BY max(v."createdAt") DESC, 1 LIMIT 1`
  return z.array(z.object({ id: z.string() })).parse(rows)[0]?.id ?? null
}
