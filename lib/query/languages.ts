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
  const rows = await database.$queryRaw`
    SELECT DISTINCT unnest(i."langs") AS "lang" FROM "Incident" i WHERE ${visible(viewer, Prisma.sql`i."id"`)} ORDER BY 1`
  return z
    .array(z.object({ lang: LangSchema }))
    .parse(rows)
    .map(({ lang }) => lang)
}
