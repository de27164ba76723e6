import { beforeAll, expect, test } from 'vitest'
import { ActionItemFilterSchema, ActionItemViewSchema } from '@/lib/schema/action-item'
import { HomeViewSchema } from '@/lib/schema/home'
import type { Viewer } from '@/lib/schema/viewer'
import { updateActionItem } from '@/lib/store/action-items'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { findActionItem, listActionItemChanges, listActionItems } from './action-items'
import { listAudit } from './audit'
import { readHome } from './home'

let viewer: Viewer
const now = new Date('2026-05-01T12:00:00Z')
beforeAll(async () => {
  viewer = await loadDemoContent()
})

const list = async (filter: Record<string, unknown>) =>
  (await listActionItems(viewer, ActionItemFilterSchema.parse(filter), now)).items

test('an item that was open when its incident came back has debt, counted from what the source says', async () => {
  const indebted = await list({ debt: 'true' })
  for (const item of indebted) expect(ActionItemViewSchema.parse(item).debt).not.toBeNull()
  const webhook = indebted.find((item) => item.from.slug === DEMO.skill)
  expect(webhook).toMatchObject({ since: '2026-03', status: 'open', from: { kind: 'skill' }, ageDays: 61 })
  expect(webhook?.debt?.recurrences.map((one) => one.on)).toEqual(['2026-04-19'])
  expect(webhook?.debt?.openDays).toBe(49)
})

test('incidents that share only a contributing weakness are not the same incident again', async () => {
  const indebted = await list({ debt: 'true' })
  expect(new Set(indebted.map((item) => item.from.slug))).toEqual(new Set([DEMO.skill]))
})

test('the same mechanism at another company is not the same incident again; of the own one it says so', async () => {
  const indebted = await list({ debt: 'true' })
  expect(indebted.map((item) => item.from.slug)).not.toContain(DEMO.keyRotation)
  const debt = indebted.find((item) => item.from.slug === DEMO.skill)?.debt
  expect(debt?.recurrences.map((one) => one.scope)).toEqual(['same'])
  expect(debt?.intervalDays).toEqual([])
  expect(debt?.controls?.length).toBeGreaterThan(0)
})

test('before the recurrence there was no debt', async () => {
  const items = await listActionItems(
    viewer,
    ActionItemFilterSchema.parse({ debt: 'true' }),
    new Date('2026-04-01T00:00:00Z'),
  )
  expect(items.items.filter((item) => item.from.slug === DEMO.skill)).toEqual([])
})

test('items are found by status, owner, words and what they belong to', async () => {
  expect(new Set((await list({ status: 'done' })).map((item) => item.status))).toEqual(new Set(['done']))
  expect(new Set((await list({ status: 'unknown' })).map((item) => item.status))).toEqual(new Set([null]))
  expect((await list({ status: 'unfinished' })).some((item) => item.status === 'done')).toBe(false)
  expect((await list({ q: 'webhook' })).map((item) => item.from.slug)).toEqual([DEMO.skill])
  expect((await list({ q: 'инвалид' })).every((item) => item.from.slug === DEMO.keyRotation)).toBe(true)
  expect(await list({ q: 'ИНВАЛИД' })).toEqual(await list({ q: 'инвалид' }))
  expect(await list({ q: 'инвалид' })).not.toEqual([])
  expect(await list({ q: 'web_ook' })).toEqual([])
  expect(await list({ owner: 'nobody' })).toEqual([])
  for (const sort of ['title', 'status', 'owner', 'due', 'age', 'from']) {
    expect((await list({ sort })).length).toBe((await list({})).length)
  }
})

test('an owner and a due date make it overdue, on the list and on the home page, and leave a trace', async () => {
  const [item] = await list({ q: 'webhook' })
  const id = item?.id ?? ''
  await updateActionItem(viewer, id, { owner: 'Sam', due: '2026-04-30' })
  expect((await list({ overdue: 'true' })).map((one) => one.id)).toEqual([id])
  expect((await list({ overdue: 'false' })).map((one) => one.id)).not.toContain(id)
  expect((await list({ owner: '@sam' })).map((one) => one.id)).toEqual([id])
  expect(await findActionItem(viewer, id, now)).toMatchObject({ overdue: true, owner: 'Sam', version: 2 })
  const changes = await listActionItemChanges(viewer, id)
  expect(changes.map((change) => [change.field, change.from, change.to])).toContainEqual(['owner', null, 'Sam'])
  const audit = await listAudit(viewer, { targetKind: 'action-item', targetId: id })
  expect(audit.items[0]).toMatchObject({ via: 'command-line', by: 'command line', target: { kind: 'action-item', id } })
})

test('the home page shows an item once, the most urgent first, and what is stale', async () => {
  const home = HomeViewSchema.parse(await readHome(viewer, now))
  const ids = [...home.debt, ...home.overdue, ...home.ageing].map((item) => item.id)
  expect(ids).toEqual([...new Set(ids)])
  expect(home.debt.length).toBeGreaterThan(0)
  expect(home.staleSkills.map((skill) => skill.slug)).not.toContain(DEMO.skill)
  const later = await readHome(viewer, new Date('2026-08-01T00:00:00Z'))
  expect(later.staleSkills.map((skill) => skill.slug)).toContain(DEMO.skill)
  expect(home.recurringPatterns.map((pattern) => pattern.slug)).toContain(DEMO.pattern)
  expect(home.totals).toMatchObject({ incidents: 2, stubs: 2, skills: 2, unresolvedReferences: 1 })
})
