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

/** Files that wait, of an import that has ended, and its lines with what became of them. */
async function endedImport(files: (string | null)[], lines: [string, string][]): Promise<string> {
  const id = await startedImport()
  const item = { importId: id, kind: 'file', bytes: new Uint8Array([1]) }
  await database.importItem.createMany({ data: files.map((path, position) => ({ ...item, path, position })) })
  await database.importLine.createMany({ data: lines.map(([path, outcome]) => ({ importId: id, path, outcome })) })
  await endImport(id, 'finished', { keep: 'all' })
  return id
}

const pathsLeft = async (importId: string) =>
  (await database.importLine.findMany({ where: { importId }, orderBy: { id: 'asc' } })).map(({ path }) => path)

test('an import that is tried again forgets what failed of the files that wait, and of their parts, and nothing else', async () => {
  const gone = [
    'a.md',
    'a.md#part',
    'a.md#part#more',
    'b#2.md',
    'b#2.md#x',
    'b#2.md#a#x',
    'pasted text',
    'pasted text#1',
  ]
  const stays = ['a.md (2)', 'a.mdx', 'b', 'b#2', 'b#3.md', 'c.md', '']
  const id = await endedImport(
    ['b#2.md', 'a.md', 'a.md#part', null],
    [...stays, ...gone].map((path) => [path, 'failed']),
  )
  await database.importLine.create({ data: { importId: id, path: 'a.md', outcome: 'created' } })
  await retryImport(viewer, id)
  expect(await pathsLeft(id)).toEqual([...stays, 'a.md'])
})

test('an import of very many files that failed is tried again within the time of a statement', async () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `folder/of/reports/report-${index}.md`)
  const id = await endedImport(
    names,
    names.map((name, index) => [index % 2 === 0 ? name : `${name}#part`, 'failed']),
  )
  await retryImport(viewer, id)
  expect(await pathsLeft(id)).toEqual([])
}, 120_000)
