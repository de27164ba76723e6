import { expect, test } from 'vitest'
import { MAIN_PAGES, OTHER_PAGES, pagesFor } from './navigation'

const labels = (scope: 'read' | 'write' | 'admin') =>
  pagesFor([...MAIN_PAGES, ...OTHER_PAGES], scope).map(({ label }) => label)

test('nobody is offered a page that has nothing for them', () => {
  expect(labels('read')).toContain('Incidents')
  expect(labels('read')).not.toContain('Import')
  expect(labels('read')).not.toContain('Audit')
  expect(labels('write')).toContain('Import')
  expect(labels('write')).not.toContain('Audit')
  expect(labels('admin')).toEqual([...MAIN_PAGES, ...OTHER_PAGES].map(({ label }) => label))
})
