import { beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { ActionItemFilterSchema } from '@/lib/schema/action-item'
import type { Viewer } from '@/lib/schema/viewer'
import { updateActionItem } from '@/lib/store/action-items'
import { addSavedView, deleteSavedView, moveSavedView, renameSavedView } from '@/lib/store/saved-views'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { person } from '@/tests/factories/people'
import { groupActionItems } from './action-item-groups'
import { listActionItems } from './action-items'
import { listSavedViews } from './saved-views'

let viewer: Viewer
const now = new Date('2026-05-01T12:00:00Z')
beforeAll(async () => {
  viewer = await loadDemoContent()
})

const list = (filter: Record<string, unknown>, by = viewer) =>
  listActionItems(by, ActionItemFilterSchema.parse({ size: 100, ...filter }), now)

test('the total with debt is the number of rows with debt, and with those without it everything', async () => {
  const all = await list({})
  const indebted = await list({ debt: 'true' })
  expect(indebted.items.length).toBeGreaterThan(0)
  expect(indebted.total).toBe(indebted.items.length)
  expect(indebted.items.map(({ id }) => id).toSorted()).toEqual(
    all.items.flatMap(({ id, debt }) => (debt ? [id] : [])).toSorted(),
  )
  expect((await list({ debt: 'false' })).total).toBe(all.total - indebted.total)
})

test('what was remembered of recurrences is forgotten as soon as a match is rejected', async () => {
  const before = await list({ debt: 'true' })
  const skill = await database.skill.findUniqueOrThrow({ where: { slug: DEMO.skill } })
  await database.match.updateMany({ where: { skillId: skill.id }, data: { state: 'rejected' } })
  expect((await list({ debt: 'true' })).total).toBeLessThan(before.total)
  await database.match.updateMany({ where: { skillId: skill.id }, data: { state: 'suggested' } })
  expect((await list({ debt: 'true' })).total).toBe(before.total)
})

test('the greatest debt comes first, items without debt last', async () => {
  const days = (await list({ sort: 'debt' })).items.map(({ debt }) => debt?.openDays ?? -1)
  expect(days).toEqual(days.toSorted((a, b) => b - a))
  expect(days[0]).toBe(49)
})

test('items are found by pattern, owner, ticket, due day, service and what they wait for', async () => {
  const maya = await person('maya')
  const [first, second] = (await list({ status: 'unfinished' })).items
  const id = first?.id ?? ''
  await updateActionItem(viewer, id, { owner: '@Maya', due: '2026-06-01', ticket: 'https://tracker.example/1' })
  await updateActionItem(viewer, id, { scope: 'the zebra service', dependsOnId: second?.id ?? '' })
  const only = async (filter: Record<string, unknown>, by = viewer) =>
    (await list(filter, by)).items.map((one) => one.id)
  expect(await only({ mine: 'true' }, maya)).toEqual([id])
  expect(await only({ mine: 'false' }, maya)).not.toContain(id)
  expect(await only({ linked: 'true', dueBefore: '2026-06-02' })).toContain(id)
  expect(await only({ dueBefore: '2026-06-01' })).not.toContain(id)
  expect(await only({ unowned: 'true' })).not.toContain(id)
  expect(await only({ waiting: 'true' })).toEqual([id])
  expect(await only({ service: 'ZEBRA' })).toEqual([id])
  expect((await list({ pattern: DEMO.pattern })).total).toBeGreaterThan(0)
  expect(await only({ pattern: 'no-such-pattern' })).toEqual([])
})

test('groups count what their filter then lists', async () => {
  for (const by of ['pattern', 'service'] as const) {
    const groups = await groupActionItems(viewer, by, now)
    expect(groups.length).toBeGreaterThan(0)
    for (const { value, total } of by === 'pattern' ? groups : groups.filter((one) => one.value.includes('zebra'))) {
      expect((await list({ [by]: value, status: 'unfinished' })).total).toBe(total)
    }
  }
})

test('views are kept under a name, moved, renamed, deleted and put back, each person their own', async () => {
  const [maya, sam] = [await person('maya'), await person('sam')]
  const names = async (who = maya) => (await listSavedViews(who)).map(({ name }) => name)
  const one = await addSavedView(maya, { name: 'Late', query: 'overdue=true' })
  const two = await addSavedView(maya, { name: 'Mine', query: 'mine=true' })
  await expect(addSavedView(maya, { name: 'Mine', query: '' })).rejects.toMatchObject({ code: 'conflict' })
  await moveSavedView(maya, two.id, -1)
  expect(await names()).toEqual(['Mine', 'Late'])
  await renameSavedView(maya, one.id, 'Overdue')
  await deleteSavedView(maya, two.id)
  await addSavedView(maya, { name: 'Mine', query: 'mine=true', position: 0 })
  expect(await names()).toEqual(['Mine', 'Overdue'])
  expect(await names(sam)).toEqual([])
  await expect(deleteSavedView(sam, one.id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(renameSavedView(sam, one.id, 'x')).rejects.toMatchObject({ code: 'not_found' })
})

test('a person keeps at most fifty views', async () => {
  const deepak = await person('deepak')
  for (let n = 0; n < 50; n++) await addSavedView(deepak, { name: `View ${n}`, query: '' })
  await expect(addSavedView(deepak, { name: 'One more', query: '' })).rejects.toMatchObject({ code: 'unprocessable' })
})
