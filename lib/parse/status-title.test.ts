import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSentence } from './status-title'

test('a sentence has a letter and ends as sentences do', () => {
  for (const text of ['It is down.', 'Is it?\n', 'Título\nSe cayó!»  ', 'a."']) expect(isSentence(text)).toBe(true)
  for (const text of ['', 'API', '12.', 'Down\n.', 'It is down. Since', '...', '10:00\n12:30.']) {
    expect(isSentence(text)).toBe(false)
  }
})

test('the same is said of any text as by the expression that looks from each letter', () => {
  const letters = fc.constantFrom('a', 'é', '.', '!', '"', '»', ' ', '\n', '1', '?')
  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 14 }), (text) => {
      expect(isSentence(text)).toBe(/\p{L}[^\n]*[.!?]["”»]?\s*$/u.test(text))
    }),
  )
})
