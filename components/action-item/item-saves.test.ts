import { expect, test } from 'vitest'
import type { ControlledItem } from './controlled-item'
import { itemSaves } from './item-saves'

/** An item as the page has drawn it: in version 4, in progress. */
const drawn: ControlledItem = {
  id: 'a',
  title: { en: 'Rotate the signing key' },
  status: 'in-progress',
  owner: 'maya',
  due: null,
  kind: null,
  priority: null,
  closedBy: null,
  reason: null,
  overdue: false,
  version: 4,
}

test('a second change waits for the first and builds on the version that it made', async () => {
  const saves = itemSaves()
  const seen: number[] = []
  let answer: (version: number) => void = () => undefined
  const server = new Promise<number>((resolve) => {
    answer = resolve
  })
  const one = saves.inTurn(drawn, { status: 'blocked' }, (version) => {
    seen.push(version)
    return server
  })
  const two = saves.inTurn(drawn, { status: 'done', closedBy: null }, (version) => {
    seen.push(version)
    return Promise.resolve(version + 1)
  })
  answer(5)
  expect(await one).toEqual({ item: drawn, before: { status: 'in-progress' }, version: 5 })
  expect(await two).toEqual({ item: drawn, before: { status: 'blocked', closedBy: null }, version: 6 })
  expect(seen).toEqual([4, 5])
  expect(await saves.newest('a')).toEqual(await two)
})

test('what has been drawn since is newer than what the page saved', async () => {
  const saves = itemSaves()
  await saves.inTurn(drawn, { owner: 'sam' }, () => Promise.resolve(5))
  const later: ControlledItem = { ...drawn, owner: 'deepak', version: 7 }
  const saved = await saves.inTurn(later, { owner: null }, (version) => Promise.resolve(version + 1))
  expect(saved).toEqual({ item: later, before: { owner: 'deepak' }, version: 8 })
})

test('a change that is refused or fails leaves nothing to take back, and holds up no other', async () => {
  const saves = itemSaves()
  expect(await saves.inTurn(drawn, { owner: 'sam' }, () => Promise.resolve(null))).toBeNull()
  expect(await saves.newest('a')).toBeNull()
  const failing = saves.inTurn(drawn, { owner: 'sam' }, () => Promise.reject(new Error('no network')))
  await expect(failing).rejects.toThrow('no network')
  expect(await saves.newest('a')).toBeNull()
  const saved = await saves.inTurn(drawn, { owner: 'sam' }, (version) => Promise.resolve(version + 1))
  expect(saved).toEqual({ item: drawn, before: { owner: 'maya' }, version: 5 })
})

test('items do not wait for each other', async () => {
  const saves = itemSaves()
  const never = new Promise<number>(() => undefined)
  void saves.inTurn(drawn, { owner: 'sam' }, () => never)
  const other: ControlledItem = { ...drawn, id: 'b', version: 1 }
  const saved = await saves.inTurn(other, { owner: 'sam' }, () => Promise.resolve(2))
  expect(saved?.version).toBe(2)
  expect(await saves.newest('c')).toBeNull()
})
