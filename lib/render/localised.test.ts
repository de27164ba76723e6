import { expect, test } from 'vitest'
import { listsFor, oneText, textsFor, wantedFirst } from './localised'

test('shows the wanted language, else English, else what there is', () => {
  expect(oneText({ de: 'Ja', en: 'Yes' }, 'de')).toEqual({ lang: 'de', text: 'Ja' })
  expect(oneText({ de: 'Ja', en: 'Yes' }, 'ru')).toEqual({ lang: 'en', text: 'Yes' })
  expect(oneText({ ru: 'Да', de: 'Ja' }, 'fr')).toEqual({ lang: 'de', text: 'Ja' })
  expect(oneText({}, 'en')).toBeNull()
})

test('all languages stand side by side, an empty list counts as none', () => {
  expect(textsFor({ ru: 'Да', de: 'Ja' }, 'all').map(({ lang }) => lang)).toEqual(['de', 'ru'])
  expect(listsFor({ en: [], de: ['a'] }, 'en')).toEqual([{ lang: 'de', items: ['a'] }])
})

test('quotes in the wanted language come first, the others keep their order', () => {
  const quotes = ['de', 'ru', 'en', 'ru'].map((lang, at) => ({ lang, at }))
  expect(wantedFirst(quotes, 'ru').map(({ at }) => at)).toEqual([1, 3, 0, 2])
  expect(wantedFirst(quotes, 'all')).toEqual(quotes)
})
