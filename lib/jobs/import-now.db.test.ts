import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { database } from '@/lib/database'
import type { SourceInput } from '@/lib/import/run-import'
import { log } from '@/lib/observe/log'
import type { ImportLine } from '@/lib/schema/import'
import { cancelImport, endImport, recoverImports } from '@/lib/store/import-jobs'
import { undoImport } from '@/lib/store/undo-import'
import { numberedReport } from '@/tests/factories/numbered-report'
import { zipFiles } from '@/tests/factories/slack-export'
import { emptyDatabase } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { importNow } from './import-now'
import { isHeld, withLease } from './lease'
import { runImportJob } from './run-import-job'

const viewer = testViewer('admin', 'Ada')

beforeEach(async () => {
  await emptyDatabase()
  await database.$executeRaw`DELETE FROM graphile_worker._private_jobs`
})
afterAll(() => database.$disconnect())

/** One archive of more reports than one transaction stores. */
async function archive(): Promise<SourceInput[]> {
  const files = Array.from({ length: 120 }, (_, number) => [`${number}.md`, numberedReport(number)] as const)
  return [{ path: 'reports.zip', kind: 'file', bytes: await zipFiles(Object.fromEntries(files)) }]
}

/** Imports the archive; once the first documents are stored, and before the next ones are, this happens to the import. */
async function importAndThen(happens: (id: string) => Promise<boolean>): Promise<ImportLine[]> {
  let hasHappened = false
  const mayGoOn = async () => {
    const begun = await database.import.findFirst()
    if (!begun || hasHappened) return true
    hasHappened = true
    return happens(begun.id)
  }
  return importNow(viewer, await archive(), { dryRun: false, share: null, mayGoOn })
}

const ended = () => database.import.findFirstOrThrow({ include: { lines: true } })
const incidents = () => database.incident.count({ where: { stub: false } })
const work = (id: string) =>
  runImportJob(id, { viewerFor: () => Promise.resolve(viewer), stop: new AbortController().signal })

test('an archive that is imported at once, and takes long, is not closed as one that was left', async () => {
  const lines = await importAndThen(async (id) => {
    await database.import.update({ where: { id }, data: { startedAt: new Date(Date.now() - 600_000) } })
    await recoverImports(isHeld)
    expect(await ended()).toMatchObject({ state: 'running', error: null })
    return true
  })
  expect(lines.map(({ outcome }) => outcome)).toEqual(Array(120).fill('created'))
  expect(await ended()).toMatchObject({ state: 'finished', done: 120, total: 120 })
  expect(await isHeld((await ended()).id)).toBe(false)
})

test('an import at once stores nothing further when who started it may not import any more, and both the answer and the history say so', async () => {
  const lines = await importAndThen(() => Promise.resolve(false))
  const error = 'Ada may not import any more, so nothing further was imported.'
  expect(lines.at(-1)).toMatchObject({ outcome: 'failed', error: { code: 'forbidden', message: error } })
  const stored = await incidents()
  expect(stored).toBeLessThan(120)
  expect(lines.slice(0, -1).map(({ outcome }) => outcome)).toEqual(Array(stored).fill('created'))
  expect(await ended()).toMatchObject({ state: 'failed', error, done: stored })
})

test('who may not import any more before the first document is refused, and nothing is noted', async () => {
  const never = { dryRun: false, share: null, mayGoOn: () => Promise.resolve(false) }
  await expect(importNow(viewer, await archive(), never)).rejects.toMatchObject({ code: 'forbidden' })
  expect([await incidents(), await database.import.count()]).toEqual([0, 0])
})

test('an import at once that is cancelled stops, and ends as cancelled', async () => {
  const lines = await importAndThen(async (id) => {
    await cancelImport(viewer, id)
    // A worker leaves it to who is at it.
    await work(id)
    expect((await ended()).state).toBe('running')
    return true
  })
  const stored = await incidents()
  expect(stored).toBeLessThan(120)
  expect(lines).toHaveLength(stored + 1)
  expect(lines.at(-1)).toMatchObject({ outcome: 'failed', error: { code: 'conflict' } })
  expect(await ended()).toMatchObject({ state: 'cancelled', done: stored, finishedAt: expect.any(Date) as unknown })
})

test('an import at once that was closed and undone while it ran stores nothing further, and stays undone', async () => {
  const lines = await importAndThen(async (id) => {
    await endImport(id, 'failed', { error: 'It was stopped before it ended.' })
    await undoImport(viewer, id)
    return true
  })
  expect(await incidents()).toBe(0)
  expect(await ended()).toMatchObject({ state: 'undone', error: 'It was stopped before it ended.' })
  expect(lines.at(-1)).toMatchObject({ outcome: 'failed', error: { code: 'conflict' } })
})

test('imports at once hold their leases by one connection of their process, however many they are', async () => {
  const ids = Array.from({ length: 20 }, (_, number) => `import-${number}`)
  let begun = 0
  let go = () => {}
  const all = new Promise<void>((resolve) => {
    go = resolve
  })
  const held: boolean[] = []
  let connections: unknown
  const look = async () => {
    held.push(...(await Promise.all(ids.map(isHeld))))
    connections = await database.$queryRaw`
      SELECT count(DISTINCT "pid")::int AS "count" FROM pg_locks WHERE "locktype" = 'advisory' AND "classid" = 7417002::oid
        AND "database" = (SELECT "oid" FROM pg_database WHERE "datname" = current_database())`
    go()
  }
  const hold = (id: string) =>
    withLease(id, async () => {
      if (++begun === ids.length) await look()
      await all
    })
  await Promise.all(ids.map(hold))
  expect([connections, held]).toEqual([[{ count: 1 }], ids.map(() => true)])
  expect(await Promise.all(ids.map(isHeld))).toEqual(ids.map(() => false))
})

test('an import that fails gives its lease back, and the next one has its own', async () => {
  const broken = withLease('broken', () => Promise.reject(new Error('the line broke')))
  await expect(broken).rejects.toThrow('the line broke')
  expect(await isHeld('broken')).toBe(false)
  expect(await withLease('next', () => isHeld('next'))).toBe(true)
})

const holder = async () => {
  const [found] = await database.$queryRaw<{ pid: number }[]>`
    SELECT DISTINCT "pid" FROM pg_locks WHERE "locktype" = 'advisory' AND "classid" = 7417002::oid
      AND "database" = (SELECT "oid" FROM pg_database WHERE "datname" = current_database())`
  return found?.pid
}

test('an import whose connection for the lease is lost has its lease again, and the next one has one, too', async () => {
  const lose = async () => {
    const before = await holder()
    await database.$queryRaw`SELECT pg_terminate_backend(${before}::int)`
    await vi.waitUntil(async () => ![before, undefined].includes(await holder()), { interval: 10 })
    return [await isHeld('first'), await withLease('second', () => isHeld('second'))]
  }
  expect(await withLease('first', lose)).toEqual([true, true])
  expect([await isHeld('first'), await isHeld('second')]).toEqual([false, false])
})

test('imports that lose their connection while there is none to be had have their leases again, also when another import makes the new one', async () => {
  const warned = vi.spyOn(log, 'warn')
  const lose = async () => {
    const before = await holder()
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none')
    try {
      await database.$queryRaw`SELECT pg_terminate_backend(${before}::int)`
      await vi.waitUntil(() => warned.mock.calls.length > 0, { timeout: 5_000, interval: 5 })
    } finally {
      vi.unstubAllEnvs()
    }
    // It comes before the lost connection is asked for again.
    return withLease('third', async () => {
      await vi.waitUntil(() => isHeld('first'), { timeout: 5_000, interval: 20 }).catch(() => false)
      return Promise.all(['first', 'second', 'third'].map(isHeld))
    })
  }
  expect(await withLease('first', () => withLease('second', lose))).toEqual([true, true, true])
  expect(await Promise.all(['first', 'second', 'third'].map(isHeld))).toEqual([false, false, false])
  warned.mockRestore()
})
