import { expect, test } from 'vitest'
import { NameIndex } from './name-index'

test('finds each name at its first place, in the order in which the names count', () => {
  const names = new NameIndex([
    ['root cause analysis', 1],
    ['root cause', 2],
    ['cause', 3],
    ['原因', 4],
  ])
  expect(names.within('the root cause, because of a cause')).toEqual([
    expect.objectContaining({ name: 'root cause', value: 2, at: 4 }),
    expect.objectContaining({ name: 'cause', value: 3, at: 9 }),
  ])
  expect(names.within('障害の原因').map(({ value, at }) => [value, at])).toEqual([[4, 3]])
  expect(names.within('r')).toEqual([])
})
