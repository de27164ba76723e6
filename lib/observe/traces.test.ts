import { expect, test } from 'vitest'
import { operationOf } from './query-spans'
import { safeAttributes, safeSpanName } from './traces'

test('a span tells what kind of work it was, and nothing of what was asked', () => {
  expect(safeSpanName('GET /search?q=payroll outage')).toBe('GET /search')
  expect(safeSpanName('fetch GET https://wiki.internal/payroll')).toBe('fetch GET')
  expect(safeAttributes({ 'http.target': '/search?q=payroll', 'http.route': '/search', 'db.statement': 'x' })).toEqual({
    'http.route': '/search',
  })
  expect(operationOf('SELECT "title" FROM "Incident" WHERE "title" = \'payroll\'')).toBe('SELECT')
  expect(operationOf('/* payroll */ UPDATE "Incident"')).toBe('QUERY')
})
