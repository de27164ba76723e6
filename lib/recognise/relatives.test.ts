import { expect, test } from 'vitest'
import type { MatchView } from '@/lib/schema/pattern'
import { rankRelated, type RelativeNode } from './relatives'
import { termsOf } from './terms'

function match(slug: string, fields: Partial<MatchView> = {}): MatchView {
  const quote = { text: `evidence of ${slug}`, lang: 'en', sourceId: null }
  const base = { title: slug, family: 'credential lifecycle', mechanism: '', role: 'root', score: 0.9 } as const
  return { slug, ...base, state: 'suggested', decidedBy: null, evidence: [quote], ...fields }
}

function node(slug: string, fields: Partial<RelativeNode> = {}): RelativeNode {
  return {
    kind: 'incident',
    slug,
    title: slug,
    langs: ['en'],
    stub: false,
    matches: [],
    keys: [],
    terms: [],
    ...fields,
  }
}

const HERE = node('here', {
  matches: [match('cache-vs-rotation'), match('test-gap', { family: 'verification', role: 'contributing' })],
  terms: termsOf('signing key rotation'),
})

test('the same mechanism ranks above its family, its family above mere words', () => {
  const related = rankRelated(HERE, [
    node('words', { terms: HERE.terms }),
    node('family', { matches: [match('unrenewed-expiry', { score: 1 })], terms: HERE.terms }),
    node('weak', { matches: [match('cache-vs-rotation', { score: 0.4 })] }),
    node('stranger', { matches: [match('bgp', { family: 'network' })], terms: termsOf('pizza') }),
    node('skill', { kind: 'skill', matches: [match('cache-vs-rotation', { state: 'confirmed' })] }),
  ])
  expect(related.map(({ slug, relation }) => [slug, relation])).toEqual([
    ['skill', 'same-pattern'],
    ['weak', 'same-pattern'],
    ['family', 'same-family'],
    ['words', 'similar'],
  ])
  expect(related[2]?.reason).toBe(
    'Same family, credential lifecycle: “cache-vs-rotation” here, “unrenewed-expiry” there.',
  )
})

test('what surely shows the mechanism ranks above what shows it weakly and nothing else', () => {
  const related = rankRelated(HERE, [
    node('weak', { matches: [match('cache-vs-rotation', { score: 0.4 })] }),
    node('sure', { matches: [match('cache-vs-rotation'), match('bgp', { family: 'network', score: 0.6 })] }),
    node('same', { matches: HERE.matches }),
  ])
  expect(related.map(({ slug }) => slug)).toEqual(['same', 'sure', 'weak'])
})

test('a pattern that the text hardly leans towards is said to be hardly there', () => {
  const here = node('here', {
    leanings: new Map([
      ['bgp', 0.08],
      ['dns', 0.3],
      ['quota', 0.01],
    ]),
  })
  const related = rankRelated(
    here,
    ['quota', 'bgp', 'dns'].map((slug) => node(slug, { matches: [match(slug, { family: slug })] })),
  )
  expect(related.map(({ reason }) => reason)).toEqual([
    '“dns” there, which this one may show too (30 %).',
    '“bgp” there, which this one hardly shows (8 %).',
  ])
})

test('evidence stands on both sides', () => {
  const [view] = rankRelated(HERE, [node('there', { matches: [match('cache-vs-rotation')] })])
  const quote = { text: 'evidence of cache-vs-rotation', lang: 'en' }
  expect(view?.patterns).toEqual([
    {
      slug: 'cache-vs-rotation',
      title: 'cache-vs-rotation',
      family: 'credential lifecycle',
      evidence: { here: [quote], there: [quote] },
    },
  ])
})

test('rejected matches never count', () => {
  const rejected = node('there', { matches: [match('cache-vs-rotation', { state: 'rejected' })] })
  expect(rankRelated(HERE, [rejected])).toEqual([])
})

test('a circumstance in common is not a common mechanism', () => {
  const gap = match('test-gap', { family: 'verification', role: 'contributing' })
  const [kin, gapOnly] = rankRelated(HERE, [
    node('gap-only', { matches: [match('bgp', { family: 'network' }), gap] }),
    node('kin', { matches: [match('unrenewed-expiry'), gap] }),
  ])
  expect(kin).toMatchObject({ slug: 'kin', relation: 'same-family' })
  expect(gapOnly).toMatchObject({ slug: 'gap-only', relation: 'similar' })
})

test('other editions of the incident are left out', () => {
  const keys = ['at:2025-05-04T10:00Z', 'at:2025-05-04T10:20Z', 'at:2025-05-04T10:31Z']
  const here = { ...HERE, keys, sameAs: ['suggested'] }
  const matches = [match('cache-vs-rotation')]
  const candidates = [node('here', { matches }), node('suggested', { matches }), node('unmerged', { matches, keys })]
  expect(rankRelated(here, candidates)).toEqual([])
  expect(rankRelated(here, [node('here', { kind: 'skill', matches })])).toHaveLength(1)
})
