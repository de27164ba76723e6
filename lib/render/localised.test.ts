import { expect, test } from 'vitest'
import { listsFor, oneText, textsFor } from './localised'

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
