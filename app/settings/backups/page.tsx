import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { BackupTable } from '@/components/settings/backup-table'
import { RestoredCopy } from '@/components/settings/restored-copy'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { env } from '@/lib/env'
import { listBackupRuns } from '@/lib/query/backup-runs'
import { findRestoredCopy } from '@/lib/query/restored-copy'
import { releaseCopyAction } from './actions'

export const metadata: Metadata = { title: 'Backups' }

export default async function BackupsPage() {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'admin')) notFound()
  const [runs, copy] = await Promise.all([listBackupRuns(viewer), findRestoredCopy(viewer)])
  const { BACKUP_SCHEDULE: schedule, BACKUP_DIR: folder, BACKUP_KEEP: keep } = env()
  return (
    <>
      {copy && <RestoredCopy copy={copy} release={releaseCopyAction} />}
      <Panel title="By the clock" id="schedule">
        {schedule ? (
          <p className="max-w-prose text-muted">
            A backup is written to <code className="font-mono text-xs break-all">{folder}</code> at{' '}
            <code className="font-mono text-xs">{schedule}</code> (fields of cron, UTC). The newest {keep} are kept.
          </p>
        ) : (
          <p className="max-w-prose text-muted">
            No backups are made by the clock. Set <code className="font-mono text-xs">BACKUP_SCHEDULE</code>, as{' '}
            <code className="font-mono text-xs">15 3 * * *</code>, and{' '}
            <code className="font-mono text-xs">BACKUP_DIR</code>, and start Hindsight again.
          </p>
        )}
        <p className="mt-3 max-w-prose text-muted">
          One at any time, while people work:{' '}
          <code className="font-mono text-xs">npm run -s hindsight -- backup FILE</code>. Back again:{' '}
          <code className="font-mono text-xs">npm run -s hindsight -- restore FILE</code>. A backup holds everything,
          restricted incidents too: keep it where only administrators can read it.
        </p>
      </Panel>
      <Panel title="Latest backups" id="backups" count={runs.length} flush={runs.length > 0}>
        {runs.length === 0 ? (
          <p className="text-muted">The schedule has made none yet.</p>
        ) : (
          <BackupTable runs={runs} />
        )}
      </Panel>
    </>
  )
}
