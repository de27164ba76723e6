import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { DocumentKindSchema, FormatSchema } from '@/lib/schema/draft'
import type { Page } from '@/lib/schema/directory'
import { SourceKindSchema, type SourceRow, type SourceView } from '@/lib/schema/source'
import { LangSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'

const DocumentSchema = z.object({
  kind: DocumentKindSchema,
  slug: z.string(),
  title: z.string(),
})
const RowSchema = z.object({
  id: z.string(),
  kind: SourceKindSchema,
  format: FormatSchema,
  origin: z.string().nullable(),
  lang: LangSchema,
  sha256: z.string(),
  size: z.number(),
  importedAt: z.date().transform((at) => isoInstant(at)),
  importedBy: z.string(),
  document: DocumentSchema.nullable(),
  parts: z.number(),
  partOf: z.object({ id: z.string(), origin: z.string().nullable() }).nullable(),
})

/** The columns of a source without its bytes: their number is read from the row's header. */
const columns = (viewer: Viewer) => Prisma.sql`
  s."id", s."kind"::text AS "kind", s."format", s."origin", s."lang", s."sha256", octet_length(s."bytes") AS "size",
  s."importedAt", s."importedBy", d."document",
  (SELECT count(*)::int FROM "Source" c WHERE c."partOfId" = s."id" AND ${visible(viewer, Prisma.sql`c."id"`)}) AS "parts",
  (SELECT jsonb_build_object('id', w."id", 'origin', w."origin") FROM "Source" w
    WHERE w."id" = s."partOfId" AND ${visible(viewer, Prisma.sql`w."id"`)}) AS "partOf"`
/** What became of a source: the newest thing that was made of it. */
const document = (viewer: Viewer) => Prisma.sql`
  LEFT JOIN LATERAL (
    SELECT jsonb_build_object('kind', "kind", 'slug', "slug", 'title', "title") AS "document" FROM (
      SELECT 'incident' AS "kind", i."id", i."slug", p."title", p."createdAt" AS "at"
        FROM "Postmortem" p JOIN "Incident" i ON i."id" = p."incidentId" WHERE p."sourceId" = s."id"
      UNION ALL SELECT 'skill', k."id", k."slug", k."title", r."createdAt"
        FROM "SkillRevision" r JOIN "Skill" k ON k."id" = r."skillId" WHERE r."sourceId" = s."id"
      UNION ALL SELECT 'thread', "id", "slug", "title", "updatedAt" - interval '1 hour' FROM "Thread" WHERE "sourceId" = s."id"
      UNION ALL SELECT 'pattern', "id", "slug", "title", "updatedAt" FROM "Pattern" WHERE "sourceId" = s."id"
      UNION ALL SELECT "kind", "id", "slug", "title", "updatedAt" FROM "DirectoryPage" WHERE "sourceId" = s."id"
    ) made WHERE ${visible(viewer, Prisma.sql`made."id"`)} ORDER BY "at" DESC LIMIT 1
  ) d ON true`

/** Those of the sources that the viewer may read, newest first. */
export async function readSourceRows(viewer: Viewer, ids: string[]): Promise<SourceRow[]> {
  if (ids.length === 0) return []
  const rows = await database.$queryRaw`
    SELECT ${columns(viewer)} FROM "Source" s ${document(viewer)}
    WHERE s."id" = ANY(${ids}) AND ${visible(viewer, Prisma.sql`s."id"`)} ORDER BY s."importedAt" DESC, s."id"`
  return z.array(RowSchema).parse(rows)
}

/** Everything that was ever imported, newest first, 50 a page; parts stand for themselves only in the list of their whole. */
export async function listSources(viewer: Viewer, page = 1): Promise<Page<SourceRow>> {
  assertCan(viewer, 'read')
  return listPage(viewer, Prisma.sql`"partOfId" IS NULL`, Prisma.sql`"importedAt" DESC, "id"`, page)
}

/** The parts of a source that holds several documents, in its order, 50 a page. */
export async function listParts(viewer: Viewer, wholeId: string, page = 1): Promise<Page<SourceRow>> {
  assertCan(viewer, 'read')
  return listPage(viewer, Prisma.sql`"partOfId" = ${wholeId}`, Prisma.sql`("extent"->>0)::int, "id"`, page)
}

async function listPage(viewer: Viewer, of: Prisma.Sql, order: Prisma.Sql, page: number): Promise<Page<SourceRow>> {
  const size = 50
  const condition = Prisma.sql`${of} AND ${visible(viewer, Prisma.sql`"Source"."id"`)}`
  const [rows, totals] = await Promise.all([
    database.$queryRaw`
      SELECT ${columns(viewer)}
      FROM (SELECT *, row_number() OVER (ORDER BY ${order}) AS "place" FROM "Source" WHERE ${condition}
        ORDER BY ${order} LIMIT ${size} OFFSET ${(page - 1) * size}) s
      ${document(viewer)} ORDER BY s."place"`,
    database.$queryRaw`SELECT count(*)::int AS "count" FROM "Source" WHERE ${condition}`,
  ])
  const [total] = z.tuple([z.object({ count: z.number() })]).parse(totals)
  return { items: z.array(RowSchema).parse(rows), total: total.count, page, size }
}

/** One source with its decoded text, or null. */
export async function findSource(viewer: Viewer, id: string): Promise<SourceView | null> {
  assertCan(viewer, 'read')
  const [row] = await readSourceRows(viewer, [id])
  const source = row && (await database.source.findUnique({ where: { id }, select: { text: true } }))
  return source ? { ...row, text: source.text } : null
}
