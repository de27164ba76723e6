import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { compileCues } from '@/lib/recognise/cue-index'
import { cueNeedles } from '@/lib/recognise/cue-needles'
import { scoreDraft, THRESHOLD } from '@/lib/recognise/match-patterns'
import { DocumentDraftSchema } from '@/lib/schema/draft'
import type { CataloguePattern, PreviewHit, PreviewStretch } from '@/lib/schema/pattern'
import type { Viewer } from '@/lib/schema/viewer'

/** Things looked at in one call: a page asks again for the next ones, or does not. */
const STRETCH = 400
/** Of these at most so many whose drafts have to be read: short enough for a call to answer in about a second. */
const READ = 60
/** A preview looks at so many things at most; the newest ids come at random, so they stand for all. */
export const PREVIEWED_AT_MOST = 20_000

const RowsSchema = z.array(
  z.object({
    key: z.string(),
    kind: z.enum(['incident', 'skill']),
    slug: z.string(),
    title: z.string(),
    shown: z.boolean(),
    drafts: z.array(DocumentDraftSchema),
  }),
)
const PlaceSchema = z.array(z.object({ key: z.string(), wanted: z.boolean() }))

/**
 * What a pattern as it is being written would match among the next things after `after`, and which of those that show the
 * stored pattern of its slug it would match no more. Decisions of people are not counted as lost. Only what holds a word of its
 * cues is read, and nothing that the viewer may not read.
 */
export async function previewPattern(
  viewer: Viewer,
  pattern: CataloguePattern,
  after: string,
): Promise<PreviewStretch> {
  assertCan(viewer, 'write')
  const alone = compileCues([pattern])
  const needles = (alone.learned[0] ?? -1) >= 0 ? null : cueNeedles(alone)
  const places = await nextPlaces(viewer, pattern.slug, after, needles)
  const wanted = places.filter((place) => place.wanted)
  // The stretch ends behind the last thing that is read.
  const last = wanted.length > READ ? wanted[READ - 1]?.key : places.at(-1)?.key
  const checked = last === undefined ? 0 : places.findIndex(({ key }) => key === last) + 1
  const rows = await readRows(
    wanted.slice(0, READ).map(({ key }) => key),
    pattern.slug,
  )
  const found: PreviewHit[] = []
  const lost: PreviewHit[] = []
  for (const { kind, slug, title, shown, drafts } of rows) {
    const [best] = drafts
      .map((draft) => ({ draft, candidate: scoreDraft(draft, alone)[0] }))
      .toSorted((a, b) => (b.candidate?.score ?? 0) - (a.candidate?.score ?? 0))
    const score = best?.candidate?.score ?? 0
    const quotes = score < THRESHOLD ? [] : (best?.candidate?.evidence() ?? []).slice(0, 2)
    const hit = {
      kind,
      slug,
      title,
      score,
      quotes: quotes.map(({ text }) => ({ text, lang: best?.draft.lang ?? 'und' })),
    }
    if (score >= THRESHOLD && quotes.length > 0) found.push(hit)
    else if (shown) lost.push(hit)
  }
  const [{ total }] = z.tuple([z.object({ total: z.int() })]).parse(
    await database.$queryRaw`
        SELECT ((SELECT count(*) FROM "Incident" i WHERE NOT i."stub" AND ${visible(viewer, Prisma.sql`i."id"`)})
          + (SELECT count(*) FROM "Skill" s WHERE ${visible(viewer, Prisma.sql`s."id"`)}))::int AS "total"`,
  )
  const ended = places.length < STRETCH && checked === places.length
  return {
    checked,
    total: Math.min(total, PREVIEWED_AT_MOST),
    found,
    lost,
    next: ended || last === undefined ? null : last,
  }
}

/** Whether each of the next things has to be read: it holds a word of the cues, or shows the pattern. Skills come first. */
async function nextPlaces(viewer: Viewer, slug: string, after: string, needles: string | null) {
  const rows = await database.$queryRaw`
    SELECT t."key", (${needles}::text IS NULL OR t."shown" OR (CASE t."kind"
        WHEN 'skill' THEN (SELECT s."draft"::text ~* ${needles}::text FROM "Skill" s WHERE s."id" = t."id")
        ELSE EXISTS (SELECT 1 FROM "Postmortem" e WHERE e."incidentId" = t."id" AND e."draft"::text ~* ${needles}::text)
      END)) AS "wanted"
    FROM (
      SELECT u.*, EXISTS (SELECT 1 FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId" AND p."slug" = ${slug}
        WHERE m."incidentId" = u."id" OR m."skillId" = u."id") AS "shown"
      FROM (
        (SELECT 'b' || i."id" AS "key", i."id", 'incident' AS "kind" FROM "Incident" i
          WHERE NOT i."stub" AND ${visible(viewer, Prisma.sql`i."id"`)} AND i."id" > ${after.startsWith('b') ? after.slice(1) : ''} ORDER BY i."id" LIMIT ${STRETCH})
        UNION ALL
        (SELECT 'a' || s."id" AS "key", s."id", 'skill' AS "kind" FROM "Skill" s
          WHERE ${!after.startsWith('b')} AND ${visible(viewer, Prisma.sql`s."id"`)} AND s."id" > ${after.startsWith('a') ? after.slice(1) : ''} ORDER BY s."id" LIMIT ${STRETCH})
      ) u ORDER BY u."key" COLLATE "C" LIMIT ${STRETCH}
    ) t ORDER BY t."key" COLLATE "C"`
  return PlaceSchema.parse(rows)
}

async function readRows(keys: string[], slug: string) {
  const ids = keys.map((key) => key.slice(1))
  const rows = await database.$queryRaw`
    SELECT 'b' || i."id" AS "key", 'incident' AS "kind", i."slug", i."title",
      EXISTS (SELECT 1 FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId" AND p."slug" = ${slug}
        WHERE m."incidentId" = i."id" AND m."state" = 'suggested') AS "shown",
      (SELECT jsonb_agg(e."draft") FROM "Postmortem" e WHERE e."incidentId" = i."id") AS "drafts"
    FROM "Incident" i WHERE i."id" = ANY(${ids}) AND NOT i."stub"
    UNION ALL
    SELECT 'a' || s."id", 'skill', s."slug", s."title",
      EXISTS (SELECT 1 FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId" AND p."slug" = ${slug}
        WHERE m."skillId" = s."id" AND m."state" = 'suggested'), jsonb_build_array(s."draft")
    FROM "Skill" s WHERE s."id" = ANY(${ids})`
  return RowsSchema.parse(rows)
}
