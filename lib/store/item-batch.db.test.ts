import { beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { listActionItemChanges } from '@/lib/query/action-items'
import type { Viewer } from '@/lib/schema/viewer'
import { loadDemoContent } from '@/tests/factories/demo-content'
import { actionItem, incidentDocument } from '@/tests/factories/documents'
import { person } from '@/tests/factories/people'
import { saveDrafts } from '@/tests/factories/store-state'
import { updateActionItem } from './action-items'
import { addActionItem, removeActionItem } from './add-action-item'
import { importActionItems } from './import-action-items'
import { changeActionItems, undoItemBatch } from './item-batch'
import { shareIncident } from './share-incident'

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

/** An incident with one action item; gives the id of the item. */
async function withItem(maya: Viewer, slug: string, itemTitle: string): Promise<string> {
  const actionItems = [actionItem(itemTitle)]
  const document = incidentDocument({ slug, title: `The ${slug} of the storehouse` }, { on: '2026-03-02', actionItems })
  await saveDrafts([document], { viewer: maya, text: slug })
  return (await database.actionItem.findFirstOrThrow({ where: { incident: { slug } } })).id
}

async function restrict(maya: Viewer, slug: string): Promise<void> {
  const { version } = await database.incident.findUniqueOrThrow({ where: { slug } })
  await shareIncident(maya, slug, { visibility: 'restricted', readers: { users: [], teams: [] } }, version)
}

/** Adds an action item to an incident by a batch of its own. */
async function addInBatch(by: Viewer, of: string, title: string): Promise<{ batch: string; id: string }> {
  const cells = { title: { written: title, value: title } }
  const row = { line: 2, id: null, version: null, of, ofKind: 'incident', since: null, cells, problems: [] } as const
  const { batch } = await importActionItems(by, [{ ...row, problems: [] }])
  const { actionItemId } = await database.actionItemChange.findFirstOrThrow({ where: { batch } })
  return { batch: batch ?? '', id: actionItemId }
}

test('taking back what was added says nothing of a hidden item that waits for it, which then waits for nothing', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  await withItem(maya, 'lift', 'Oil the lift')
  const hidden = await withItem(maya, 'door', 'Mend the hidden door')
  const seen = await withItem(maya, 'gate', 'Paint the gate')
  const first = await addInBatch(sam, 'lift', 'Order the ropes')
  await updateActionItem(maya, hidden, { dependsOnId: first.id })
  await restrict(maya, 'door')
  const { version } = await database.actionItem.findUniqueOrThrow({ where: { id: hidden } })
  expect(await undoItemBatch(sam, first.batch)).toEqual({ restored: 0, removed: 1, kept: 0, left: [] })
  expect(await database.actionItem.findUniqueOrThrow({ where: { id: hidden } })).toMatchObject({
    dependsOnId: null,
    version: version + 1,
  })
  expect(
    await database.actionItemChange.findFirst({ where: { actionItemId: hidden }, orderBy: { id: 'desc' } }),
  ).toMatchObject({
    field: 'dependsOnId',
    from: first.id,
    to: null,
    byName: 'sam',
  })
  expect(
    await database.auditEntry.count({ where: { targetId: hidden, action: 'action-item.updated', byName: 'sam' } }),
  ).toBe(1)
  expect(await listActionItemChanges(sam, hidden)).toEqual([])

  const second = await addInBatch(sam, 'lift', 'Order more ropes')
  for (const id of [hidden, seen]) await updateActionItem(maya, id, { dependsOnId: second.id })
  expect(await undoItemBatch(sam, second.batch)).toMatchObject({
    removed: 0,
    kept: 1,
    left: [{ id: second.id, why: ['another item waits for it'] }],
  })
  expect(await database.actionItem.count({ where: { dependsOnId: second.id } })).toBe(2)
})

test('what waits for an item that is removed by itself says in its history since when it does not', async () => {
  const maya = await person('maya')
  const waiting = await withItem(maya, 'crane', 'Test the crane')
  const { id } = await addActionItem(maya, { of: { kind: 'incident', slug: 'crane' }, title: 'Buy a hook' })
  await updateActionItem(maya, waiting, { dependsOnId: id })
  await removeActionItem(maya, id)
  expect(
    await database.actionItemChange.findFirst({ where: { actionItemId: waiting }, orderBy: { id: 'desc' } }),
  ).toMatchObject({
    field: 'dependsOnId',
    from: id,
    to: null,
  })
})
