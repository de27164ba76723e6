import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { MAY_LEAVE, visible } from '@/lib/access'
import { database } from '@/lib/database'
import { env } from '@/lib/env'
import type { Near } from '@/lib/recognise/near-in-meaning'
import { centre, likenessOf, probesOf, signatureOf, unpackVector } from '@/lib/recognise/vector-index'
import { LangSchema, type Lang } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { findGain } from './gains'

/** A text that was asked with its vector; `rank` puts passages into a better order, or gives null when it cannot. */
export type Meaning = {
  model: string
  vector: Float32Array
  rank: ((passages: readonly string[]) => Promise<number[] | null>) | null
}

/** Up to so many vectors all are compared by their signs; beyond, those in the same buckets. */
const COMPARED = 5_000
/** Vectors of one bucket that are looked at: in a fuller one all are too much alike to choose among. */
const IN_BUCKET = 200
/** Vectors that are compared exactly (one may come from several buckets), and texts that a list gets. */
const EXACT = 400
const LISTED = 20
/** Below this likeness two texts have no more in common than any two. */
const NEAR_FROM = 0.2
/** UTF-16 code units of a text, of which a sentence is quoted and which a model may rank. */
const TEXT_READ = 2_000

const BytesSchema = z.instanceof(Uint8Array)
const ModelSchema = z.array(z.object({ mean: BytesSchema, few: z.boolean() }))
const FoundSchema = z.array(
  z.object({ kind: z.enum(['incident', 'skill']), id: z.string(), lang: LangSchema, vector: BytesSchema }),
)
const TextSchema = z.array(
  z.object({
    kind: z.string(),
    id: z.string(),
    slug: z.string(),
    title: z.string(),
    lang: LangSchema,
    text: z.string(),
    mayLeave: z.boolean(),
  }),
)

type Wanted = { kinds: readonly Near['kind'][]; lang?: Lang | undefined; except?: string }

/** What a model's vectors have in common, and whether there are few enough to compare all; null before the first. */
async function readModel(model: string): Promise<{ mean: Float32Array; few: boolean } | null> {
  const rows = await database.$queryRaw`
    SELECT "mean", (SELECT count(*) <= ${COMPARED} FROM (SELECT 1 FROM "Embedding" WHERE "model" = ${model} LIMIT ${COMPARED + 1}) e) AS "few"
    FROM "EmbeddingModel" WHERE "name" = ${model} AND "mean" IS NOT NULL`
  const [row] = ModelSchema.parse(rows)
  return row ? { mean: floatsOf(row.mean), few: row.few } : null
}

const floatsOf = (bytes: Uint8Array) => new Float32Array(bytes.slice().buffer)

/** Vectors that may be near: of a few all, of many those of the buckets around; of these the nearest by their signs. */
async function readCandidates(
  viewer: Viewer,
  { model, vector }: Pick<Meaning, 'model' | 'vector'>,
  { mean, few }: { mean: Float32Array; few: boolean },
  wanted: Wanted,
) {
  const ofKind = Prisma.join(
    wanted.kinds.map((kind) =>
      kind === 'incident' ? Prisma.sql`e."incidentId" IS NOT NULL` : Prisma.sql`e."skillId" IS NOT NULL`,
    ),
    ' OR ',
  )
  const inLang = wanted.lang === undefined ? Prisma.empty : Prisma.sql`AND e."lang" = ${wanted.lang}`
  const told = Prisma.sql`e."model" = ${model} AND (${ofKind}) ${inLang}
    AND coalesce(e."incidentId", e."skillId") <> ${wanted.except ?? ''}
    AND ${visible(viewer, Prisma.sql`coalesce(e."incidentId", e."skillId")`)}`
  // Each bucket by itself: of all at once Postgres expects most of the table, and reads it.
  const around = few
    ? Prisma.sql`SELECT e."id", e."signs" FROM "Embedding" e WHERE ${told}`
    : Prisma.sql`
      SELECT c."id", c."signs" FROM unnest(${probesOf(vector, mean)}::int[]) AS bucket CROSS JOIN LATERAL (
        SELECT e."id", e."signs" FROM "Embedding" e WHERE e."buckets" @> ARRAY[bucket] AND ${told} LIMIT ${IN_BUCKET}) c`
  const rows = await database.$queryRaw`
    WITH near AS MATERIALIZED (
      SELECT a."id" FROM (${around}) a
      ORDER BY bit_count(a."signs" # ${signatureOf(vector, mean).signs}::bit(256)) LIMIT ${EXACT}
    )
    SELECT CASE WHEN e."incidentId" IS NULL THEN 'skill' ELSE 'incident' END AS "kind",
      coalesce(e."incidentId", e."skillId") AS "id", e."lang", v."vector"
    FROM (SELECT DISTINCT "id" FROM near) n JOIN "Embedding" e USING ("id") JOIN "EmbeddingVector" v ON v."embeddingId" = e."id"`
  return FoundSchema.parse(rows)
}

type Place = { kind: Near['kind']; id: string; lang: Lang; likeness: number }

/** The nearest things, each by the nearest of its languages. Nothing for vectors of another length than those stored. */
async function findPlaces(viewer: Viewer, model: string, vector: Float32Array, wanted: Wanted): Promise<Place[]> {
  const known = await readModel(model)
  if (known?.mean.length !== vector.length) return []
  const { mean } = known
  const asked = centre(vector, mean)
  const best = new Map<string, Place>()
  for (const { vector: bytes, ...of } of await readCandidates(viewer, { model, vector }, known, wanted)) {
    if (bytes.length !== vector.length) continue
    const likeness = likenessOf(asked, bytes, mean)
    if (likeness >= NEAR_FROM && likeness > (best.get(of.id)?.likeness ?? 0)) best.set(of.id, { ...of, likeness })
  }
  return [...best.values()].toSorted((a, b) => b.likeness - a.likeness).slice(0, LISTED)
}

async function readTexts(places: readonly Place[]) {
  const rows = await database.$queryRaw`
    SELECT d."kind", d."refId" AS "id", coalesce(i."slug", s."slug") AS "slug", d."title", d."lang", left(d."body", ${TEXT_READ}::int) AS "text",
      ${MAY_LEAVE} AS "mayLeave"
    FROM unnest(${places.map(({ kind }) => kind)}::text[], ${places.map(({ id }) => id)}::text[], ${places.map(({ lang }) => lang)}::text[])
      AS p("kind", "id", "lang")
    JOIN "SearchDocument" d ON d."kind" = p."kind" AND d."refId" = p."id" AND d."lang" = p."lang"
    LEFT JOIN "Incident" i ON p."kind" = 'incident' AND i."id" = p."id" LEFT JOIN "Skill" s ON p."kind" = 'skill' AND s."id" = p."id"
    WHERE s."id" IS NULL OR s."stage" = 'published'`
  return new Map(TextSchema.parse(rows).map((row) => [row.id, row]))
}

async function readNear(places: readonly Place[]): Promise<(Near & { mayLeave: boolean })[]> {
  if (places.length === 0) return []
  const texts = await readTexts(places)
  return places.flatMap(({ kind, id, likeness }) => {
    const row = texts.get(id)
    return row ? [{ ...row, kind, likeness }] : []
  })
}

/**
 * What is stored near in meaning to a text that was asked, nearest first; nothing without its vector. Ranked once more by a model
 * where there is one: it gets the passages that may be sent, and those alone.
 */
export async function listNearAsked(
  viewer: Viewer,
  asked: Promise<Meaning | null> | null,
  wanted: Wanted,
): Promise<Near[]> {
  const meaning = await asked
  if (!meaning) return []
  const near = await readNear(await findPlaces(viewer, meaning.model, meaning.vector, wanted))
  if (!meaning.rank || near.length < 2) return near
  const sent = near.filter(({ mayLeave }) => mayLeave)
  const scores = await meaning.rank(sent.map(({ title, text }) => `${title}\n\n${text}`))
  if (!scores) return near
  const scoreOf = new Map(sent.map((one, place) => [one.id, scores[place] ?? 0]))
  return sent.toSorted((a, b) => (scoreOf.get(b.id) ?? 0) - (scoreOf.get(a.id) ?? 0))
}

export type NearRelatives = { here: { text: string; lang: Lang }; near: Near[] }
const NONE: NearRelatives = { here: { text: '', lang: 'und' }, near: [] }

/**
 * What is stored near in meaning to an incident or a skill, nearest first, by the vectors that are stored: nothing is sent. Nothing
 * unless measuring has shown that it helps relatives.
 */
export async function listNearRelatives(
  viewer: Viewer,
  of: { kind: Near['kind']; id: string },
): Promise<NearRelatives> {
  const { MODEL_EMBEDDING_NAME: model } = env()
  if (model === undefined || !(await findGain('related', { model, rerank: null }))?.helps) return NONE
  const owner = of.kind === 'incident' ? Prisma.sql`e."incidentId" = ${of.id}` : Prisma.sql`e."skillId" = ${of.id}`
  const rows = await database.$queryRaw`
    SELECT ${of.kind} AS "kind", ${of.id} AS "id", e."lang", v."vector" FROM "Embedding" e
    JOIN "EmbeddingVector" v ON v."embeddingId" = e."id" WHERE ${owner} AND e."model" = ${model} ORDER BY e."lang" LIMIT 1`
  const [own] = FoundSchema.parse(rows)
  if (!own) return NONE
  const wanted: Wanted = { kinds: ['incident', 'skill'], except: of.id }
  const places = await findPlaces(viewer, model, unpackVector(own.vector), wanted)
  const [near, [here]] = await Promise.all([readNear(places), readNear([{ ...own, likeness: 1 }])])
  return here ? { here, near } : NONE
}
