import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { database } from '@/lib/database'
import { typescript, typescriptEnv } from '@/scripts/programs.mjs'
import { statusHistory, statusIncident } from '@/tests/factories/status-history'
import { emptyDatabase, readState } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { syncCatalogue } from './catalogue'
import { findFiles } from './files'
import { importSources } from './run-import'

const folder = mkdtempSync(path.join(tmpdir(), 'hindsight-killed-'))
const client = new pg.Client(process.env.DATABASE_URL)

/** Names in the order of the import: reports, a history, and again reports, some of which belong to the first. */
function writeFiles(): void {
  mkdirSync(path.join(folder, 'reports'))
  const report = (index: number, words: string) => `# Parcels were not printed in depot ${index}

Date: 2025-02-${10 + index} (UTC)

## Timeline (UTC)

- 06:0${index} label printing failed in depot ${index}
- 06:3${index} the label service of depot${index}.example.net was restarted
- 06:5${index} service restored

## Root cause

The certificate of the label service had expired. ${words}

## Action items

- [ ] Alert two weeks before a certificate of depot ${index} expires
`
  for (let index = 0; index < 6; index++) {
    writeFileSync(path.join(folder, 'reports', `a${index}.md`), report(index, 'Nobody owned the renewal.'))
    writeFileSync(path.join(folder, 'reports', `z${index}.md`), report(index, 'Nobody owned the renewal of it.'))
  }
  const incidents = Array.from({ length: 260 }, (_, index) => statusIncident(index))
  writeFileSync(path.join(folder, 'reports', 'history.json'), statusHistory('harbour', incidents))
}

beforeAll(async () => {
  writeFiles()
  await client.connect()
})
beforeEach(async () => {
  await emptyDatabase()
  await syncCatalogue(testViewer())
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await client.end()
  await database.$disconnect()
})

async function importHere(): Promise<Record<string, string[]>> {
  const inputs = async function* () {
    for await (const file of findFiles([folder])) yield await file.read()
  }
  for await (const line of importSources(testViewer(), inputs(), { via: 'command-line' })) {
    expect(line.outcome).not.toBe('failed')
  }
  return anonymous(await readState())
}

/** Another name imports on the command line than in this test. */
function anonymous(state: Record<string, string[]>): Record<string, string[]> {
  const lines = state['Source']?.map((row) => row.replaceAll(/"importedBy(Id)?":("[^"]*"|null)/g, '')) ?? []
  return { ...state, Source: lines.toSorted() }
}

/** Starts the import in a process of its own; `printed` is called with the number of each line that it prints. */
function startImport(printed: (lines: number) => void) {
  const child = spawn(process.execPath, typescript('scripts/hindsight.ts', ['import', folder]), {
    env: { ...process.env, ...typescriptEnv },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let lines = 0
  createInterface({ input: child.stdout }).on('line', () => printed(++lines))
  return { kill: () => child.kill('SIGKILL'), ended: once(child, 'close') }
}

let uninterrupted: Promise<Record<string, string[]>> | undefined

test.each([1, 90, 200])(
  'an import that is killed after %i lines and started again ends as one that was not',
  async (point) => {
    const expected = await (uninterrupted ??= importHere())
    await emptyDatabase()
    await syncCatalogue(testViewer())
    const { kill, ended } = startImport((lines) => lines === point && kill())
    await ended
    const stored = await database.postmortem.count()
    expect(stored).toBeGreaterThan(0)
    expect(await importHere()).toEqual(expected)
  },
  120_000,
)

test('so does one that is killed inside a transaction', async () => {
  const expected = await (uninterrupted ??= importHere())
  await emptyDatabase()
  await syncCatalogue(testViewer())
  let locked: Promise<unknown> | undefined
  const { kill, ended } = startImport((lines) => {
    // The first documents are stored: the next insertion has to wait for this lock, in the middle of its transaction.
    if (lines === 1)
      locked = client.query('BEGIN').then(() => client.query('LOCK TABLE "SearchDocument" IN SHARE MODE'))
  })
  const waiting = async () => {
    const { rows } = await client.query('SELECT 1 FROM pg_locks WHERE NOT granted')
    expect(rows).not.toEqual([])
  }
  await vi.waitFor(() => expect(locked).toBeDefined(), { timeout: 60_000 })
  await locked
  await vi.waitFor(waiting, { timeout: 60_000 })
  kill()
  await ended
  await client.query('COMMIT')
  const stored = await database.postmortem.count()
  expect(await importHere()).toEqual(expected)
  expect(stored).toBeGreaterThan(0)
  expect(stored).toBeLessThan(expected['Postmortem']?.length ?? 0)
}, 120_000)
