import { expect, test } from 'vitest'
import { parseCue } from './cue-syntax'

test('a cue has words in order, endings left open, alternatives, and a weight', () => {
  expect(parseCue('stale|old key* ^1.5')).toEqual({
    use: 'match',
    weight: 1.5,
    phrases: [
      [
        [
          [
            { form: 'exact', text: 'stale' },
            { form: 'exact', text: 'old' },
          ],
          [{ form: 'prefix', text: 'key' }],
        ],
      ],
    ],
  })
})

test('a star before a word leaves its beginning open, as German compounds need', () => {
  const cue = parseCue('*schlüssel + *rotation*')
  expect(cue?.phrases.flat(3)).toEqual([
    { form: 'suffix', text: 'schlüssel' },
    { form: 'infix', text: 'rotation' },
  ])
})

test('hyphens join words to one alternative', () => {
  expect(parseCue('failover|fail-over')?.phrases[0]).toHaveLength(2)
})

test('prefixes say what a cue is for', () => {
  expect(parseCue('not: cache ttl')?.use).toBe('against')
  expect(parseCue('plan: rotate + key')?.use).toBe('plan')
})

test.each(['', '+', 'a + ', 'key^', 'word ^99', '(a|b)', '*'])('%j is not a cue', (text) => {
  expect(parseCue(text)).toBeNull()
})
