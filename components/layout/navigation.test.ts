import { expect, test } from 'vitest'
import { MAIN_PAGES, OTHER_PAGES, pagesFor } from './navigation'

const labels = (scope: 'read' | 'write' | 'admin') =>
  pagesFor([...MAIN_PAGES, ...OTHER_PAGES], scope).map(({ name }) => name)

test('nobody is offered a page that has nothing for them', () => {
  expect(labels('read')).toContain('incidents')
  expect(labels('read')).not.toContain('import')
  expect(labels('read')).not.toContain('audit')
  expect(labels('write')).toContain('import')
  expect(labels('write')).not.toContain('audit')
  expect(labels('admin')).toEqual([...MAIN_PAGES, ...OTHER_PAGES].map(({ name }) => name))
})
