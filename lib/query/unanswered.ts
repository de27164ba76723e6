import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { SUGGESTED_FROM } from '@/lib/recognise/recognise'
import type { Viewer } from '@/lib/schema/viewer'

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
 * Whether nothing answered a question `a`, of what the viewer may read: a person said so, or nothing was sure enough to be told. What they
 * may not read answers nothing, and a verdict for it is none: else a missing line would tell that there is something.
 */
export function unanswered(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`CASE
    WHEN a."verdict" = 'none' THEN TRUE
    WHEN a."verdict" = 'wrong' THEN FALSE
    WHEN a."verdict" = 'right' AND ${isReadable(viewer, Prisma.sql`a."rightKind"`, Prisma.sql`a."rightSlug"`)} THEN FALSE
    ELSE NOT EXISTS (SELECT 1 FROM jsonb_array_elements(a."hits") h WHERE (h->>'score')::float8 >= ${SUGGESTED_FROM}
      AND ${isReadable(viewer, Prisma.sql`h->>'kind'`, Prisma.sql`h->>'slug'`)})
    END`
}
