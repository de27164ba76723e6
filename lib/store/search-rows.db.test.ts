import { expect, test } from 'vitest'
import { database } from '@/lib/database'

/*
 * Postgres's own parser reads these from each place anew. Without a bound each takes from half a minute to several, and the
 * test runs out of its time.
 */
const SLOW_TO_PARSE = {
  'underscores and letters': '_a'.repeat(90_000),
  'letters of another alphabet': '_ж'.repeat(90_000),
  'paths from home to home': '~/'.repeat(90_000),
  'comments that never end': '<!--'.repeat(45_000),
}

test.for(Object.entries(SLOW_TO_PARSE))('%s are stored and what is said beside them is found', async ([name, run]) => {
  const row = { kind: 'incident', refId: name, slug: name, lang: 'de', title: 'Ausfall', body: `vorher ${run} nachher` }
  await database.searchDocument.create({ data: row })
  for (const word of ['Ausfall', 'vorher', 'nachher']) {
    const found = await database.$queryRaw`
      SELECT "refId" FROM "SearchDocument" WHERE "refId" = ${name} AND "search" @@ hindsight_query(${word})`
    expect(found).toEqual([{ refId: name }])
  }
})

test('a text that is read in linear time is left as it is; a comment is not text', async () => {
  const long = `https://example.com/${'a'.repeat(170)}`
  const body = `<!-- fill in --> deploy_token in ~/.config, ${long} and <b>x</b>`
  const [row] = await database.$queryRaw<{ parsable: string }[]>`SELECT hindsight_parsable(${body}) AS "parsable"`
  expect(row?.parsable).toBe(`  deploy_token in ~/.config, ${long} and <b>x</b>`)
})
