import { expect, test } from 'vitest'
import { dateCopy } from './kept-copies'

test('a copy keeps its date as long as it says the same, and each content has a date of its own', async () => {
  const first = await dateCopy('feed', 'one')
  expect(first.getMilliseconds()).toBe(0)
  expect(await dateCopy('feed', 'one')).toEqual(first)
  const later = [await dateCopy('feed', 'two'), await dateCopy('feed', 'one'), await dateCopy('feed', 'three')]
  expect(new Set([first, ...later].map(Number)).size).toBe(4)
  expect(later.map(Number)).toEqual(later.map(Number).toSorted((a, b) => a - b))
})

test('those who ask at once are told the same', async () => {
  const dates = await Promise.all(Array.from({ length: 8 }, () => dateCopy('asked at once', 'one')))
  expect(new Set(dates.map(Number)).size).toBe(1)
})
