import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { tellingRows, tellingTerms } from './telling-words'

/** All of them tell of a gateway, every second of a router, every fifth of a queue; few of fluentd. Every third is an incident. */
const ROWS = 12_000
const SEVERAL = 1000

beforeAll(async () => {
  await database.$executeRaw`
    INSERT INTO "SearchDocument" ("id", "kind", "refId", "slug", "lang", "title", "body")
    SELECT 'row' || n, CASE WHEN n % 3 = 0 THEN 'incident' ELSE 'skill' END, 'thing' || n, 'thing-' || n, 'en', 'Report ' || n, concat(
      'The gateway failed',
      CASE WHEN n % 2 = 0 THEN ' behind a router' END,
      CASE WHEN n % 5 = 0 THEN ' before the queue' END,
      CASE WHEN n % ${SEVERAL} = 0 THEN ' and fluentd stopped' END,
      CASE WHEN n = 6000 THEN ' when certificates were renewed' END)
    FROM generate_series(1, ${ROWS}::int) n`
  await database.$executeRaw`
    INSERT INTO "SearchDocument" ("id", "kind", "refId", "slug", "lang", "title", "body")
    VALUES ('german', 'incident', 'german', 'german', 'de', 'Ausfall', 'Abgelaufene Zertifikate im Lager')`
  await database.$executeRaw`ANALYZE "SearchDocument"`
})

async function found(words: string[], { where = Prisma.sql`true`, limit = 100 } = {}): Promise<string[]> {
  const terms = await tellingTerms(words)
  if (terms === null) return []
  const rows = await database.$queryRaw`${tellingRows(terms, Prisma.sql`"id"`, where, limit)}`
  const ids = z.array(z.object({ id: z.string() })).parse(rows)
  return [...new Set(ids.map(({ id }) => id))].toSorted()
}

const everySo = (step: number) =>
  Array.from({ length: ROWS / step }, (_, index) => `row${(index + 1) * step}`).toSorted()

test('without a word there is nothing to ask for', async () => {
  expect(await tellingTerms([])).toBeNull()
  expect(await tellingTerms(['!!!'])).toBeNull()
})

test('a word that some language passes over is rare there for no reason, and does not lead', async () => {
  expect((await tellingTerms(['the', 'fluentd']))?.few).not.toContain('the')
  // Alone it is asked for: texts of no known language keep it.
  expect((await tellingTerms(['the']))?.few).toContain('the')
})

test('the rare words of a text lead; common ones only stand beside them', async () => {
  expect(await found(['gateway', 'router', 'fluentd'])).toEqual(everySo(SEVERAL))
  const terms = await tellingTerms(['gateway', 'router', 'fluentd'])
  expect(terms?.few).toContain('fluentd')
  expect(terms?.few).not.toContain('gateway')
  // Any of them counts when what was found is ranked.
  for (const word of ['gateway', 'router', 'fluentd']) expect(terms?.all).toContain(word)
})

test('a word that the statistics do not know is rare, in whatever form it is asked for', async () => {
  expect(await found(['gateway', 'certificate'])).toEqual(['row6000'])
  expect(await found(['gateway', 'zertifikat'])).toEqual(['german'])
})

test('where all words are common, those that have them all are taken', async () => {
  const terms = await tellingTerms(['gateway', 'failed'])
  expect(terms).toMatchObject({ pairs: null })
  expect(terms?.few).toContain(' & ')
  expect(await found(['gateway', 'failed'], { limit: 7 })).toHaveLength(7)
  expect(await found(['gateway', 'failed', 'certificate'])).toEqual(['row6000'])
})

test('conditions and the limit hold', async () => {
  const where = Prisma.sql`"kind" = 'incident'`
  expect(await found(['queue', 'router'], { where, limit: ROWS })).toEqual(everySo(15))
  // As many of the rows that have both words, and of those that have the rarer one.
  const some = await found(['queue', 'router'], { where, limit: 10 })
  expect(everySo(15)).toEqual(expect.arrayContaining(some))
  expect(some.length).toBeGreaterThanOrEqual(10)
  expect(some.length).toBeLessThanOrEqual(20)
})

test('letters that mean something to a search are only letters', async () => {
  for (const word of ["o'clock", 'a\\b', 'x&y', '!!!', 'a:*'])
    await expect(found([word])).resolves.toBeInstanceOf(Array)
})

test('words that are known are asked for also when so many new ones come that all are forgotten', async () => {
  const among = Array.from({ length: 50_001 }, (_, index) => `unheard${index}`)
  await tellingTerms(['fluentd'])
  await tellingTerms(among)
  // With it comes one that is not known yet: room is made for it.
  expect((await tellingTerms(['fluentd', 'neverasked']))?.all).toContain('fluentd')
}, 120_000)
