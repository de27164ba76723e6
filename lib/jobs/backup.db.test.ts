import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Logger, run } from 'graphile-worker'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { testViewer } from '@/tests/factories/viewer'
import { cloneDatabase } from '@/tests/setup/clone-database'

const folder = mkdtempSync(path.join(os.tmpdir(), 'hindsight-scheduled-'))
const place = path.join(folder, 'backups')

// The environment is read once, so the folder has to be in it before anything asks.
async function load() {
  process.env.BACKUP_DIR = place
  process.env.BACKUP_KEEP = '2'
  process.env.BACKUP_SCHEDULE = '15 3 * * *'
  const { runBackup, scheduledBackup } = await import('./backup')
  const { listBackupRuns } = await import('@/lib/query/backup-runs')
  const { readReadiness } = await import('@/lib/query/readiness')
  const { verifyBackup } = await import('@/lib/backup/read-backup')
  const { readDatabaseMark } = await import('@/lib/backup/database-mark')
  return {
    runBackup,
    scheduledBackup,
    listBackupRuns,
    readReadiness,
    verifyBackup,
    readDatabaseMark,
    mark: await readDatabaseMark(),
  }
}
let it: Awaited<ReturnType<typeof load>>
beforeAll(async () => {
  it = await load()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (day: number) => new Date(Date.UTC(2026, 10, day, 3, 15))
const nameOf = (day: number) => `hindsight-${it.mark}-2026-11-${day}T03-15-00Z.tar.gz`

test('the schedule keeps the newest backups, whole ones, and leaves other files alone', async () => {
  for (const day of [18, 19, 20]) await it.runBackup(at(day))
  writeFileSync(path.join(place, 'notes.txt'), 'ours')
  const left = path.join(place, 'hindsight-2026-11-17T03-15-00Z.tar.gz.unfinished')
  writeFileSync(left, 'of a killed process of an older version')
  utimesSync(left, new Date(0), new Date(0))
  await it.runBackup(at(21))
  const names = readdirSync(place).toSorted()
  expect(names).toEqual([nameOf(20), nameOf(21), 'notes.txt'])
  expect((await it.verifyBackup(path.join(place, names[1] ?? ''))).createdAt).toBe('2026-11-21T03:15:00.000Z')
})

test('how it went is told: in the settings, and where readiness is asked', async () => {
  const [newest] = await it.listBackupRuns(testViewer('admin'))
  expect(newest).toMatchObject({ startedAt: '2026-11-21T03:15:00.000Z', error: null })
  const { checks } = await it.readReadiness(new Date(), true)
  expect(checks.backup).toMatchObject({ ok: true, scheduled: true })
  await expect(it.listBackupRuns(testViewer('write'))).rejects.toMatchObject({ code: 'forbidden' })
})

test('an empty file, which a kill leaves where there are no hard links, is none of those that are kept', async () => {
  const hours = (hour: string) => `hindsight-${it.mark}-2026-11-21T${hour}-15-00Z.tar.gz`
  writeFileSync(path.join(place, hours('04')), '')
  await it.runBackup(new Date('2026-11-21T05:15:00Z'))
  expect(readdirSync(place).toSorted()).toEqual([hours('03'), hours('05'), 'notes.txt'])
})

test('two installations share a folder: neither takes or replaces what may be the backup of the other', async () => {
  const another = await cloneDatabase(inject('postgresUrl'))
  const here = process.env.DATABASE_URL
  process.env.DATABASE_URL = another.url
  const mark = await it.readDatabaseMark().finally(() => (process.env.DATABASE_URL = here))
  await another.drop()
  expect(mark).not.toBe(it.mark)
  const theirs = [1, 2, 3].map((day) => `hindsight-${mark}-2026-11-0${day}T03-15-00Z.tar.gz`)
  const unmarked = 'hindsight-2026-11-01T03-15-00Z.tar.gz'
  for (const name of [...theirs, unmarked, nameOf(23)]) writeFileSync(path.join(place, name), 'of somebody')
  await it.runBackup(at(22))
  await expect(it.runBackup(at(23))).rejects.toMatchObject({ code: 'EEXIST' })
  expect(readFileSync(path.join(place, nameOf(23)), 'utf8')).toBe('of somebody')
  rmSync(path.join(place, nameOf(23)))
  await it.runBackup(at(24))
  const names = readdirSync(place).toSorted()
  expect(names).toEqual([...theirs, unmarked, nameOf(22), nameOf(24), 'notes.txt'].toSorted())
})

test('a backup that stands still is given up, and holds no table any more', async () => {
  const holder = new Client(process.env.DATABASE_URL)
  await holder.connect()
  await holder.query('BEGIN')
  await holder.query('LOCK TABLE "User" IN ACCESS EXCLUSIVE MODE')
  const before = readdirSync(place)
  await expect(it.runBackup(at(25), { stillMs: 500, longestMs: 60_000 })).rejects.toThrow('stood still')
  const locked = async () =>
    (await holder.query(`SELECT 1 FROM pg_locks WHERE relation = '"Incident"'::regclass AND mode = 'AccessShareLock'`))
      .rowCount
  await expect.poll(locked, { timeout: 20_000 }).toBe(0)
  await holder.query('ROLLBACK')
  await holder.end()
  const [newest] = await it.listBackupRuns(testViewer('admin'))
  expect(newest?.error).toMatch(/did not go on/)
  await expect.poll(() => readdirSync(place), { timeout: 20_000 }).toEqual(before)
})

test('a backup that stands still leaves the other place of the queue to others, also when the next one is due', async () => {
  const { jobKey, queueName } = it.scheduledBackup('15 3 * * *').options ?? {}
  const gate = new AbortController()
  const opened = once(gate.signal, 'abort').then(() => undefined)
  let begun = 0
  let others = 0
  const runner = await run({
    connectionString: process.env.DATABASE_URL,
    concurrency: 2,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: new Logger(() => () => undefined),
    taskList: {
      backup: () => {
        begun++
        return opened
      },
      other: () => void others++,
    },
  })
  await runner.addJob('backup', {}, { jobKey, queueName })
  await expect.poll(() => begun, { timeout: 20_000 }).toBe(1)
  await runner.addJob('backup', {}, { jobKey, queueName })
  await runner.addJob('other', {}, { priority: 1 })
  await expect.poll(() => others, { timeout: 20_000 }).toBe(1)
  expect(begun).toBe(1)
  gate.abort()
  await expect.poll(() => begun, { timeout: 20_000 }).toBe(2)
  await runner.stop()
})

test('a backup that fails says so, and takes no older one away', async () => {
  rmSync(place, { recursive: true })
  writeFileSync(place, 'a file in the place of the folder')
  await expect(it.runBackup(at(26))).rejects.toThrow(/EEXIST|ENOTDIR/)
  const [newest, ...before] = await it.listBackupRuns(testViewer('admin'))
  expect(newest?.error).toMatch(/failed/)
  expect(before.find(({ file }) => file.endsWith(nameOf(24)))?.error).toBeNull()
})
