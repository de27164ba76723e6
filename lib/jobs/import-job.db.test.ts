import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isVisible } from '@/lib/access'
import { database } from '@/lib/database'
import type { SourceInput } from '@/lib/import/run-import'
import { cancelImport, recoverImports, retryImport } from '@/lib/store/import-jobs'
import { resolveShare } from '@/lib/store/share-incident'
import { stageImport } from '@/lib/store/staged-import'
import type { WaitingFile } from '@/lib/store/waiting-files'
import { numberedReport } from '@/tests/factories/numbered-report'
import { person, team } from '@/tests/factories/people'
import { slackExport, slackMessages, zipFiles } from '@/tests/factories/slack-export'
import { statusHistory, statusIncident } from '@/tests/factories/status-history'
import { emptyDatabase, readState } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { typescript, typescriptEnv } from '@/scripts/programs.mjs'
import { isHeld, takeLease } from './lease'
import { runImportJob, type JobOptions } from './run-import-job'
import { expandAll, startImport } from './start-import'

const never = new AbortController().signal
const options: JobOptions = { viewerFor: () => Promise.resolve(testViewer()), stop: never }
const children = new Set<ChildProcess>()

beforeEach(async () => {
  await emptyDatabase()
  await database.$executeRaw`DELETE FROM graphile_worker._private_jobs`
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
})
afterAll(() => database.$disconnect())

const sourceOf = (path: string, text: string): SourceInput => ({
  path,
  kind: 'file',
  bytes: new TextEncoder().encode(text),
})
const reports = (count: number) =>
  Array.from({ length: count }, (_, number) => sourceOf(`reports/${number}.md`, numberedReport(number)))
const stage = (sources: SourceInput[]) => startImport(testViewer(), { via: 'browser' }, sources)
const readImport = (id: string) => database.import.findUniqueOrThrow({ where: { id } })

async function readLines(importId: string): Promise<string[]> {
  const lines = await database.importLine.findMany({ where: { importId }, orderBy: { id: 'asc' } })
  return lines.map(({ path, outcome, slug }) => `${path} ${outcome} ${slug}`)
}

const LEFT_OUT = 'Of this export, files that are no messages were left out: general/attachments/plan.pdf.'

test('what an export leaves out is told by its first line, also when the import goes on after it was stopped', async () => {
  const files = { ...slackExport({ general: slackMessages(40, 1) }), 'general/attachments/plan.pdf': 'a plan' }
  const zip = { path: 'export.zip', kind: 'file' as const, bytes: await zipFiles(files) }
  const told = async (id: string) => {
    const lines = await database.importLine.findMany({ where: { importId: id }, orderBy: { id: 'asc' } })
    expect(lines.length).toBeGreaterThan(1)
    return lines.map(({ problems }) => JSON.stringify(problems).includes(LEFT_OUT))
  }
  for (const bytes of [zip, { ...zip, path: 'again.zip' }]) {
    const id = await stage([bytes])
    await runImportJob(id, { ...options, stop: AbortSignal.abort() })
    await runImportJob(id, options)
    const [first, ...others] = await told(id)
    expect([first, ...new Set(others)]).toEqual([true, false])
  }
})

async function jobKeys(): Promise<string[]> {
  const jobs = await database.$queryRaw<{ key: string }[]>`SELECT "key" FROM graphile_worker.jobs ORDER BY "id"`
  return jobs.map(({ key }) => key)
}

test('what is imported in the background for few is for few, also when a team that was named is gone meanwhile', async () => {
  const [maya, sam, lena] = [await person('maya'), await person('sam'), await person('lena')]
  const [staying, going] = [await team('responders', lena), await team('lawyers', sam)]
  const share = await resolveShare(maya, { visibility: 'restricted', readers: { users: [], teams: [staying, going] } })
  const id = await startImport(maya, { via: 'browser', share }, reports(2))
  await database.team.deleteMany({ where: { slug: going } })
  await runImportJob(id, { viewerFor: () => Promise.resolve(maya), stop: never })
  expect(await readImport(id)).toMatchObject({ state: 'finished', done: 2 })
  const made = await database.incident.findMany({ select: { id: true, visibility: true } })
  expect(made.map(({ visibility }) => visibility)).toEqual(['restricted', 'restricted'])
  for (const incident of made) {
    const may = await Promise.all([maya, lena, sam].map((viewer) => isVisible(viewer, incident.id)))
    expect(may).toEqual([true, true, false])
  }
})

test('an import and its job are stored together or not at all', async () => {
  const id = await stage(reports(3))
  expect(await readImport(id)).toMatchObject({ state: 'waiting', label: 'reports (3 files)', via: 'browser' })
  expect(await database.importItem.count({ where: { importId: id } })).toBe(3)
  expect(await jobKeys()).toEqual([`import:${id}`])

  const broken = async function* (): AsyncGenerator<WaitingFile> {
    yield { path: 'first.md', kind: 'file', bytes: new TextEncoder().encode(numberedReport(1)) }
    await Promise.reject(new Error('the line broke'))
  }
  const upload = { path: 'all.zip', open: broken }
  await expect(stageImport(testViewer(), { via: 'api', label: 'all.zip' }, [upload])).rejects.toThrow('broke')
  await expect(stage([])).rejects.toMatchObject({ code: 'bad_input' })
  await expect(startImport(testViewer('read'), { via: 'api' }, reports(1))).rejects.toMatchObject({ code: 'forbidden' })
  expect(await database.import.count()).toBe(1)
  expect(await jobKeys()).toHaveLength(1)
})

test('archives of one upload are opened up to the limits of one archive', async () => {
  const archive = async (name: string) => {
    const files = Array.from({ length: 2600 }, (_, index) => [`${index}.md`, 'x'] as const)
    return { path: name, kind: 'file' as const, bytes: await zipFiles(Object.fromEntries(files)) }
  }
  const uploads = [await archive('a.zip'), sourceOf('b.md', numberedReport(1)), await archive('c.zip')]
  const id = await stage(uploads)
  expect(await database.importItem.count({ where: { importId: id } })).toBe(2601)
  expect(await readLines(id)).toEqual(['c.zip failed null'])
  const now = []
  for await (const source of expandAll(uploads)) now.push(source)
  expect(now).toHaveLength(2602)
  expect(now.at(-1)).toMatchObject({ path: 'c.zip', refusal: { code: 'too_large' } })
  // The next upload begins anew.
  expect(await database.importItem.count({ where: { importId: await stage([await archive('c.zip')]) } })).toBe(2600)
})

test('each file gets a line with what became of it, and nothing is left waiting', async () => {
  const twice = numberedReport(1)
  const id = await stage([
    sourceOf('a.md', twice),
    sourceOf('b.png', '\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008'.repeat(40)),
    sourceOf('copy.md', twice),
    sourceOf('copy.md', numberedReport(2)),
  ])
  await runImportJob(id, options)
  const lines = await readLines(id)
  expect(lines).toHaveLength(4)
  expect(lines.toSorted()).toEqual([
    expect.stringMatching(/^a\.md created /),
    'b.png failed null',
    expect.stringMatching(/^copy\.md \(2\) created /),
    expect.stringMatching(/^copy\.md unchanged /),
  ])
  expect(await readImport(id)).toMatchObject({ state: 'finished', done: 4, total: 4, error: null })
  expect(await database.importItem.count()).toBe(0)
})

test('who may no longer write imports no further', async () => {
  const id = await stage(reports(2))
  await runImportJob(id, { ...options, viewerFor: () => Promise.resolve(testViewer('read')) })
  const row = await readImport(id)
  expect(row.state).toBe('failed')
  expect(row.error).toContain('Tess')
  expect(await database.incident.count()).toBe(0)
})

test('a waiting import is cancelled at once, a running one after the document in hand', async () => {
  const waiting = await stage(reports(2))
  await cancelImport(testViewer(), waiting)
  expect(await readImport(waiting)).toMatchObject({ state: 'cancelled' })
  await runImportJob(waiting, options)
  expect(await database.incident.count()).toBe(0)
  await expect(cancelImport(testViewer(), waiting)).rejects.toMatchObject({ code: 'conflict' })
  await expect(cancelImport(testViewer(), 'nothing')).rejects.toMatchObject({ code: 'not_found' })

  const id = await stage(reports(600))
  const running = runImportJob(id, options)
  await vi.waitUntil(async () => (await readImport(id)).done > 3, { timeout: 20_000, interval: 20 })
  await cancelImport(testViewer(), id)
  await running
  const row = await readImport(id)
  expect(row.state).toBe('cancelled')
  expect(row.done).toBeLessThan(600)
  expect(await database.importItem.count()).toBe(0)
  expect(await readLines(id)).toHaveLength(await database.incident.count({ where: { stub: false } }))
}, 60_000)

test('a cancelled import whose worker is gone is closed by the next', async () => {
  const id = await stage(reports(2))
  await database.import.update({ where: { id }, data: { state: 'running' } })
  await cancelImport(testViewer(), id)
  expect((await readImport(id)).state).toBe('running')
  await runImportJob(id, options)
  expect((await readImport(id)).state).toBe('cancelled')
})

test('an import that somebody holds is left to them, and recovered when they are gone', async () => {
  const id = await stage(reports(1))
  await database.$executeRaw`DELETE FROM graphile_worker._private_jobs`
  const lease = await takeLease(id)
  expect(await isHeld(id)).toBe(true)
  expect(await takeLease(id)).toBeNull()
  await runImportJob(id, options)
  await recoverImports(isHeld)
  expect(await jobKeys()).toEqual([])
  expect((await readImport(id)).state).toBe('waiting')
  await lease?.release()
  await vi.waitUntil(async () => !(await isHeld(id)), { interval: 10 })
  await recoverImports(isHeld)
  expect(await jobKeys()).toEqual([`import:${id}`])
})

test('an import of a command that was killed is closed with the reason', async () => {
  const startedAt = new Date(Date.now() - 600_000)
  await database.import.create({
    data: { id: 'gone', via: 'command-line', byName: 'command line', state: 'running', startedAt },
  })
  await recoverImports(isHeld)
  const row = await readImport('gone')
  expect(row.state).toBe('failed')
  expect(row.error).toContain('stopped')
})

test('a file that ends the process each time is given up, and the others are imported', async () => {
  const id = await stage(reports(3))
  await database.import.update({ where: { id }, data: { state: 'running', attempts: 25, current: 'reports/1.md' } })
  await runImportJob(id, options)
  const lines = await readLines(id)
  expect(lines.filter((line) => line.includes('created'))).toHaveLength(2)
  expect(lines).toContain('reports/1.md failed null')
  expect((await readImport(id)).state).toBe('finished')
})

test('a dozen ends of the process in a row lose nothing that was accepted', async () => {
  const id = await stage(reports(3))
  await database.import.update({ where: { id }, data: { state: 'running', attempts: 12, current: 'reports/1.md' } })
  await runImportJob(id, options)
  expect((await readLines(id)).filter((line) => line.includes('created'))).toHaveLength(3)
})

test('a file that was given up is kept: what ended the process may have been something else', async () => {
  const id = await stage(reports(3))
  await database.import.update({ where: { id }, data: { state: 'running', attempts: 25, current: 'reports/1.md' } })
  await runImportJob(id, options)
  await retryImport(testViewer('write'), id)
  await runImportJob(id, options)
  const lines = await readLines(id)
  expect(lines.filter((line) => line.includes('created'))).toHaveLength(3)
  expect(lines.filter((line) => line.includes('failed'))).toEqual([])
  expect(await database.importItem.count()).toBe(0)
})

test('what failed for no fault of its own can be tried again', async () => {
  const id = await stage(reports(2))
  await database.$executeRawUnsafe(`
    CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW."origin" = 'reports/0.md' THEN RAISE EXCEPTION 'disk full'; END IF; RETURN NEW; END $$;
  `)
  await database.$executeRawUnsafe(
    'CREATE TRIGGER refuse BEFORE INSERT ON "Source" FOR EACH ROW EXECUTE FUNCTION refuse_one()',
  )
  try {
    await runImportJob(id, options)
  } finally {
    await database.$executeRawUnsafe('DROP TRIGGER refuse ON "Source"')
    await database.$executeRawUnsafe('DROP FUNCTION refuse_one')
  }
  expect(await readLines(id)).toContain('reports/0.md failed null')
  expect(await database.importItem.count()).toBe(1)
  await retryImport(testViewer(), id)
  await runImportJob(id, options)
  const lines = await readLines(id)
  expect(lines).toHaveLength(2)
  expect(lines.every((line) => line.includes('created'))).toBe(true)
  await expect(retryImport(testViewer(), id)).rejects.toMatchObject({ code: 'conflict' })
})

/** A process that works through the queue. Says when it has begun. */
async function startProcess(): Promise<ChildProcess> {
  const child = spawn(process.execPath, typescript('tests/factories/worker-process.ts', []), {
    env: { ...process.env, ...typescriptEnv },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  if (child.stdout) await once(child.stdout, 'data')
  return child
}

const untilDone = (id: string, done: number) =>
  vi.waitUntil(async () => (await database.importLine.count({ where: { importId: id } })) >= done, {
    timeout: 60_000,
    interval: 5,
  })
const untilEnded = (id: string) =>
  vi.waitUntil(async () => (await readImport(id)).state === 'finished', { timeout: 100_000, interval: 50 })

/** Files of one document, a history of hundreds in one file, and one that is no text. */
function mixed(): { sources: SourceInput[]; documents: number } {
  const history = statusHistory(
    'parcels',
    Array.from({ length: 200 }, (_, index) => statusIncident(index)),
  )
  const picture = sourceOf('picture.png', '\u0000\u0001\u0002\u0003\u0004\u0005'.repeat(60))
  const singles = reports(100)
  return {
    sources: [...singles.slice(0, 50), sourceOf('history.json', history), picture, ...singles.slice(50)],
    documents: 100 + 200 + 1,
  }
}

test('killed again and again, an import ends in the state of one that ran through', async () => {
  const { sources, documents } = mixed()
  const whole = await stage(sources)
  await runImportJob(whole, options)
  const expected = { state: await readState(), lines: (await readLines(whole)).toSorted() }
  expect(expected.lines).toHaveLength(documents)

  await emptyDatabase()
  const id = await stage(sources)
  for (const done of [30, 120, 200]) {
    const child = await startProcess()
    await untilDone(id, done)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect((await readImport(id)).state).toBe('running')
  }
  await startProcess()
  await untilEnded(id)
  expect((await readLines(id)).toSorted()).toEqual(expected.lines)
  expect(await readState()).toEqual(expected.state)
  expect(await readImport(id)).toMatchObject({ done: documents, total: documents })
  expect(await database.importItem.count()).toBe(0)
}, 180_000)

test('two processes on one database import each document once', async () => {
  const ids = await Promise.all([stage(reports(60)), stage(reports(90).slice(60))])
  const processes = await Promise.all([startProcess(), startProcess()])
  for (const id of ids) await untilEnded(id)
  expect(processes.every(({ exitCode }) => exitCode === null)).toBe(true)
  const lines = (await Promise.all(ids.map(readLines))).flat()
  expect(lines).toHaveLength(90)
  expect(new Set(lines.map((line) => line.split(' ')[0]))).toHaveLength(90)
  expect(await database.source.count()).toBe(90)
}, 120_000)
