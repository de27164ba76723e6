import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { database } from '@/lib/database'
import type { ParsePool } from '@/lib/import/parse-pool'
import { readSourceText } from '@/lib/import/source-text'
import { cancelImport } from '@/lib/store/import-jobs'
import { testPool } from '@/tests/factories/parse-pool'
import { statusHistory, statusIncident } from '@/tests/factories/status-history'
import { emptyDatabase } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { runImportJob } from './run-import-job'
import { startImport } from './start-import'

vi.mock('@/lib/import/source-text', { spy: true })
/** Threads take their time to start. */
vi.setConfig({ testTimeout: 60_000 })

const ofProcess = globalThis as typeof globalThis & { hindsightParsePool?: ParsePool }
const usePool = (...given: Parameters<typeof testPool>) => (ofProcess.hindsightParsePool = testPool(...given))

beforeEach(emptyDatabase)
afterEach(async () => {
  await ofProcess.hindsightParsePool?.stop()
  delete ofProcess.hindsightParsePool
})
afterAll(() => database.$disconnect())

const run = (id: string) =>
  runImportJob(id, { viewerFor: () => Promise.resolve(testViewer()), stop: new AbortController().signal })
const readImport = (id: string) => database.import.findUniqueOrThrow({ where: { id } })
const history = (path: string, first: number, name = 'Slow parcels') => {
  const incidents = Array.from({ length: 100 }, (_, index) => ({ ...statusIncident(first + index), name }))
  return { path, kind: 'file' as const, bytes: new TextEncoder().encode(statusHistory('parcels', incidents)) }
}

test('what may be costly is counted, as it is read, without keeping the process from others', async () => {
  usePool('true')
  const id = await startImport(testViewer(), { via: 'browser' }, [history('a.json', 0), history('b.json', 100)])
  await run(id)
  expect(await readImport(id)).toMatchObject({ state: 'finished', done: 200, total: 200 })
  expect(readSourceText).not.toHaveBeenCalled()
})

test('an import that is cancelled while its documents are counted ends then, and the file that is counted is noted', async () => {
  usePool('trapped', { silence: 2_000 })
  const files = [history('a.json', 0, 'trap: count'), history('b.json', 100)]
  const id = await startImport(testViewer(), { via: 'browser' }, files)
  // It was begun once and ended with its process.
  await database.import.update({ where: { id }, data: { state: 'running', attempts: 1 } })
  const running = run(id)
  await vi.waitUntil(async () => (await readImport(id)).current === 'a.json', { timeout: 30_000, interval: 10 })
  await cancelImport(testViewer(), id)
  await running
  expect(await readImport(id)).toMatchObject({ state: 'cancelled', done: 0, total: null })
  expect([await database.incident.count(), await database.importItem.count()]).toEqual([0, 0])
})
