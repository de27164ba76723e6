import { expect, test } from 'vitest'
import { forgetAllKept, readKept, writeKept, type KeptStorage } from './kept-store'

const DAY = 24 * 60 * 60 * 1000

function storage(room = Infinity): KeptStorage {
  const values = new Map<string, string>()
  return {
    get length() {
      return values.size
    },
    key: (index) => [...values.keys()][index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > room) throw new Error('no room')
      values.set(key, value)
    },
    removeItem: (key) => void values.delete(key),
  }
}

test('what one person typed about a thing is there again, for that person and that thing alone', () => {
  const store = storage()
  writeKept(store, 'maya', 'incident:a', { at: 1000, value: { title: 'Keys' } })
  expect(readKept(store, 'maya', 'incident:a', 2000)).toEqual({ at: 1000, value: { title: 'Keys' } })
  expect(readKept(store, 'maya', 'incident:b', 2000)).toBeNull()
  expect(readKept(store, 'sam', 'incident:a', 2000)).toBeNull()
})

test('it is kept for two weeks', () => {
  const store = storage()
  writeKept(store, 'maya', 'a', { at: 0, value: 'text' })
  expect(readKept(store, 'maya', 'a', 14 * DAY - 1)).not.toBeNull()
  expect(readKept(store, 'maya', 'a', 14 * DAY)).toBeNull()
  expect(store.length).toBe(0)
})

test('at sign-out everything of that person goes, and nothing else', () => {
  const store = storage()
  writeKept(store, 'maya', 'a', { at: 0, value: 1 })
  writeKept(store, 'maya', 'b', { at: 0, value: 2 })
  writeKept(store, 'sam', 'a', { at: 0, value: 3 })
  store.setItem('theme', 'dark')
  forgetAllKept(store, 'maya')
  expect(readKept(store, 'maya', 'a', 1)).toBeNull()
  expect(readKept(store, 'sam', 'a', 1)?.value).toBe(3)
  expect(store.getItem('theme')).toBe('dark')
})

test('a store without room, and what is no kept text, do no harm', () => {
  expect(writeKept(storage(10), 'maya', 'a', { at: 0, value: 'much too long' })).toBe(false)
  const store = storage()
  store.setItem('hindsight.kept.maya.a', '{"at":')
  expect(readKept(store, 'maya', 'a', 1)).toBeNull()
})
