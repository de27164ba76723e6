import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CataloguePattern } from '@/lib/schema/pattern'
import { compileCues } from './cue-index'
import { matchText } from './match-patterns'
import { readText } from './reading'
import { countTerms, readWordModel, weighTerms, type WordModel, writeWordModel } from './word-model'
import { learnedModel } from './word-weights'

const pattern = (slug: string, cues: string[] = []): CataloguePattern => {
  return {
    slug,
    title: slug,
    family: 'change',
    mechanism: slug,
    body: '',
    cues: { en: cues },
    questions: [],
    controls: [],
  }
}

/** “squirrel” tells of chewed cables, “shovel” of dug up ones and against chewed ones. */
const MODEL: WordModel = {
  slugs: ['chewed', 'dug'],
  additions: [
    { bias: -2.3, cues: 3 },
    { bias: -2.3, cues: 3 },
  ],
  terms: new Map([
    ['squirrel', { idf: 5, weights: [[0, 6]] }],
    [
      'shovel',
      {
        idf: 5,
        weights: [
          [0, -6],
          [1, 6],
        ],
      },
    ],
  ]),
  rarest: 6,
  calibration: { slope: 1, offset: 0 },
}
const CUES = compileCues([pattern('chewed', ['bitten ^0.8']), pattern('dug')], MODEL)
const found = (text: string) => matchText(text, CUES).map(({ slug }) => slug)

test('words tell a mechanism that no cue names, and the sentence is quoted', () => {
  const [match] = matchText('It rained. A squirrel was seen at the squirrel box.', CUES)
  expect(match?.slug).toBe('chewed')
  expect(match?.evidence.map(({ text }) => text)).toEqual(['A squirrel was seen at the squirrel box.'])
})

test('words and cues add up', () => {
  expect(found('A squirrel came by.')).toEqual([])
  expect(found('The cable was bitten.')).toEqual([])
  expect(found('The cable was bitten by a squirrel.')).toEqual(['chewed'])
})

test('words speak against a mechanism as well', () => {
  expect(found('A squirrel, another squirrel, and a shovel, and again that shovel.')).not.toContain('chewed')
})

test('what is denied does not count', () => {
  expect(found('There was no squirrel, and never a squirrel.')).toEqual([])
})

test('a word of a short text says less than it does among all words of a report', () => {
  const logit = (text: string) =>
    weighTerms(
      MODEL,
      countTerms(readText(text), () => 1),
    ).logits[0] ?? 0
  expect(logit('squirrel')).toBeLessThan(3)
  expect(logit('squirrel '.repeat(40))).toBeGreaterThan(logit('squirrel'))
})

test('a model is the same after writing and reading', () => {
  const figure = fc.integer({ min: -2000, max: 2000 }).map((value) => value / 100 + 0)
  const model = fc.record({
    slugs: fc.constant(['one', 'two']),
    additions: fc.tuple(fc.record({ bias: figure, cues: figure }), fc.record({ bias: figure, cues: figure })),
    terms: fc
      .uniqueArray(fc.stringMatching(/^[#a-zа-я]{1,8}$/u), { maxLength: 6 })
      .chain((terms) =>
        fc.tuple(
          ...terms.map((term) =>
            fc.tuple(
              fc.constant(term),
              fc.record({
                idf: figure,
                weights: fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), figure), { maxLength: 2 }),
              }),
            ),
          ),
        ),
      )
      .map((entries) => new Map(entries)),
    rarest: figure,
    calibration: fc.record({ slope: figure, offset: figure }),
  })
  fc.assert(
    fc.property(model, (one) => {
      expect(readWordModel(writeWordModel(one))).toEqual(one)
    }),
  )
})

test('a line of another form is named', () => {
  expect(() => readWordModel('1 7 1 0\nchewed -2 3\nsquirrel five')).toThrow('squirrel five')
})

test('the model of the product knows all patterns of its catalogue', () => {
  expect(learnedModel().slugs).toContain('cache-vs-rotation')
  expect(learnedModel().terms.size).toBeGreaterThan(1000)
})
