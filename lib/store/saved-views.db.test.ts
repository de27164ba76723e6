import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { listSavedViews } from '@/lib/query/saved-views'
import type { Viewer } from '@/lib/schema/viewer'
import { testViewer } from '@/tests/factories/viewer'
import { addSavedView, deleteSavedView, moveSavedView, renameSavedView } from './saved-views'

let viewer: Viewer
let other: Viewer

async function somebody(email: string): Promise<Viewer> {
  const { id } = await database.user.create({ data: { email } })
  return { ...testViewer('read'), userId: id }
}

afterAll(() => database.$disconnect())
beforeEach(async () => {
  await database.user.deleteMany({})
  ;[viewer, other] = [await somebody('imke@example.org'), await somebody('ole@example.org')]
})

const names = async (page: 'action-items' | 'search', of = viewer) =>
  (await listSavedViews(of, page)).map(({ name }) => name)

test('searches are kept apart from views of action items, under names of their own', async () => {
  await addSavedView(viewer, { name: 'Mine', query: 'mine=true' })
  const { id } = await addSavedView(viewer, { name: 'Mine', query: 'q=owner%3Aimke' }, 'search')
  await addSavedView(viewer, { name: 'Keys', query: 'q=keys' }, 'search')
  expect(await names('search')).toEqual(['Mine', 'Keys'])
  expect(await names('action-items')).toEqual(['Mine'])
  await moveSavedView(viewer, id, 1)
  await renameSavedView(viewer, id, 'Of Imke')
  expect(await names('search')).toEqual(['Keys', 'Of Imke'])
  await expect(renameSavedView(viewer, id, 'Keys')).rejects.toMatchObject({ code: 'conflict' })
  await deleteSavedView(viewer, id)
  expect(await names('search')).toEqual(['Keys'])
  expect(await names('action-items')).toEqual(['Mine'])
})

test('a search is of one person alone', async () => {
  const { id } = await addSavedView(viewer, { name: 'Keys', query: 'q=keys' }, 'search')
  expect(await names('search', other)).toEqual([])
  const refused = { code: 'not_found' }
  await expect(renameSavedView(other, id, 'Theirs')).rejects.toMatchObject(refused)
  await expect(moveSavedView(other, id, 1)).rejects.toMatchObject(refused)
  await expect(deleteSavedView(other, id)).rejects.toMatchObject(refused)
  await expect(addSavedView(testViewer(), { name: 'x', query: '' }, 'search')).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect(await names('search')).toEqual(['Keys'])
})
