import { expect, test } from 'vitest'
import { inEnglish } from '@/tests/setup/words'
import { pagesLike } from './palette-pages'

const nameOf = inEnglish('layout.navigation')

const first = (query: string, scope: 'read' | 'write' | 'admin' = 'admin') => pagesLike(query, scope, nameOf)[0]?.label

test('a page is found by a part of its name, and with letters missing or swapped', () => {
  expect(first('setti')).toBe('Settings')
  expect(first('settigns')).toBe('Settings')
  expect(first('tokn')).toBe('Settings: API tokens')
  expect(first('webhok')).toBe('Settings: Webhooks')
  expect(first('map')).toBe('Pattern map')
  expect(first('board')).toBe('Board of action items')
})

test('what names no page finds none', () => {
  expect(pagesLike('rotation', 'admin', nameOf)).toEqual([])
  expect(pagesLike('jwks', 'admin', nameOf)).toEqual([])
})

test('nobody is offered a page that has nothing for them', () => {
  expect(first('backups')).toBe('Settings: Backups')
  expect(pagesLike('backups', 'read', nameOf)).toEqual([])
})
