import { expect, test } from 'vitest'
import { IncidentFilterSchema } from '@/lib/schema/incident'
import { readFilter } from './read-filter'

test('reads known parameters with their types', () => {
  expect(readFilter(IncidentFilterSchema, { q: 'jwks', page: '3', other: 'x' })).toEqual({
    q: 'jwks',
    page: 3,
    size: 25,
    sort: 'on',
    dir: 'desc',
  })
})

test('drops what the schema refuses and keeps the rest', () => {
  const filter = readFilter(IncidentFilterSchema, {
    page: '-1',
    size: '9999',
    sort: 'drop table',
    lang: 'ru',
    from: '2026-02-31',
  })
  expect(filter).toEqual({ page: 1, size: 25, sort: 'on', dir: 'desc', lang: 'ru' })
})

test('the first of a repeated parameter counts, empty ones do not', () => {
  const filter = readFilter(IncidentFilterSchema, { q: ['one', 'two'], lang: '' })
  expect(filter.q).toBe('one')
  expect(filter.lang).toBeUndefined()
})
