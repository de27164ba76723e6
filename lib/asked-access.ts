import { Prisma } from '@/generated/prisma/client'
import { SUGGESTED_FROM } from '@/lib/recognise/recognise'
import type { Viewer } from '@/lib/schema/viewer'
import { visible } from './access'

/** Whether a kind and a slug, expressions of SQL, name an incident or a skill that the viewer may read. */
export function isReadable(viewer: Viewer, kind: Prisma.Sql, slug: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    EXISTS (SELECT 1 FROM "Incident" i WHERE ${kind} = 'incident' AND i."slug" = ${slug} AND ${visible(viewer, Prisma.sql`i."id"`)})
    OR EXISTS (SELECT 1 FROM "SlugAlias" l WHERE ${kind} = 'incident' AND l."slug" = ${slug} AND ${visible(viewer, Prisma.sql`l."incidentId"`)})
    OR EXISTS (SELECT 1 FROM "Skill" s WHERE ${kind} = 'skill' AND s."slug" = ${slug} AND ${visible(viewer, Prisma.sql`s."id"`)}))`
}

/** Whether what a person called right for a question `a` is there and the viewer may read it; true without such a verdict. */
export function rightTold(viewer: Viewer): Prisma.Sql {
  if (viewer.reach === 'all') return Prisma.sql`TRUE`
  return Prisma.sql`(a."verdict" IS DISTINCT FROM 'right' OR ${isReadable(viewer, Prisma.sql`a."rightKind"`, Prisma.sql`a."rightSlug"`)})`
}

/**
 * Whether the words of a question `a` are shown. What a person has typed may tell what its answer tells: where that was sure of something
 * that the viewer may not read, or that is gone, or a person said that such a thing was right, it is there for who asked it alone. What an
 * alert says is for everybody.
 */
export function askedShown(viewer: Viewer): Prisma.Sql {
  if (viewer.reach === 'all') return Prisma.sql`TRUE`
  return Prisma.sql`(a."source" NOT IN ('page', 'api', 'slack') OR a."userId" = ${viewer.userId}
    OR (${rightTold(viewer)} AND NOT EXISTS (
      SELECT 1 FROM jsonb_array_elements(a."hits") h WHERE (h->>'score')::float8 >= ${SUGGESTED_FROM}
        AND NOT ${isReadable(viewer, Prisma.sql`h->>'kind'`, Prisma.sql`h->>'slug'`)})))`
}

/** Whether a pre-mortem `p` is shown: as a question is, by the incidents that its plan reminds of. */
export function premortemShown(viewer: Viewer): Prisma.Sql {
  if (viewer.reach === 'all') return Prisma.sql`TRUE`
  return Prisma.sql`(p."userId" = ${viewer.userId} OR NOT EXISTS (
    SELECT 1 FROM jsonb_array_elements(p."answer"->'incidents') h
      WHERE NOT ${isReadable(viewer, Prisma.sql`'incident'`, Prisma.sql`h->>'slug'`)}))`
}
