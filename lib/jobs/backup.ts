import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { CronItem } from 'graphile-worker'
import { readDatabaseMark } from '@/lib/backup/database-mark'
import { leftBehind, type Limits, OutOfTime, type Progress, withinLimits } from '@/lib/backup/time-limit'
import { writeBackup } from '@/lib/backup/write-backup'
import { sentence } from '@/lib/schema/sentence'
import { env } from '@/lib/env'
import { log } from '@/lib/observe/log'
import type { BackupSummary } from '@/lib/schema/backup'
import { finishBackupRun, startBackupRun } from '@/lib/store/backup-runs'

/** The task of the queue that makes a backup. */
export const BACKUP_TASK = 'backup'

/**
 * Backups by the clock, at the times of `match`. One that was missed while no process ran is made up for within a day. One at a time is made,
 * and one more waits: else what holds one up would take the places of imports, answers and mails with the next.
 */
export const scheduledBackup = (match: string): CronItem => ({
  task: BACKUP_TASK,
  match,
  options: { backfillPeriod: 24 * 3_600_000, maxAttempts: 3, queueName: BACKUP_TASK, jobKey: BACKUP_TASK },
})

/**
 * A disk that takes no more bytes, or a database that gives none, ends a backup after ten minutes; anything does after three hours. Until then
 * it holds a lock on every table; after four the queue would begin it again beside itself.
 */
const LIMITS: Limits = { stillMs: 10 * 60_000, longestMs: 3 * 3_600_000 }

/** Others may keep their backups in the same folder: what is ours has the mark of our database. In the order of time when sorted by name. */
const nameAt = (now: Date, mark: string) =>
  `hindsight-${mark}-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar.gz`
const NAME = /^hindsight-([0-9a-f]{8})-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z\.tar\.gz$/

/** An earlier backup of this process never came to its end: another one would lose a thread to the same disk. */
class DiskHangs extends Error {}

/** What a person can do about the commonest failures; of any other the log has the code. */
function wordsOf(error: unknown): string {
  if (error instanceof DiskHangs) return sentence`An earlier backup still waits for the disk.`
  if (error instanceof OutOfTime) {
    return error.reason === 'still'
      ? sentence`It was given up: for ten minutes either the disk or the database did not go on.`
      : sentence`It was given up after three hours.`
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC') return sentence`The disk is full.`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return sentence`BACKUP_DIR cannot be written.`
  const day = new Date().toISOString().slice(0, 10)
  return code
    ? sentence`It failed (${code}); the log of ${day} says where.`
    : sentence`It failed; the log of ${day} says where.`
}

/**
 * Writes a backup into BACKUP_DIR and removes the oldest of this database, so that BACKUP_KEEP are left; what may be the backup of another is
 * neither removed nor replaced. Empty files with its mark are no backups, and go. None is removed when it fails, or takes longer than the
 * limits allow. Notes how it went for the settings, `/readyz` and the metrics. Throws what it failed with, so that the queue's figures show it.
 */
export async function runBackup(now: Date, limits = LIMITS): Promise<void> {
  const { BACKUP_DIR: folder, BACKUP_KEEP: keep } = env()
  if (folder === undefined) return
  const mark = await readDatabaseMark()
  const file = path.join(folder, nameAt(now, mark))
  const id = await startBackupRun(file, now)
  try {
    if (leftBehind() > 0) throw new DiskHangs('An earlier backup still waits for the disk.')
    const { bytes, rows, cleared } = await withinLimits(limits, async (progress) => {
      const made = await make(file, now, progress)
      await removeOldest(folder, { mark, keep })
      return made
    })
    if (cleared.length > 0) log.warn('unfinished files of killed backups were removed', { files: cleared.length })
    await finishBackupRun(id, { bytes, rows })
    log.info('a backup was made', { bytes, rows })
  } catch (error) {
    await finishBackupRun(id, { error: wordsOf(error) })
    log.error('a backup could not be made', {}, error)
    throw error
  }
}

async function make(file: string, now: Date, progress: Progress): Promise<BackupSummary> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const made = await writeBackup(file, now, { replace: false, progress })
  progress.over.throwIfAborted()
  return made
}

async function removeOldest(folder: string, { mark, keep }: { mark: string; keep: number }): Promise<void> {
  const names = (await readdir(folder)).filter((name) => NAME.exec(name)?.[1] === mark).toSorted()
  const sizes = new Map<string, number | null>()
  for (const name of names) sizes.set(name, await sizeOf(path.join(folder, name)))
  const backups = names.filter((name) => sizes.get(name) !== 0)
  // Where there are no hard links a name is taken with an empty file, and a kill leaves it: it would push a backup out.
  const empty = names.filter((name) => sizes.get(name) === 0)
  for (const name of [...empty, ...backups.slice(0, Math.max(0, backups.length - keep))]) {
    await rm(path.join(folder, name), { force: true })
  }
}

/** What cannot be looked at is taken for a backup. */
async function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ size }) => size,
    () => null,
  )
}
