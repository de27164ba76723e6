import { expect, test } from 'vitest'
import { filterHref } from './filter-href'

type Filter = { q?: string; page: number; size: number; debt?: boolean }
const defaults: Filter = { page: 1, size: 25 }

test('defaults and empty values stay out of the address', () => {
  expect(filterHref<Filter>('/list', { ...defaults, q: '' }, defaults, {})).toBe('/list')
})

test('a changed filter returns to page 1', () => {
  expect(filterHref<Filter>('/list', { ...defaults, page: 4 }, defaults, { q: 'jwks & co' })).toBe(
    '/list?q=jwks+%26+co',
  )
})

test('a change of page keeps the filter', () => {
  expect(filterHref<Filter>('/list', { ...defaults, q: 'a' }, defaults, { page: 3 })).toBe('/list?page=3&q=a')
})

test('undefined takes a value out', () => {
  expect(filterHref<Filter>('/list', { ...defaults, debt: true }, defaults, { debt: undefined })).toBe('/list')
})
