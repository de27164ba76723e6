import { expect, test } from 'vitest'
import { isPlainJson } from './json-size'

const told = (value: unknown) => isPlainJson(Buffer.from(JSON.stringify(value)))

test('values are counted, and signs within texts are none', () => {
  expect(told(Array.from({ length: 99_999 }, () => 1))).toBe(true)
  expect(told(Array.from({ length: 100_001 }, () => 1))).toBe(false)
  expect(told(Array.from({ length: 60_000 }, () => [1]))).toBe(false)
  expect(told({ body: '[{",\\'.repeat(200_000), of: ['é"]}', '\\', '\\"'] })).toBe(true)
})

test('lists and objects may stand a hundred deep', () => {
  expect(isPlainJson(Buffer.from('['.repeat(100) + ']'.repeat(100)))).toBe(true)
  expect(isPlainJson(Buffer.from('{"a":'.repeat(101) + '1' + '}'.repeat(101)))).toBe(false)
  expect(told(Array.from({ length: 1000 }, () => [[]]))).toBe(true)
  for (const odd of ['', '"', '"\\', ']]]]', 'no JSON at all']) expect(isPlainJson(Buffer.from(odd))).toBe(true)
})
