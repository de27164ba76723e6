import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { LangSchema, type Lang } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'

/** Languages that some incident has an edition in, by code. */
export async function listIncidentLanguages(viewer: Viewer): Promise<Lang[]> {
  assertCan(viewer, 'read')
  const next = (after: Prisma.Sql) => Prisma.sql`
    SELECT i."langs" FROM "Incident" i WHERE ${after} AND ${visible(viewer, Prisma.sql`i."id"`)} ORDER BY i."langs" LIMIT 1`
  // From one combination of languages to the next by their index: there are few, however many incidents there are.
  const rows = await database.$queryRaw`
    WITH RECURSIVE combination AS (
      (${next(Prisma.sql`i."langs" IS NOT NULL`)})
      UNION ALL
      SELECT (${next(Prisma.sql`i."langs" > combination."langs"`)}) FROM combination WHERE combination."langs" IS NOT NULL
    )
    SELECT DISTINCT unnest("langs") AS "lang" FROM combination ORDER BY 1`
  return z
    .array(z.object({ lang: LangSchema }))
    .parse(rows)
    .map(({ lang }) => lang)
}
