import { expect, test } from 'vitest'
import { database } from '@/lib/database'
import { testViewer } from '@/tests/factories/viewer'
import { cancelImport, endImport } from './import-jobs'

const viewer = testViewer('admin', 'Ina')

/** An import that a worker is at; `ahead` is by how much the clock of whoever took it in is ahead, in milliseconds. */
async function startedImport(ahead = 0): Promise<string> {
  const by = { via: 'api', byName: viewer.name, userId: viewer.userId, state: 'running' }
  return (await database.import.create({ data: { ...by, startedAt: new Date(Date.now() + ahead) } })).id
}

test('an import that is cancelled after its last document ends as cancelled', async () => {
  const id = await startedImport()
  await cancelImport(viewer, id)
  await endImport(id, 'finished')
  expect(await database.import.findUnique({ where: { id } })).toMatchObject({ state: 'cancelled' })
  await expect(cancelImport(viewer, id)).rejects.toMatchObject({ code: 'conflict' })
})

test('an import that has ended is not cancelled any more', async () => {
  const id = await startedImport()
  await endImport(id, 'finished')
  await expect(cancelImport(viewer, id)).rejects.toMatchObject({ code: 'conflict' })
  expect(await database.import.findUnique({ where: { id } })).toMatchObject({ state: 'finished', cancelledAt: null })
})

test('an import does not end before it began, whatever the clocks of two processes say', async () => {
  const id = await startedImport(60_000)
  await endImport(id, 'finished')
  const { startedAt, finishedAt } = await database.import.findUniqueOrThrow({ where: { id } })
  expect(finishedAt?.getTime()).toBe(startedAt.getTime())
})
