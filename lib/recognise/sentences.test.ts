import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitSentences } from './sentences'

const cut = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end))

test('full stops end sentences, abbreviations, numbers and times do not', () => {
  expect(cut('It broke, e.g. at 16.30 Uhr. Version 3.4.0 fixed it! Why?')).toEqual([
    'It broke, e.g. at 16.30 Uhr.',
    'Version 3.4.0 fixed it!',
    'Why?',
  ])
  expect(cut('Das war z. B. der Cache. Danach, т. е. позже, ещё раз.')).toHaveLength(2)
})

test('list marks and headings stay outside, items stay apart', () => {
  expect(cut('## Cause\n- one\n2. two\n\nthree')).toEqual(['Cause', 'one', 'two', 'three'])
})

test('hard-wrapped prose is one sentence', () => {
  const text =
    'The gateway went on using the previous set of signing keys because the\ncache had been filled before. Then it stopped.'
  expect(cut(text)).toHaveLength(2)
})

test('property: sentences stand in order, do not overlap and lose no word', () => {
  const text = fc.array(
    fc.constantFrom('a', 'б', '.', '\n', '\n\n', '- ', '1. ', '# ', 'e.g.', '!', ' ', 'x'.repeat(70)),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(text, (parts) => {
      const source = parts.join('')
      let last = 0
      for (const { start, end } of splitSentences(source)) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(end).toBeGreaterThan(start)
        last = end
      }
      const kept = cut(source).join('').replace(/[^бx]/g, '')
      expect(kept).toBe(source.replace(/[^бx]/g, ''))
    }),
  )
})
