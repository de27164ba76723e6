import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { MAY_LEAVE, visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { EmbeddingProgress } from '@/lib/schema/meaning'
import type { Viewer } from '@/lib/schema/viewer'
import { findGain } from './gains'

const CountSchema = z.tuple([z.object({ embedded: z.int(), total: z.int(), kept: z.int() })])

/** How far the vectors of a model have come, of what the viewer may read, and which lists use them. */
export async function readEmbeddingProgress(
  viewer: Viewer,
  of: { name: string; host: string; rerank: string | null },
): Promise<EmbeddingProgress> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT (SELECT count(*)::int FROM "Embedding" e WHERE e."model" = ${of.name}
        AND ${visible(viewer, Prisma.sql`coalesce(e."incidentId", e."skillId")`)}) AS "embedded",
      count(*) FILTER (WHERE t."may")::int AS "total", count(*) FILTER (WHERE NOT t."may")::int AS "kept"
    FROM (
      SELECT ${MAY_LEAVE} AS "may" FROM "SearchDocument" d
      LEFT JOIN "Incident" i ON d."kind" = 'incident' AND i."id" = d."refId"
      LEFT JOIN "Skill" s ON d."kind" = 'skill' AND s."id" = d."refId"
      WHERE d."kind" IN ('incident', 'skill') AND d."body" <> '' AND ${visible(viewer, Prisma.sql`d."refId"`)}
    ) t`
  const [counts] = CountSchema.parse(rows)
  const attempt = await database.embeddingModel.findUnique({ where: { name: of.name } })
  const models = { model: of.name, rerank: of.rerank }
  const [related, recognise, search] = await Promise.all([
    // Nothing is sent when a page is read, so its relatives are not reranked.
    findGain('related', { ...models, rerank: null }),
    findGain('recognise', models),
    findGain('search', models),
  ])
  return {
    ...models,
    host: of.host,
    ...counts,
    error: attempt?.error ?? null,
    failedAt: attempt?.failedAt?.toISOString() ?? null,
    gains: { related, recognise, search },
  }
}
