import { expect, test } from 'vitest'
import { localeOfRequest } from './asked-locale'

const localeOf = (headers: Record<string, string>) => localeOfRequest(new Request('http://localhost/', { headers }))

test.each([
  ['what was chosen', { cookie: 'a=b; hindsight-locale=ru; c=d', 'accept-language': 'de' }, 'ru'],
  ['what the browser asks for', { 'accept-language': 'fr, de;q=0.8, en;q=0.5' }, 'de'],
  [
    'what the browser asks for, where something else was kept',
    { cookie: 'hindsight-locale=xx', 'accept-language': 'de' },
    'de',
  ],
  ['English for who asks for a language that is not spoken', { 'accept-language': 'fr' }, 'en'],
  ['English for who asks for none', {}, 'en'],
])('a request is answered in %s', (_, headers, locale) => {
  expect(localeOf(headers)).toBe(locale)
})

test('a cookie whose name only ends like ours is another', () => {
  expect(localeOf({ cookie: 'not-hindsight-locale=ru' })).toBe('en')
})
