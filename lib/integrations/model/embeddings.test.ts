import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { embeddingsOf, startEmbeddingServer, vectorOf, type EmbeddingServer } from '@/tests/factories/embedding-server'
import { refuse, sendJson } from '@/tests/factories/model-server'
import { findEmbeddingModel, findModel } from './client'
import { requestEmbeddings } from './embeddings'
import { requestRanking } from './rerank'

let server: EmbeddingServer

beforeAll(async () => {
  server = await startEmbeddingServer()
  // Vite's own, and no address.
  delete process.env.BASE_URL
  process.env.MODEL_BASE_URL = server.url
  process.env.MODEL_EMBEDDING_NAME = 'words'
  process.env.MODEL_API_KEY = 'key-of-the-test'
})
afterAll(() => server.close())
beforeEach(() => {
  server.embeddings.length = 0
  server.faults.length = 0
  server.size = 64
})

const TEXTS = ['The kiln overheated', 'A certificate expired', 'Der Ofen überhitzte']
const embed = (limit = 10_000) => requestEmbeddings('words', TEXTS, { limit })
const near = (a: Float32Array | undefined, b: number[]) =>
  b.forEach((number, at) => expect(a?.[at]).toBeCloseTo(number))
const status = (code: number, message: string, headers?: Record<string, string>) => {
  const answer = refuse(code, message, headers)
  return (response: Parameters<EmbeddingServer['faults'][number]>[0]) => {
    if (typeof answer === 'function') answer(response, { model: '', messages: [], path: '', authorization: null })
  }
}

test('each text gets its vector, in the order that was asked for', async () => {
  const vectors = await embed()
  expect(vectors).toHaveLength(3)
  TEXTS.forEach((text, at) => near(vectors[at], vectorOf(text)))
  expect(server.embeddings).toEqual([{ model: 'words', input: TEXTS, encoding_format: 'base64' }])
  expect(server.authorizations.at(-1)).toBe('Bearer key-of-the-test')
})

test('a model for vectors alone rewords nothing', () => {
  expect(findModel()).toBeNull()
  expect(findEmbeddingModel()).toMatchObject({ name: 'words', rerank: null })
})

test('an endpoint that gives numbers whatever is asked, and one that refuses or spoils the packed form, are understood', async () => {
  server.faults.push((response, call) => sendJson(response, embeddingsOf(call, 64, 'float')))
  near((await embed())[0], vectorOf(TEXTS[0] ?? ''))
  server.faults.push(status(400, 'encoding_format base64 is not supported'))
  near((await embed())[1], vectorOf(TEXTS[1] ?? ''))
  server.faults.push((response) =>
    sendJson(response, { data: TEXTS.map((_, index) => ({ index, embedding: 'AAAAAAAAAAA=' })) }),
  )
  near((await embed())[2], vectorOf(TEXTS[2] ?? ''))
  expect(server.embeddings.map((call) => call.encoding_format)).toEqual([
    'base64',
    'base64',
    'float',
    'base64',
    'float',
  ])
})

test('a busy endpoint is asked again when it says, a broken one too', async () => {
  server.faults.push(status(429, 'slow down', { 'retry-after': '1' }), status(500, 'oops'))
  expect(await embed()).toHaveLength(3)
  expect(server.embeddings).toHaveLength(3)
})

test('one that asks to wait beyond the time is not waited for', async () => {
  server.faults.push(status(429, 'slow down', { 'retry-after': '60' }))
  await expect(embed(3000)).rejects.toMatchObject({ code: 'rate_limited' })
  expect(server.embeddings).toHaveLength(1)
})

test.each([
  ['fewer vectors than texts', { data: [{ index: 0, embedding: [1, 2] }] }, /1 vectors for 3 texts/],
  [
    'two vectors for one text',
    { data: [0, 0, 1].map((index) => ({ index, embedding: [1, 2] })) },
    /3 vectors for 3 texts/,
  ],
  [
    'different lengths',
    { data: [[1], [1, 2], [1, 2, 3]].map((embedding, index) => ({ index, embedding })) },
    /different lengths/,
  ],
  ['empty vectors', { data: TEXTS.map((_, index) => ({ index, embedding: [] })) }, /zeros|different lengths/],
  ['only zeros', { data: TEXTS.map((_, index) => ({ index, embedding: [0, 0] })) }, /zeros/],
  ['something else', { choices: [] }, /no endpoint of embeddings/],
] as const)('what cannot be right is refused: %s', async (_, answer, message) => {
  server.faults.push(
    (response) => sendJson(response, answer),
    (response) => sendJson(response, answer),
  )
  const refusal = embed()
  await expect(refusal).rejects.toMatchObject({ code: 'unprocessable' })
  await expect(refusal).rejects.toThrow(message)
})

test.each([
  [401, 'wrong key', 'unsupported', /MODEL_API_KEY/],
  [404, 'no such model', 'unsupported', /MODEL_EMBEDDING_NAME/],
  [413, 'too much', 'too_large', /too long/],
])('a refusal says what to do: %i', async (code, said, kind, message) => {
  server.faults.push(status(code, said))
  const refusal = embed()
  await expect(refusal).rejects.toMatchObject({ code: kind })
  await expect(refusal).rejects.toThrow(message)
})

test('a text that is too long for the model is told from other refusals', async () => {
  const said = 'This model’s maximum context length is 512 tokens'
  server.faults.push(status(400, said), status(400, said))
  await expect(embed()).rejects.toMatchObject({ code: 'too_large' })
})

test('an endpoint that is silent ends with the time', async () => {
  server.faults.push(() => undefined)
  await expect(embed(300)).rejects.toMatchObject({ code: 'unavailable' })
})

test('passages are ranked by the model for that', async () => {
  const passages = ['Billing was slow', 'The kiln overheated at night']
  const scores = await requestRanking('ranker', { query: 'Der Ofen überhitzt', passages }, { limit: 10_000 })
  expect(scores[1]).toBeGreaterThan(scores[0] ?? 1)
  expect(server.rankings).toEqual([
    { model: 'ranker', query: 'Der Ofen überhitzt', documents: passages, top_n: 2, return_documents: false },
  ])
})
