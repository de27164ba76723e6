import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { meanOf, packVector, signatureOf } from '@/lib/recognise/vector-index'
import { testViewer } from '@/tests/factories/viewer'
import { listNearAsked } from './near'

/** More than are compared one by one, so that the buckets are asked. */
const COUNT = 5_200
const TOPICS = 400
const SIZE = 64

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** Incident `number` is of topic `number % TOPICS`: near the others of it, far from the rest. The same in each run. */
function vectorOf(number: number): Float32Array {
  const wave = (seed: number) => (at: number) => Math.sin(seed * 12.9898 + at * 78.233 + seed * at * 0.37)
  const [topic, own] = [wave(number % TOPICS), wave(number + TOPICS)]
  return Float32Array.from({ length: SIZE }, (_, at) => topic(at) + 0.4 * own(at))
}

beforeAll(async () => {
  await database.$executeRaw`
    INSERT INTO "Incident" ("id", "slug", "title", "updatedAt") SELECT md5(n::text), 'report-' || n, 'Report ' || n, now()
    FROM generate_series(0, ${COUNT - 1}::int) n`
  await database.$executeRaw`
    INSERT INTO "SearchDocument" ("id", "kind", "refId", "slug", "lang", "title", "body")
    SELECT 'd' || n, 'incident', md5(n::text), 'report-' || n, 'en', 'Report ' || n, 'What happened in report ' || n || '.'
    FROM generate_series(0, ${COUNT - 1}::int) n`
  const vectors = Array.from({ length: COUNT }, (_, number) => vectorOf(number))
  const mean = meanOf(vectors.slice(0, 256))
  await database.embeddingModel.create({
    data: { name: 'waves', mean: new Uint8Array(Float32Array.from(mean).buffer), sampled: 256 },
  })
  const rows = vectors.map((vector, number) => ({
    row: {
      id: `e${number}`,
      incidentId: md5(String(number)),
      lang: 'en',
      documentKey: '',
      model: 'waves',
      hash: '',
      ...signatureOf(vector, mean),
    },
    vector: { embeddingId: `e${number}`, vector: packVector(vector) },
  }))
  await database.embedding.createMany({ data: rows.map(({ row }) => row) })
  await database.embeddingVector.createMany({ data: rows.map(({ vector }) => vector) })
})
afterAll(() => database.$disconnect())

const nearTo = (number: number, model = 'waves', kinds: ('incident' | 'skill')[] = ['incident']) =>
  listNearAsked(testViewer('read'), Promise.resolve({ model, vector: vectorOf(number), rank: null }), { kinds })
const numberOf = (slug: string) => Number(slug.replace('report-', ''))

test('among many, the buckets give what is near, the nearest first', async () => {
  for (const asked of [3, 811, 2_404]) {
    const near = await nearTo(asked)
    expect(near[0]).toMatchObject({ slug: `report-${asked}`, title: `Report ${asked}`, lang: 'en' })
    const topics = near.slice(0, 10).map(({ slug }) => numberOf(slug) % TOPICS)
    expect(topics).toEqual(Array.from({ length: 10 }, () => asked % TOPICS))
    expect(near.map(({ likeness }) => likeness)).toEqual(near.map(({ likeness }) => likeness).toSorted((a, b) => b - a))
    expect(new Set(near.map(({ slug }) => slug)).size).toBe(near.length)
  }
})

test('a vector of another length, another model and another kind find nothing', async () => {
  const short = { model: 'waves', vector: new Float32Array(8).fill(1), rank: null }
  expect(await listNearAsked(testViewer('read'), Promise.resolve(short), { kinds: ['incident'] })).toEqual([])
  expect(await nearTo(3, 'other')).toEqual([])
  expect(await nearTo(3, 'waves', ['skill'])).toEqual([])
  expect(await listNearAsked(testViewer('read'), null, { kinds: ['incident'] })).toEqual([])
})

test('the index answers for a bucket', async () => {
  await database.$executeRaw`ANALYZE "Embedding"`
  const plan = await database.$queryRaw`
    EXPLAIN SELECT c."id" FROM unnest(ARRAY[1, 2, 3]) AS bucket CROSS JOIN LATERAL (
      SELECT e."id" FROM "Embedding" e WHERE e."buckets" @> ARRAY[bucket] LIMIT 200) c`
  expect(JSON.stringify(plan)).toContain('Embedding_buckets_idx')
})
