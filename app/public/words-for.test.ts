import { expect, test } from 'vitest'
import { publicList } from '@/components/public/public-list'
import { wordsFor } from './words-for'

const asking = (accepted?: string) =>
  new Request('http://localhost/public', { headers: accepted === undefined ? {} : { 'accept-language': accepted } })

test('a page for everybody speaks the language of what it tells', () => {
  expect(wordsFor(asking('de'), 'ru').locale).toBe('ru')
})

test('where Hindsight does not speak that, it speaks what the browser asks for, else English', () => {
  expect(wordsFor(asking('de-AT, en;q=0.5'), 'fr').locale).toBe('de')
  expect(wordsFor(asking('ru')).locale).toBe('ru')
  expect(wordsFor(asking('ja')).locale).toBe('en')
  expect(wordsFor(asking('*'), 'und').locale).toBe('en')
  expect(wordsFor(asking()).locale).toBe('en')
})

test('an empty list says so in each language', () => {
  const nothing = { items: [], page: 1, size: 25, total: 0 }
  const told = ['en', 'de', 'ru'].map((lang) => publicList(nothing, wordsFor(asking(), lang)).text)
  expect(told[0]).toContain('Nothing is public here.')
  expect(told[1]).toContain('Hier ist nichts öffentlich.')
  expect(told[2]).toContain('Здесь нет ничего публичного.')
})
