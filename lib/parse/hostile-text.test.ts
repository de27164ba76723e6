import fc from 'fast-check'
import { expect, test } from 'vitest'
import { whyHostile } from './hostile-text'

const nested = (depth: number) => Array.from({ length: depth }, (_, level) => `${'  '.repeat(level)}- x`).join('\n')

test('a hundred levels are read, one more is not', () => {
  expect(whyHostile(nested(100))).toBeNull()
  expect(whyHostile(nested(101))).toMatch(/101 deep/)
  expect(whyHostile(`${'> '.repeat(100)}x`)).toBeNull()
  expect(whyHostile(`${'>'.repeat(101)} x`)).toMatch(/101 deep/)
  expect(whyHostile(`${'1. '.repeat(101)}x`)).toMatch(/101 deep/)
})

test('a long list is not a deep one, and neither are rules, tables and emphasis', () => {
  expect(whyHostile('- a\n  - b\n'.repeat(5_000))).toBeNull()
  expect(whyHostile(`${'-'.repeat(500)}\n${'*'.repeat(500)}\n|${'---|'.repeat(300)}`)).toBeNull()
})

test('aliases are counted by what they stand for', () => {
  const bomb =
    'a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b, *b, *b, *b]'
  expect(whyHostile(`---\n${bomb}\n---\n# Keys\n`)).toMatch(/aliases/)
  expect(whyHostile('---\na: &a [x]\nb: *a\n---\n# Keys\n')).toBeNull()
})

test('it answers for anything', () => {
  const bits = fc.constantFrom('- ', '> ', '  ', '\n', '1. ', '---\n', 'a: &a b\n', '*a', 'x', '\r', '\t', '[', ']')
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 300 }), (parts) => {
      const reason = whyHostile(parts.join(''))
      expect(reason === null || reason.length > 10).toBe(true)
    }),
  )
})
