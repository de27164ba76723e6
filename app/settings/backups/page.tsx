import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
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

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.settings.tabs'))('settingsBackups') }
}

export default async function BackupsPage() {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'admin')) notFound()
  const t = await getTranslations('pages.settings.backups')
  const [runs, copy] = await Promise.all([listBackupRuns(viewer), findRestoredCopy(viewer)])
  const { BACKUP_SCHEDULE: schedule, BACKUP_DIR: folder, BACKUP_KEEP: keep } = env()
  return (
    <>
      {copy && <RestoredCopy copy={copy} release={releaseCopyAction} />}
      <Panel title={t('schedule')} id="schedule">
        {schedule && folder ? (
          <p className="max-w-prose text-muted">
            {t.rich('scheduled', {
              folder,
              schedule,
              keep,
              path: (chunks) => <code className="font-mono text-xs break-all">{chunks}</code>,
              code: (chunks) => <code className="font-mono text-xs">{chunks}</code>,
            })}
          </p>
        ) : (
          <p className="max-w-prose text-muted">
            {t.rich('unscheduled', { code: (chunks) => <code className="font-mono text-xs">{chunks}</code> })}
          </p>
        )}
        <p className="mt-3 max-w-prose text-muted">
          {t.rich('byHand', { code: (chunks) => <code className="font-mono text-xs">{chunks}</code> })}
        </p>
      </Panel>
      <Panel title={t('latest')} id="backups" count={runs.length} flush={runs.length > 0}>
        {runs.length === 0 ? <p className="text-muted">{t('none')}</p> : <BackupTable runs={runs} />}
      </Panel>
    </>
  )
}
