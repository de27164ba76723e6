import { Prisma } from '@/generated/prisma/client'
import { isReadable } from '@/lib/asked-access'
import { SUGGESTED_FROM } from '@/lib/recognise/recognise'
import type { Viewer } from '@/lib/schema/viewer'

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
