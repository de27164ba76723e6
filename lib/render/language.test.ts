import { expect, test } from 'vitest'
import { languageLabel, languageList, languageName } from './language'

test('a language is called what its readers call it', () => {
  expect(languageName('ru')).toBe('Russian')
  expect(languageName('ru', 'de')).toBe('Russisch')
  expect(languageName('ru', 'ru')).toBe('русский')
})

test('alone it begins with a capital; what is no name stays as it is', () => {
  expect(languageLabel('ru', 'ru')).toBe('Русский')
  expect(languageLabel('de', 'en')).toBe('German')
  expect(languageLabel('und', 'en')).toBe('language unknown')
  expect(languageLabel('klingon', 'ru')).toBe('klingon')
})

test('of several that stand alone the first begins with a capital', () => {
  expect(languageList(['ru', 'de'], 'ru')).toBe('Русский, немецкий')
  expect(languageList(['ru', 'de'])).toBe('Russian, German')
})
