import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { database } from '@/lib/database'
import type { ImportLine } from '@/lib/schema/import'
import { numberedReport } from '@/tests/factories/numbered-report'
import { testPool } from '@/tests/factories/parse-pool'
import { statusHistory, statusIncident } from '@/tests/factories/status-history'
import { emptyDatabase, readState } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { syncCatalogue } from './catalogue'
import type { ParsePool } from './parse-pool'
import { importSources, type ImportOptions, type SourceInput } from './run-import'

/** Threads take their time to start. */
vi.setConfig({ testTimeout: 60_000 })

const pools = new Set<ParsePool>()

beforeEach(async () => {
  await emptyDatabase()
  await syncCatalogue(testViewer())
})
afterEach(async () => {
  await Promise.all([...pools].map((pool) => pool.stop()))
  pools.clear()
})
afterAll(() => database.$disconnect())

async function startPool(...[program, options]: Parameters<typeof testPool>): Promise<ParsePool> {
  const pool = testPool(program, options)
  pools.add(pool)
  await pool.ready()
  return pool
}

const sourceOf = (path: string, text: string): SourceInput => ({
  path,
  kind: 'file',
  bytes: new TextEncoder().encode(text),
})
const report = (number: number, words = '') => sourceOf(`r${number}.md`, `${numberedReport(number)}\n${words}\n`)
const inputs = [
  ...Array.from({ length: 20 }, (_, number) => report(number)),
  sourceOf('history.json', statusHistory('harbour', [0, 1, 2].map(statusIncident))),
  { ...report(3), path: 'copy.md' },
]

async function importAll(sources: SourceInput[], options: Partial<ImportOptions> = {}): Promise<ImportLine[]> {
  const lines: ImportLine[] = []
  for await (const line of importSources(testViewer(), sources, { via: 'api', ...options })) lines.push(line)
  return lines
}

const withoutIds = (lines: ImportLine[]) => lines.map(({ sourceId: _, ...line }) => line)

test('what threads read is stored as what this process reads, in the order of the sources, and once', async () => {
  const pool = await startPool('true', { threads: 2 })
  const lines = await importAll(inputs, { pool })
  const state = await readState()
  expect(withoutIds(await importAll(inputs, { pool }))).toEqual(
    lines.map(({ sourceId: _, ...line }) => ({ ...line, outcome: 'unchanged', problems: [] })),
  )
  await emptyDatabase()
  await syncCatalogue(testViewer())
  expect(withoutIds(lines)).toEqual(withoutIds(await importAll(inputs)))
  expect(state).toEqual(await readState())
})

test('a document that ends the thread has a line of its own, and the others are stored', async () => {
  const pool = await startPool('trapped')
  const lines = await importAll([report(0), report(1, 'trap: exit'), report(2)], { pool })
  expect(lines).toMatchObject([
    { path: 'r0.md', outcome: 'created' },
    { path: 'r1.md', outcome: 'failed', error: { code: 'unprocessable' } },
    { path: 'r2.md', outcome: 'created' },
  ])
  expect(await database.source.count()).toBe(2)
})

test.each([
  ['a long one', `trap: exit ${'a '.repeat(20_000)}`],
  ['one that looks costly', `trap: exit ${'*a_ '.repeat(2_000)}`],
])('a single document that may be costly is read by a thread, though the import is small: %s', async (_name, words) => {
  const pool = testPool('trapped', { worthwhile: { sources: 100, length: 10_000_000 } })
  pools.add(pool)
  expect(await importAll([report(1, words)], { pool })).toMatchObject([
    { outcome: 'failed', error: { code: 'unprocessable' } },
  ])
  // What is cheap is read where it is.
  expect(await importAll([report(2, 'trap: exit')], { pool })).toMatchObject([{ outcome: 'created' }])
})

test('an import that is stopped in between has stored whole documents, and the next one the rest', async () => {
  const pool = await startPool('true')
  const many = Array.from({ length: 150 }, (_, number) => report(number))
  for await (const line of importSources(testViewer(), many, { via: 'api', pool })) {
    expect(line.outcome).toBe('created')
    break
  }
  const stored = await database.source.count()
  expect(stored).toBeLessThan(150)
  expect(await database.postmortem.count()).toBe(stored)
  await importAll(many, { pool })
  expect(await database.postmortem.count()).toBe(150)
})
