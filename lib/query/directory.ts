import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { DirectoryRowSchema, type DirectoryRow, type DirectoryView } from '@/lib/schema/directory'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { oneTitle } from './nodes'
import { readBacklinks, readReferences } from './references'

type Kind = DirectoryRow['kind']

/** First part of a reference's target for each kind. */
const PREFIX = { person: 'people', company: 'companies' } as const satisfies Record<Kind, string>
/** More names than anyone scrolls through; those with the most mentions are kept. */
const ROWS_SHOWN = 500

/** An owner as sources write it (`@Sam Lee`) as the slug of a person (`sam-lee`). */
const OWNER_SLUG = Prisma.sql`trim(both '-' from regexp_replace(lower(ltrim(o."owner", '@')), '[^[:alnum:]]+', '-', 'g'))`

/** One row for each mention of a name that the viewer may read: references to it, and skills and action items that it owns. */
function mentionsOf(viewer: Viewer, kind: Kind): Prisma.Sql {
  const prefix = `${PREFIX[kind]}/`
  const referred = Prisma.sql`
    SELECT substr(r."target", ${prefix.length + 1}::int) AS "slug", r."fromKind" || ':' || r."fromId" AS "by", NULL AS "name"
    FROM "Reference" r WHERE starts_with(r."target", ${prefix}) AND ${visible(viewer, Prisma.sql`r."fromId"`)}`
  if (kind === 'company') return referred
  return Prisma.sql`${referred}
    UNION ALL SELECT ${OWNER_SLUG}, o."by", o."owner" FROM (
      SELECT unnest(s."owners") AS "owner", 'skill:' || s."id" AS "by" FROM "Skill" s
        WHERE ${visible(viewer, Prisma.sql`s."id"`)}
      UNION ALL SELECT a."owner", 'action-item:' || a."id" FROM "ActionItem" a
        WHERE a."owner" IS NOT NULL AND ${visible(viewer, Prisma.sql`a."id"`)}
    ) o`
}

/**
 * People or companies: those with a page, and names that something only refers to (or, of people, that own something).
 * What only things say that the viewer may not read, nobody says. By title. Takes a slug to ask for one only.
 */
async function readRows(viewer: Viewer, kind: Kind, slug: string | null): Promise<DirectoryRow[]> {
  const only = slug === null ? Prisma.sql`true` : Prisma.sql`coalesce(p."slug", m."slug") = ${slug}`
  const rows = await database.$queryRaw`
    SELECT ${kind} AS "kind", coalesce(p."slug", m."slug") AS "slug",
      coalesce(p."title", m."name", m."slug") AS "title", p."detail", coalesce(m."mentions", 0)::int AS "mentions",
      p."id" IS NOT NULL AS "written"
    FROM (SELECT * FROM "DirectoryPage" WHERE "kind" = ${kind}) p
    FULL JOIN (
      SELECT n."slug", count(DISTINCT n."by") AS "mentions", max(ltrim(n."name", '@')) AS "name" FROM (
        SELECT coalesce(h."slug", a."slug") AS "slug", a."by", a."name" FROM (${mentionsOf(viewer, kind)}) a
        LEFT JOIN "DirectoryPage" h ON h."kind" = ${kind} AND lower(ltrim(h."handle", '@')) = a."slug"
      ) n WHERE n."slug" <> '' GROUP BY n."slug"
    ) m ON m."slug" = p."slug"
    WHERE ${only}
    ORDER BY (p."id" IS NOT NULL) DESC, "mentions" DESC, "title" LIMIT ${ROWS_SHOWN}`
  return z
    .array(DirectoryRowSchema)
    .parse(rows)
    .sort((a, b) => a.title.localeCompare(b.title))
}

/** All people or companies that are known, by title. */
export async function listDirectory(viewer: Viewer, kind: Kind): Promise<DirectoryRow[]> {
  assertCan(viewer, 'read')
  return readRows(viewer, kind, null)
}

async function readOwned(viewer: Viewer, names: string[]): Promise<DirectoryView['owns']> {
  const rows = await database.$queryRaw`
    SELECT 'skill' AS "kind", o."slug", jsonb_build_object('en', o."title") AS "title" FROM (
      SELECT s."slug", s."title", unnest(s."owners") AS "owner" FROM "Skill" s WHERE ${visible(viewer, Prisma.sql`s."id"`)}
    ) o WHERE ${OWNER_SLUG} = ANY(${names})
    UNION ALL
    SELECT 'action-item', o."id", o."title" FROM "ActionItem" o
    WHERE o."owner" IS NOT NULL AND ${OWNER_SLUG} = ANY(${names}) AND ${visible(viewer, Prisma.sql`o."id"`)}
    ORDER BY "kind" DESC, "slug" LIMIT 200`
  const kind = z.enum(['skill', 'action-item'])
  return z.array(z.object({ kind, slug: z.string(), title: LocalisedTextSchema.transform(oneTitle) })).parse(rows)
}

/** A person's or a company's page, also for a name that is only referred to; null for one that nobody knows. */
export async function findDirectoryEntry(viewer: Viewer, kind: Kind, slug: string): Promise<DirectoryView | null> {
  assertCan(viewer, 'read')
  const [[row], page] = await Promise.all([
    readRows(viewer, kind, slug),
    database.directoryPage.findUnique({ where: { kind_slug: { kind, slug } } }),
  ])
  if (!row) return null
  const names = [slug, ...(page?.handle ? [page.handle.replace(/^@/, '').toLowerCase()] : [])]
  const [references, backlinks, owns] = await Promise.all([
    page ? readReferences(viewer, kind, page.id) : [],
    page ? readBacklinks(viewer, { kind, id: page.id }) : readBacklinks(viewer, { target: `${PREFIX[kind]}/${slug}` }),
    kind === 'person' ? readOwned(viewer, names) : [],
  ])
  return { ...row, lang: page?.lang ?? 'und', body: page?.body ?? '', references, backlinks, owns }
}
