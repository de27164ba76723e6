import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { connection } from 'next/server'
import { AlertGaps, PatternGaps, RunGaps } from '@/components/skill/gap-lists'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { readGaps } from '@/lib/query/gaps'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.skills.gaps'))('title') }
}

export default async function GapsPage() {
  await connection()
  const t = await getTranslations('pages.skills')
  const viewer = await requireViewer()
  const { patterns, alerts, runs } = await readGaps(viewer)
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('title'), href: '/skills' }]}
        title={t('gaps.title')}
        description={t('gaps.description')}
      />
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <Panel id="patterns" title={t('gaps.patterns')} count={patterns.total} flush className="xl:col-span-2">
          <PatternGaps {...patterns} mayWrite={can(viewer, 'write')} />
        </Panel>
        <Panel id="alerts" title={t('gaps.alerts')} count={alerts.total} flush>
          <AlertGaps {...alerts} />
        </Panel>
        <Panel id="runs" title={t('gaps.runs')} count={runs.total} flush>
          <RunGaps {...runs} />
        </Panel>
      </div>
    </>
  )
}
