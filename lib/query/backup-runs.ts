import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { BackupRunView } from '@/lib/schema/backup'
import type { Viewer } from '@/lib/schema/viewer'

const SHOWN = 30

/** The latest backups that the schedule made or failed to, newest first; for administrators. Throws `forbidden`. */
export async function listBackupRuns(viewer: Viewer): Promise<BackupRunView[]> {
  assertCan(viewer, 'admin')
  const runs = await database.backupRun.findMany({ orderBy: { startedAt: 'desc' }, take: SHOWN })
  return runs.map(({ id, file, error, startedAt, finishedAt, bytes, rows }) => ({
    id,
    file,
    error,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    bytes: bytes === null ? null : Number(bytes),
    rows: rows === null ? null : Number(rows),
  }))
}
