import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileCues } from './cue-index'
import { tellingTerms, votesOf, withVote, type Example } from './neighbours'
import { weighByHeadings } from './sections'

const cues = compileCues([])
const termsOf = (text: string) => tellingTerms(text, weighByHeadings(text), cues)
const example = (text: string, slug: string, state: 'confirmed' | 'rejected'): Example => ({
  ...termsOf(text),
  decided: [{ slug, state }],
})

const OVEN = 'The glaze kiln overheated because the thermocouple of the upper shelf had come loose overnight.'
const OVEN_AGAIN = 'A loose thermocouple on the upper shelf let the glaze kiln overheat.'
const LEDGER = 'Invoices were counted twice after the ledger export ran beside the nightly settlement.'

test('a confirmed neighbour speaks for its pattern, a rejected one against it, a distant one not at all', () => {
  const here = termsOf(OVEN_AGAIN)
  const votes = votesOf(
    here,
    [
      example(OVEN, 'loose-sensor', 'confirmed'),
      example(OVEN, 'overload', 'rejected'),
      example(LEDGER, 'race', 'confirmed'),
    ],
    cues,
  )
  expect(votes.get('loose-sensor')).toBeGreaterThan(0.5)
  expect(votes.get('overload')).toBeLessThan(-0.5)
  expect(votes.has('race')).toBe(false)
})

test('two people who disagree about the same words leave the score as it is', () => {
  const votes = votesOf(
    termsOf(OVEN_AGAIN),
    [example(OVEN, 'loose-sensor', 'confirmed'), example(OVEN, 'loose-sensor', 'rejected')],
    cues,
  )
  expect(votes.get('loose-sensor') ?? 0).toBeCloseTo(0)
})

test('what a text denies is not among its telling words', () => {
  expect(termsOf('The kiln overheated. The thermocouple was not loose.').terms).not.toContain('loose')
})

test('a vote never takes a score out of its bounds, keeps the order of scores, and none changes nothing', () => {
  const score = fc.double({ min: 0, max: 1, noNaN: true })
  const vote = fc.double({ min: -1.5, max: 1.5, noNaN: true })
  fc.assert(
    fc.property(score, score, vote, (a, b, said) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      expect(withVote(low, said)).toBeLessThanOrEqual(withVote(high, said) + 0.001 + (said === 0 ? 1 : 0))
      expect(withVote(a, said)).toBeGreaterThanOrEqual(0)
      expect(withVote(a, said)).toBeLessThanOrEqual(1)
      expect(withVote(a, undefined)).toBe(a)
    }),
  )
})

test('votes do not depend on the order of the examples, and stay within what neighbours may add', () => {
  const text = fc.array(fc.constantFrom('kiln', 'glaze', 'shelf', 'ledger', 'invoice', 'sensor', 'nightly'), {
    minLength: 1,
  })
  const one = fc.record({
    text,
    slug: fc.constantFrom('a', 'b', 'c'),
    state: fc.constantFrom<'confirmed' | 'rejected'>('confirmed', 'rejected'),
  })
  fc.assert(
    fc.property(text, fc.array(one, { maxLength: 6 }), (words, examples) => {
      const here = termsOf(words.join(' '))
      const known = examples.map((it) => example(it.text.join(' '), it.slug, it.state))
      const votes = votesOf(here, known, cues)
      for (const value of votes.values()) expect(Math.abs(value)).toBeLessThanOrEqual(1.5)
      for (const [slug, value] of votesOf(here, known.toReversed(), cues)) expect(votes.get(slug)).toBeCloseTo(value)
    }),
  )
})
