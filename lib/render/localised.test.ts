import { expect, test } from 'vitest'
import { pickList, pickText } from './localised'

test('shows the wanted language, else English, else what there is', () => {
  expect(pickText({ de: 'Ja', en: 'Yes' }, 'de')).toEqual({ lang: 'de', text: 'Ja' })
  expect(pickText({ de: 'Ja', en: 'Yes' }, 'ru')).toEqual({ lang: 'en', text: 'Yes' })
  expect(pickText({ ru: 'Да', de: 'Ja' })).toEqual({ lang: 'ru', text: 'Да' })
  expect(pickText({})).toBeNull()
  expect(pickText(null)).toBeNull()
})

test('an empty list is as good as none', () => {
  expect(pickList({ en: [], de: ['a'] }, 'en')).toEqual({ lang: 'de', text: ['a'] })
})
