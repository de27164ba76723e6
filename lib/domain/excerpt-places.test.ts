import fc from 'fast-check'
import { expect, test } from 'vitest'
import { excerptPlaces } from './excerpt-places'

const filler = (words: number) => Array.from({ length: words }, (_, index) => `filler${index}`).join(' ')

test('the words are kept with what is around them, and what is far from them is not', () => {
  const text = `${filler(200)} the signing key was rotated ${filler(300)} the end`
  const places = excerptPlaces(text, ['signing', 'key'])
  expect(places).toContain('the signing key was rotated')
  expect(places.length).toBeLessThan(600)
  expect(places).not.toContain('the end')
})

test('where the words stand together comes before where each stands alone', () => {
  const alone = Array.from({ length: 6 }, () => `a certificate ${filler(60)}`).join(' ')
  const text = `${alone} the certificate had expired ${filler(60)} expired ${filler(60)}`
  expect(excerptPlaces(text, ['certificate', 'expired'])).toContain('the certificate had expired')
})

test('other forms of a word and compounds are found', () => {
  expect(excerptPlaces(`${filler(200)} alle Signaturschlüssel liefen ab ${filler(200)}`, ['Schlüssel'])).toContain(
    'Signaturschlüssel',
  )
  expect(excerptPlaces(`${filler(200)} кэш ключей подписи ${filler(200)}`, ['ключи'])).toContain('ключей')
})

test('a text in which no word is found stays whole', () => {
  const text = filler(300)
  expect(excerptPlaces(text, ['went'])).toBe(text)
})

test('what is kept are pieces of the text, in their order, of a bounded length', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('alpha', 'beta', 'gamma', 'δέλτα', '😀', 'ß', 'İ', 'x'), { maxLength: 400 }),
      fc.array(fc.constantFrom('alpha', 'δέλτα', 'gam', 'zeta'), { minLength: 1, maxLength: 4 }),
      (parts, words) => {
        const text = parts.join(' ')
        const places = excerptPlaces(text, words)
        if (places === text) return
        expect(places.length).toBeLessThanOrEqual(3 * (3 * 160 + 160) + 6)
        let from = 0
        for (const part of places.split(' … ')) {
          const at = text.indexOf(part, from)
          expect(at).toBeGreaterThanOrEqual(0)
          from = at + 1
        }
      },
    ),
  )
})
