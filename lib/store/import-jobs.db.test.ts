import { expect, test } from 'vitest'
import { database } from '@/lib/database'
import { testViewer } from '@/tests/factories/viewer'
import { cancelImport, endImport, retryImport } from './import-jobs'

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

test('who cancels an import, or tries it again, stands in the audit log', async () => {
  const id = await startedImport()
  await database.importItem.create({
    data: { importId: id, position: 0, path: 'a.md', kind: 'file', bytes: new Uint8Array([1]) },
  })
  const ben = testViewer('write', 'Ben')
  await endImport(id, 'finished', { keep: [0] })
  await retryImport(ben, id)
  await cancelImport(ben, id)
  const entries = await database.auditEntry.findMany({
    where: { targetKind: 'import', targetId: id },
    orderBy: { id: 'asc' },
  })
  expect(entries.map(({ byName, action, changes }) => ({ byName, action, changes }))).toEqual([
    { byName: 'Ben', action: 'import.retried', changes: { state: { from: 'finished', to: 'waiting' } } },
    { byName: 'Ben', action: 'import.cancelled', changes: { state: { from: 'waiting', to: 'cancelled' } } },
  ])
})

test('an import that is cancelled twice is cancelled once, and refusals are not in the audit log', async () => {
  const id = await startedImport()
  await cancelImport(viewer, id)
  await cancelImport(viewer, id)
  await expect(retryImport(viewer, id)).rejects.toMatchObject({ code: 'conflict' })
  expect(await database.auditEntry.count({ where: { targetKind: 'import', targetId: id } })).toBe(1)
})

test('an import that is cancelled and then fails keeps nothing: whoever cancelled it has been told that it is', async () => {
  const id = await startedImport()
  await database.importItem.create({
    data: { importId: id, position: 0, path: 'a.md', kind: 'file', bytes: new Uint8Array([1]) },
  })
  await cancelImport(viewer, id)
  await endImport(id, 'failed', { error: 'It may not go on.', keep: 'all' })
  expect(await database.import.findUnique({ where: { id } })).toMatchObject({ state: 'cancelled', error: null })
  expect(await database.importItem.count({ where: { importId: id } })).toBe(0)
})
