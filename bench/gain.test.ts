import { expect, test } from 'vitest'
import { gainOf, type Pairs } from './gain'

const MODELS = { name: 'words', rerank: null }
const pairs = (...differences: number[]): Pairs => differences.map((one) => ({ without: 0.5, with: 0.5 + one }))
const helps = (...differences: number[]) => gainOf('search', 'MRR', MODELS, pairs(...differences))?.helps

test('a model helps when nearly all questions gain', () => {
  expect(gainOf('search', 'MRR', MODELS, pairs(0.2, 0.1, 0.2, 0.1))).toMatchObject({
    list: 'search',
    model: 'words',
    rerank: null,
    without: 0.5,
    questions: 4,
    helps: true,
  })
})

test('it does not when one question gains much and the others nothing, when none gains, and when most lose', () => {
  expect(helps(0.5, 0, 0, 0, 0, 0)).toBe(false)
  expect(helps(0, 0, 0, 0)).toBe(false)
  expect(helps(-0.1, -0.2, -0.1, 0.05)).toBe(false)
})

test('one question tells nothing', () => {
  expect(gainOf('search', 'MRR', MODELS, pairs(0.5))).toBeNull()
})
