import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { writeBackup } from '@/lib/backup/write-backup'
import { sentence } from '@/lib/domain/sentence'
import { env } from '@/lib/env'
import { log } from '@/lib/observe/log'
import { finishBackupRun, startBackupRun } from '@/lib/store/backup-runs'

/** The task of the queue that makes a backup. */
export const BACKUP_TASK = 'backup'

/** `hindsight-2026-11-21T03-15-00Z.tar.gz`: in the order of time when sorted by name. */
const nameAt = (now: Date) => `hindsight-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar.gz`
const OURS = /^hindsight-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z\.tar\.gz$/

/** What a person can do about the commonest failures; of any other the log has the code. */
function wordsOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC') return sentence`The disk is full.`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return sentence`BACKUP_DIR cannot be written.`
  const day = new Date().toISOString().slice(0, 10)
  return code
    ? sentence`It failed (${code}); the log of ${day} says where.`
    : sentence`It failed; the log of ${day} says where.`
}

/**
 * Writes a backup into BACKUP_DIR and removes the oldest, so that BACKUP_KEEP are left. None is removed when it fails. Notes how it went
 * for the settings, `/readyz` and the metrics. Throws what it failed with, so that the queue's figures show it.
 */
export async function runBackup(now: Date): Promise<void> {
  const { BACKUP_DIR: folder, BACKUP_KEEP: keep } = env()
  if (folder === undefined) return
  const file = path.join(folder, nameAt(now))
  const id = await startBackupRun(file, now)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const { bytes, rows, cleared } = await writeBackup(file, now)
    if (cleared.length > 0) log.warn('unfinished files of killed backups were removed', { files: cleared.length })
    await removeOldest(folder, keep)
    await finishBackupRun(id, { bytes, rows })
    log.info('a backup was made', { bytes, rows })
  } catch (error) {
    await finishBackupRun(id, { error: wordsOf(error) })
    log.error('a backup could not be made', {}, error)
    throw error
  }
}

async function removeOldest(folder: string, keep: number): Promise<void> {
  const backups = (await readdir(folder)).filter((name) => OURS.test(name)).toSorted()
  for (const name of backups.slice(0, Math.max(0, backups.length - keep))) {
    await rm(path.join(folder, name), { force: true })
  }
}
