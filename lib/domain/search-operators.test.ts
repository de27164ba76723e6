import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSearchOperators } from './search-operators'

test('operators are taken out of the words, wherever they stand', () => {
  expect(readSearchOperators('stale pattern:cache-vs-rotation keys before:2026-03 -lang:DE owner:"Maya L"')).toEqual({
    text: 'stale keys',
    operators: [
      { name: 'pattern', value: 'cache-vs-rotation', isNegated: false },
      { name: 'before', value: '2026-03', isNegated: false },
      { name: 'lang', value: 'de', isNegated: true },
      { name: 'owner', value: 'Maya L', isNegated: false },
    ],
    problems: [],
  })
  expect(readSearchOperators('kind:runbook owner:@sam').operators.map(({ value }) => value)).toEqual(['skill', 'sam'])
})

test.each([
  'https://auth.example.com/keys',
  'error: token expired',
  'at 14:05 the cache',
  'kid: abc',
  'lang:',
  'backlang:de',
  'std::vector',
])('%s has no operator', (typed) => {
  expect(readSearchOperators(typed)).toEqual({ text: typed, operators: [], problems: [] })
})

test.each([
  ['before:yesterday', 'a day, a month or a year'],
  ['kind:cheese', 'incident'],
  ['status:burning', 'resolved'],
  ['after:2026-13-01', 'a day, a month or a year'],
])('%s says what it takes, and narrows nothing', (typed, wanted) => {
  const read = readSearchOperators(`keys ${typed}`)
  expect(read).toMatchObject({ text: 'keys', operators: [] })
  expect(read.problems).toEqual([expect.stringContaining(wanted)])
})

test('an operator that is typed again counts once; beyond eight none narrows, and it is said which', () => {
  const services = Array.from({ length: 10 }, (_, index) => `-service:zz${index}`)
  const read = readSearchOperators(`keys ${services.join(' ')} -SERVICE:zz0 -service:zz9 lang:`)
  expect(read.text).toBe('keys lang:')
  expect(read.operators.map(({ value }) => value)).toEqual(services.slice(0, 8).map((one) => one.split(':')[1]))
  expect(read.problems).toEqual([
    'A search takes 8 operators at most: nothing is narrowed by -service:zz8, -service:zz9.',
  ])
  const twice = readSearchOperators(`${'lang:de '.repeat(30)}-lang:de lang:"DE"`)
  expect(twice).toMatchObject({ operators: [{ isNegated: false }, { isNegated: true }], problems: [] })
})

test('words without a colon come through as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[\p{L}\p{N}"'_.-]{1,12}$/u), { maxLength: 8 }), (words) => {
      const typed = words.join(' ')
      expect(readSearchOperators(typed)).toEqual({ text: typed, operators: [], problems: [] })
    }),
  )
})
