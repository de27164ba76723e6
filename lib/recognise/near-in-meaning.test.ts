import { expect, test } from 'vitest'
import { fuseByRank, fuseHits, fuseRelated, type Near, nearestSentences } from './near-in-meaning'

const near = (slug: string, over: Partial<Near> = {}): Near => ({
  kind: 'incident',
  id: slug,
  slug,
  title: slug,
  lang: 'en',
  text: 'The kiln was too hot. A loose sensor read too low all night.',
  likeness: 0.8,
  ...over,
})
const hit = (slug: string, score: number) => ({ slug, title: slug, score, reasons: ['Shows the same pattern'] })

test('what both lists have comes first, then the best of each', () => {
  expect(
    fuseByRank([
      ['a', 'b', 'c'],
      ['c', 'd'],
    ]),
  ).toEqual(['c', 'a', 'b', 'd'])
  expect(fuseByRank([['a', 'b'], []])).toEqual(['a', 'b'])
})

test('hits say that they are near in meaning and quote both', () => {
  const asked = 'Nothing was deployed. The sensor of the kiln was loose.'
  const hits = fuseHits(asked, [hit('a', 0.5), hit('b', 0.4)], 'incident', [
    near('b'),
    near('c'),
    near('s', { kind: 'skill' }),
  ])
  expect(hits.map(({ slug }) => slug)).toEqual(['b', 'a', 'c'])
  expect(hits[0]).toMatchObject({ score: 0.4 })
  expect(hits[0]?.reasons).toEqual([
    'Shows the same pattern',
    'Near in meaning: “The sensor of the kiln was loose.” and there “A loose sensor read too low all night.”',
  ])
  // What only nearness has found is not said to somebody who has not asked.
  expect(hits[2]?.score).toBeLessThan(0.37)
})

test('a hit that is known by its name stays in front', () => {
  const hits = fuseHits('a text', [hit('named', 0.99), hit('a', 0.5)], 'incident', [
    near('c'),
    near('a'),
    near('named'),
  ])
  expect(hits.map(({ slug }) => slug)).toEqual(['named', 'a', 'c'])
})

test('relatives that only nearness finds are similar, with both quotes', () => {
  const here = { text: 'Ein loser Fühler las zu wenig. Danach war Ruhe.', lang: 'de' }
  const [view] = fuseRelated(here, [], [near('kiln')])
  expect(view).toMatchObject({ slug: 'kiln', relation: 'similar', reason: 'Near in meaning.', patterns: [] })
  expect(view?.near?.there.lang).toBe('en')
})

test('the quotes are the sentences with most in common, in other words of the same meaning too; tables are no sentences', () => {
  const here =
    'Wir waren im Urlaub an der See. | 14:02 | Zertifikat abgelaufen |\n\nDas Zertifikat war abgelaufen und niemand hat es gemerkt.'
  const there = 'It was a quiet Sunday for everyone. The certificate had expired and nobody noticed. We went home.'
  expect(nearestSentences({ text: here, lang: 'de' }, { text: there, lang: 'en' })).toEqual({
    here: { text: 'Das Zertifikat war abgelaufen und niemand hat es gemerkt.', lang: 'de' },
    there: { text: 'The certificate had expired and nobody noticed.', lang: 'en' },
  })
  expect(nearestSentences({ text: '', lang: 'de' }, { text: 'Ha.', lang: 'en' })).toMatchObject({
    there: { text: 'Ha.' },
  })
})
