import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Gain, MeaningList } from '@/lib/schema/meaning'
import { incidentDocument, skillDocument } from '@/tests/factories/documents'
import { type EmbeddingServer, startEmbeddingServer } from '@/tests/factories/embedding-server'
import { refuse, sendJson } from '@/tests/factories/model-server'
import { testViewer } from '@/tests/factories/viewer'

let server: EmbeddingServer
const data = mkdtempSync(path.join(os.tmpdir(), 'hindsight-embeddings-'))

// The environment is read once, so the address of the server has to be in it before anything asks.
async function load() {
  const { database } = await import('@/lib/database')
  const { runEmbeddings } = await import('./embeddings')
  const { meaningOf } = await import('./meaning-asked')
  const { recognise } = await import('@/lib/query/recognise')
  const { search } = await import('@/lib/query/search')
  const { SearchQuerySchema } = await import('@/lib/schema/search')
  const { listRelated } = await import('@/lib/query/related')
  const { readEmbeddingProgress } = await import('@/lib/query/embedding-progress')
  const { emptyDatabase, saveDrafts } = await import('@/tests/factories/store-state')
  const { updateIncident } = await import('@/lib/store/update-incident')
  const { undoImport } = await import('@/lib/store/undo-import')
  const queries = { recognise, search, SearchQuerySchema, listRelated, readEmbeddingProgress }
  return { database, runEmbeddings, meaningOf, emptyDatabase, saveDrafts, updateIncident, undoImport, ...queries }
}
let it: Awaited<ReturnType<typeof load>>

beforeAll(async () => {
  server = await startEmbeddingServer()
  process.env.MODEL_BASE_URL = server.url
  process.env.MODEL_EMBEDDING_NAME = 'words'
  process.env.MODEL_RERANK_NAME = 'ranker'
  process.env.HINDSIGHT_DATA = data
  it = await load()
})
afterAll(async () => {
  await server.close()
  rmSync(data, { recursive: true, force: true })
})
beforeEach(async () => {
  await it.emptyDatabase()
  await it.database.embeddingModel.deleteMany()
  server.embeddings.length = 0
  server.rankings.length = 0
  server.faults.length = 0
  server.size = 64
  allow()
})

let written = 0

/** Writes what measuring has found: that the model helps these lists. */
function allow(...lists: MeaningList[]): void {
  const gains = (['related', 'recognise', 'search'] as const).map((list): Gain => {
    const rerank = list === 'related' ? null : 'ranker'
    const figures = { measure: 'MRR', without: 0.5, with: 0.6, questions: 50, measuredAt: '2026-11-21T12:00:00Z' }
    return { list, model: 'words', rerank, helps: lists.includes(list), ...figures }
  })
  // Another length each time: two changes within one tick of the clock of the file system are one.
  writeFileSync(path.join(data, 'gains.json'), JSON.stringify(gains) + ' '.repeat(++written))
}

const report = (slug: string, body: string, over: { lang?: string; tags?: string[] } = {}) =>
  incidentDocument({ slug, title: slug.replaceAll('-', ' '), body, ...over })
const KILN = report(
  'kiln-overheated',
  'The kiln overheated because of a loose sensor. The glaze of the night was lost.',
)
const OFEN = report('ofen-zu-warm', 'Der Ofen überhitzte: ein Fühler saß lose. Die Glasur war hin.', { lang: 'de' })
const LEDGER = report('ledger-twice', 'Invoices were counted twice when an export ran beside the settlement.')
const run = () => it.runEmbeddings(new AbortController().signal)
const sent = () => server.embeddings.flatMap(({ input }) => input)
const progress = () =>
  it.readEmbeddingProgress(testViewer(), { name: 'words', host: new URL(server.url).host, rerank: 'ranker' })
const say = (code: number, message: string): EmbeddingServer['faults'][number] => {
  const answer = refuse(code, message)
  return (response) => {
    if (typeof answer === 'function') answer(response, { model: '', messages: [], path: '', authorization: null })
  }
}
const vectors = () => it.database.embeddingVector.count()

test('what is stored gets its vector once, and another when its text changes', async () => {
  await it.saveDrafts([KILN, LEDGER, skillDocument({ slug: 'cool-it', body: 'Open the damper of the kiln.' })])
  await run()
  expect(await progress()).toMatchObject({ embedded: 3, total: 3, kept: 0, error: null })
  expect(sent().find((text) => text.startsWith('kiln overheated'))).toContain('loose sensor')
  server.embeddings.length = 0
  await run()
  expect(sent()).toEqual([])
  // The same text, written anew: it is known by its hash.
  await it.saveDrafts([KILN], { text: 'another source' })
  await run()
  expect(sent()).toEqual([])
  await it.saveDrafts([{ ...KILN, body: `${KILN.body} It took nine hours.` }], {
    text: 'a newer version',
    origin: 'kiln.md',
  })
  await run()
  expect(sent()).toHaveLength(1)
  expect(await vectors()).toBe(3)
})

test('a title that a person has changed counts as another text', async () => {
  await it.saveDrafts([KILN])
  await run()
  const { version } = await it.database.incident.findUniqueOrThrow({ where: { slug: 'kiln-overheated' } })
  await it.updateIncident(testViewer(), 'kiln-overheated', { title: 'The upper kiln' }, version)
  await run()
  expect(sent().at(-1)).toMatch(/^The upper kiln/)
  expect(await vectors()).toBe(1)
})

test('what is restricted is never sent, and its vector goes when it becomes so; secrets are masked', async () => {
  const secret = `ghp_${'aB3dE6gH9j'.repeat(4).slice(0, 36)}`
  await it.saveDrafts([
    report('layoffs', 'The access of two people was taken away too early.', { tags: ['Restricted'] }),
    report('wage-list', 'The list of wages was open.', { tags: ['hr', 'confidential'] }),
    report('token-in-text', `Somebody had put ${secret} into the runbook.`),
    KILN,
  ])
  await run()
  expect(sent().filter((text) => /layoffs|wage|two people/.test(text))).toEqual([])
  expect(sent().filter((text) => text.includes(secret))).toEqual([])
  expect(sent().find((text) => text.startsWith('token in text'))).toContain('MASKED_GITHUB_TOKEN_1')
  expect(await progress()).toMatchObject({ embedded: 2, total: 2, kept: 2 })
  await it.database.incident.update({ where: { slug: 'kiln-overheated' }, data: { tags: ['restricted'] } })
  await run()
  expect(await progress()).toMatchObject({ embedded: 1, total: 1, kept: 3 })
})

test('a vector goes with what it is of', async () => {
  await it.saveDrafts([KILN])
  await run()
  const { id } = await it.database.import.findFirstOrThrow()
  await it.undoImport(testViewer(), id)
  expect(await vectors()).toBe(0)
  expect(await it.database.embedding.count()).toBe(0)
})

test('another model makes all of them anew, and the lists use none of the old', async () => {
  await it.saveDrafts([KILN, LEDGER])
  await run()
  await it.database.embedding.updateMany({ data: { model: 'older' } })
  expect(await progress()).toMatchObject({ embedded: 0, total: 2 })
  allow('related')
  expect(await it.listRelated(testViewer(), { kind: 'incident', slug: 'kiln-overheated' })).toEqual([])
  server.embeddings.length = 0
  await run()
  expect(sent()).toHaveLength(2)
  expect(await progress()).toMatchObject({ embedded: 2, total: 2 })
  expect(await vectors()).toBe(2)
})

test('another model by the same name is known by the length of its vectors', async () => {
  await it.saveDrafts([KILN])
  await run()
  server.size = 48
  await it.saveDrafts([LEDGER])
  await run()
  await run()
  expect(await progress()).toMatchObject({ embedded: 2, total: 2, error: null })
  const lengths = await it.database.$queryRaw`SELECT DISTINCT length("vector") AS "length" FROM "EmbeddingVector"`
  expect(lengths).toEqual([{ length: 48 }])
})

test('an endpoint that fails is said, and the next run goes on', async () => {
  await it.saveDrafts([KILN])
  server.faults.push(say(401, 'no such key'))
  await run()
  expect(await progress()).toMatchObject({ embedded: 0, total: 1 })
  expect((await progress()).error).toMatch(/MODEL_API_KEY/)
  await run()
  expect(await progress()).toMatchObject({ embedded: 1, error: null, failedAt: null })
})

test('what is too long for the model is sent shorter; a text that it refuses keeps no other from its vector', async () => {
  const long = 'The kiln was checked again and again. '.repeat(40)
  await it.saveDrafts([KILN, report('long', long), LEDGER])
  const [limit, poison] = [600, 'ledger']
  const judge: EmbeddingServer['faults'][number] = (response, call) => {
    server.faults.push(judge)
    const { input } = call
    if (input.some((text) => text.length > limit))
      return sendJson(response, { error: { message: 'maximum context length is 128 tokens' } }, { status: 400 })
    if (input.some((text) => text.startsWith(poison)))
      return sendJson(response, { error: { message: 'content not allowed' } }, { status: 422 })
    return sendJson(response, {
      data: input.map((text, index) => ({ index, embedding: [text.length, 1, index + 1] })),
    })
  }
  server.faults.push(judge)
  await run()
  expect(await progress()).toMatchObject({ embedded: 2, total: 3 })
  expect((await progress()).error).toMatch(/One text was refused: .*content not allowed/)
})

test('a list uses the model only where measuring has shown that it helps', async () => {
  await it.saveDrafts([KILN, OFEN, LEDGER])
  await run()
  server.embeddings.length = 0
  const asked = 'The kiln overheated last night, perhaps a loose sensor again?'
  expect(await it.meaningOf('recognise', asked)).toBeNull()
  expect(await it.meaningOf('search', asked)).toBeNull()
  expect(
    (await it.listRelated(testViewer(), { kind: 'incident', slug: 'kiln-overheated' })).some((one) => one.near),
  ).toBe(false)
  expect(sent()).toEqual([])
})

test('relatives near in meaning are named with both quotes, and nothing is sent for them', async () => {
  await it.saveDrafts([KILN, OFEN, LEDGER])
  await run()
  allow('related')
  server.embeddings.length = 0
  const related = await it.listRelated(testViewer(), { kind: 'incident', slug: 'ofen-zu-warm' })
  const kiln = related.find(({ slug }) => slug === 'kiln-overheated')
  expect(kiln?.reason).toMatch(/Near in meaning/)
  expect(kiln?.near).toMatchObject({ here: { lang: 'de' }, there: { lang: 'en' } })
  expect(kiln?.near?.there.text).toMatch(/kiln|glaze/)
  expect(sent()).toEqual([])
  expect(server.rankings).toEqual([])
})

test('recognise and search find in other words, ranked once more; only passages that may be sent are', async () => {
  await it.saveDrafts([KILN, OFEN, LEDGER])
  await run()
  allow('recognise', 'search')
  const asked = 'Der Ofen überhitzte heute wieder, der Fühler ist lose password=hunter2Quux!9'
  const answer = await it.recognise(testViewer(), asked, new Date(), undefined, it.meaningOf('recognise', asked))
  const kiln = answer.incidents.find(({ slug }) => slug === 'kiln-overheated')
  expect(kiln?.reasons.some((reason) => reason.startsWith('Near in meaning: “'))).toBe(true)
  expect(sent().at(-1)).not.toContain('hunter2')
  expect(server.rankings.at(-1)?.query).not.toContain('hunter2')
  const found = await it.search(
    testViewer(),
    it.SearchQuerySchema.parse({ q: 'Ofen überhitzt Fühler' }),
    it.meaningOf('search', 'Ofen überhitzt Fühler'),
  )
  expect(found.items.find(({ slug }) => slug === 'kiln-overheated')).toMatchObject({
    reason: 'Near in meaning',
    snippet: 'The kiln overheated because of a loose sensor.',
  })
  // Tagged since: its passage stays here although its vector is not gone yet.
  await it.database.incident.update({ where: { slug: 'kiln-overheated' }, data: { tags: ['restricted'] } })
  server.rankings.length = 0
  await it.recognise(testViewer(), asked, new Date(), undefined, it.meaningOf('recognise', asked))
  expect(server.rankings.flatMap(({ documents }) => documents).filter((text) => text.includes('kiln'))).toEqual([])
})

test('keys and phrases are not sent', async () => {
  allow('recognise', 'search')
  expect(await it.meaningOf('recognise', 'KubePodNotReady checkout-7f9')).toBeNull()
  expect(await it.meaningOf('search', 'ORA-12541')).toBeNull()
  expect(sent()).toEqual([])
})

// The last one: an endpoint that failed is left alone for a while.
test('when the endpoint is away the lists go on without it, and it is left alone for a while', async () => {
  await it.saveDrafts([KILN])
  await run()
  allow('recognise')
  server.faults.push(say(500, 'oops'))
  server.embeddings.length = 0
  const asked = 'Once more the kiln overheated and its sensor was loose'
  const answer = await it.recognise(testViewer(), asked, new Date(), undefined, it.meaningOf('recognise', asked))
  expect(answer.incidents.map(({ slug }) => slug)).toContain('kiln-overheated')
  expect(await it.meaningOf('recognise', `${asked} today`)).toBeNull()
  expect(server.embeddings).toHaveLength(1)
})
