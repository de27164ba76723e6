import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testViewer } from '@/tests/factories/viewer'

const folder = mkdtempSync(path.join(os.tmpdir(), 'hindsight-scheduled-'))
const place = path.join(folder, 'backups')

// The environment is read once, so the folder has to be in it before anything asks.
async function load() {
  process.env.BACKUP_DIR = place
  process.env.BACKUP_KEEP = '2'
  process.env.BACKUP_SCHEDULE = '15 3 * * *'
  const { runBackup } = await import('./backup')
  const { listBackupRuns } = await import('@/lib/query/backup-runs')
  const { readReadiness } = await import('@/lib/query/readiness')
  const { verifyBackup } = await import('@/lib/backup/read-backup')
  return { runBackup, listBackupRuns, readReadiness, verifyBackup }
}
let it: Awaited<ReturnType<typeof load>>
beforeAll(async () => {
  it = await load()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (day: number) => new Date(Date.UTC(2026, 10, day, 3, 15))

test('the schedule keeps the newest backups, whole ones, and leaves other files alone', async () => {
  for (const day of [18, 19, 20]) await it.runBackup(at(day))
  writeFileSync(path.join(place, 'notes.txt'), 'ours')
  const left = path.join(place, 'hindsight-2026-11-17T03-15-00Z.tar.gz.unfinished')
  writeFileSync(left, 'of a killed process of an older version')
  utimesSync(left, new Date(0), new Date(0))
  await it.runBackup(at(21))
  const names = readdirSync(place).toSorted()
  expect(names).toEqual(['hindsight-2026-11-20T03-15-00Z.tar.gz', 'hindsight-2026-11-21T03-15-00Z.tar.gz', 'notes.txt'])
  expect((await it.verifyBackup(path.join(place, names[1] ?? ''))).createdAt).toBe('2026-11-21T03:15:00.000Z')
})

test('how it went is told: in the settings, and where readiness is asked', async () => {
  const [newest] = await it.listBackupRuns(testViewer('admin'))
  expect(newest).toMatchObject({ startedAt: '2026-11-21T03:15:00.000Z', error: null })
  const { checks } = await it.readReadiness(new Date(), true)
  expect(checks.backup).toMatchObject({ ok: true, scheduled: true })
  await expect(it.listBackupRuns(testViewer('write'))).rejects.toMatchObject({ code: 'forbidden' })
})

test('a backup that fails says so, and takes no older one away', async () => {
  rmSync(place, { recursive: true })
  writeFileSync(place, 'a file in the place of the folder')
  await expect(it.runBackup(at(22))).rejects.toThrow(/EEXIST|ENOTDIR/)
  const [newest, before] = await it.listBackupRuns(testViewer('admin'))
  expect(newest?.error).toMatch(/failed/)
  expect(before?.error).toBeNull()
})
