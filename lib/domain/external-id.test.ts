import { expect, test } from 'vitest'
import { areOthersOfOnePublisher } from './external-id'

test.each([
  ['statuspage:shop/a1', 'statuspage:shop/b2', true],
  ['statuspage:shop/a1', 'statuspage:shop/a1', false],
  ['statuspage:shop/a1', 'statuspage:shops/b2', false],
  ['statuspage:shop/a1', 'slack-status:shop/b2', false],
  ['statuspage:shop/a1', null, false],
  [undefined, 'statuspage:shop/a1', false],
])('%s and %s', (a, b, others) => {
  expect(areOthersOfOnePublisher(a, b)).toBe(others)
  expect(areOthersOfOnePublisher(b, a)).toBe(others)
})
