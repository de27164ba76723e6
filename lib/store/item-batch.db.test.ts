import { beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import type { Viewer } from '@/lib/schema/viewer'
import { loadDemoContent } from '@/tests/factories/demo-content'
import { updateActionItem } from './action-items'
import { changeActionItems, undoItemBatch } from './item-batch'

let viewer: Viewer
beforeAll(async () => {
  viewer = await loadDemoContent()
})

const seen = () => database.actionItem.findMany({ orderBy: { id: 'asc' }, take: 3 })
const state = async () => (await seen()).map(({ owner, priority, status }) => ({ owner, priority, status }))

test('several items are changed at once under one batch, and all taken back', async () => {
  const before = await state()
  const items = (await seen()).map(({ id, version }) => ({ id, version }))
  const done = await changeActionItems(viewer, { items, patch: { owner: 'deepak', priority: 'urgent' } })
  expect(done).toMatchObject({ changed: 3, same: 0, late: [] })
  expect((await state()).map(({ owner, priority }) => [owner, priority])).toEqual(
    Array.from({ length: 3 }, () => ['deepak', 'urgent']),
  )
  const rows = await database.actionItemChange.findMany({ where: { batch: done.batch } })
  expect(new Set(rows.map(({ actionItemId }) => actionItemId)).size).toBe(3)
  expect(await undoItemBatch(viewer, done.batch)).toEqual({ restored: 3, removed: 0, kept: 0, left: [] })
  expect(await state()).toEqual(before)
})

test('an item that somebody has changed meanwhile is told and not overwritten', async () => {
  const items = (await seen()).map(({ id, version }) => ({ id, version }))
  const [first] = items
  await updateActionItem(viewer, first?.id ?? '', { owner: 'sam' })
  const result = await changeActionItems(viewer, { items, patch: { owner: 'maya' } })
  expect(result).toMatchObject({ changed: 2, late: [first?.id] })
  expect((await state()).map(({ owner }) => owner)).toEqual(['sam', 'maya', 'maya'])
})

test('undo leaves what somebody has changed since', async () => {
  const items = (await seen()).map(({ id, version }) => ({ id, version }))
  const before = await state()
  const { batch } = await changeActionItems(viewer, { items, patch: { owner: 'lena', priority: 'low' } })
  const [first, second] = items
  await updateActionItem(viewer, first?.id ?? '', { owner: 'sam', priority: 'high' })
  await updateActionItem(viewer, second?.id ?? '', { owner: 'deepak' })
  expect(await undoItemBatch(viewer, batch)).toMatchObject({
    restored: 2,
    kept: 1,
    left: [
      { id: first?.id, why: ['owner was changed since by command line', 'priority was changed since by command line'] },
      { id: second?.id, why: ['owner was changed since by command line'] },
    ],
  })
  expect(await state()).toEqual([
    { ...before[0], owner: 'sam', priority: 'high' },
    { ...before[1], owner: 'deepak' },
    before[2],
  ])
  await expect(undoItemBatch(viewer, crypto.randomUUID())).rejects.toMatchObject({ code: 'not_found' })
})

test('nothing is changed by an empty patch or without the right to write', async () => {
  const items = (await seen()).map(({ id, version }) => ({ id, version }))
  await expect(changeActionItems(viewer, { items, patch: {} })).rejects.toThrow(/say what to change/)
})
