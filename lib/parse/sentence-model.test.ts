import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSentenceModel, type SentenceModel, weighLabels, writeSentenceModel } from './sentence-model'

/** Weights as they are written: in twentieths. */
const twentieth = fc.integer({ min: -200, max: 200 }).map((value) => value / 20)
const label = fc.stringMatching(/^[a-z][a-z-]{0,12}$/)
const feature = fc.stringMatching(/^[a-z] \S{1,12}( \S{1,12})?$/)

const model: fc.Arbitrary<SentenceModel> = fc.uniqueArray(label, { minLength: 2, maxLength: 40 }).chain((labels) => {
  const row = fc.array(twentieth, { minLength: labels.length, maxLength: labels.length })
  return fc.record({
    labels: fc.constant(labels),
    biases: row,
    weights: fc
      .array(fc.tuple(feature, row), { maxLength: 20 })
      .map((pairs) => new Map(pairs.map(([name, own]) => [name, Float32Array.from(own)]))),
  })
})

test('a model that is written and read weighs as before', () => {
  fc.assert(
    fc.property(model, (one) => {
      const again = readSentenceModel(writeSentenceModel(one))
      expect(again.labels).toEqual(one.labels)
      const before = weighLabels(one, [...one.weights.keys()])
      const after = weighLabels(again, [...one.weights.keys()])
      after.forEach((probability, at) => expect(probability).toBeCloseTo(before[at] ?? 0, 4))
    }),
  )
})

test('probabilities add up to one, whatever is shown', () => {
  fc.assert(
    fc.property(model, fc.array(feature), (one, shown) => {
      const sum = weighLabels(one, shown).reduce((all, probability) => all + probability, 0)
      expect(sum).toBeCloseTo(1, 6)
    }),
  )
})

test('a line of another form is refused', () => {
  expect(() => readSentenceModel('a b\n0 0\nw restart a3')).toThrow(/not a line/)
})
