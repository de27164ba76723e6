import type { Metadata } from 'next'
import { connection } from 'next/server'
import { AlertGaps, PatternGaps, RunGaps } from '@/components/skill/gap-lists'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { readGaps } from '@/lib/query/gaps'

export const metadata: Metadata = { title: 'Gaps' }

export default async function GapsPage() {
  await connection()
  const viewer = await requireViewer()
  const { patterns, alerts, runs } = await readGaps(viewer)
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Skills', href: '/skills' }]}
        title="Gaps"
        description="What happens and no skill says what to do, and skills that nobody has seen work."
      />
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <Panel id="patterns" title="Patterns without a skill" count={patterns.total} flush className="xl:col-span-2">
          <PatternGaps {...patterns} mayWrite={can(viewer, 'write')} />
        </Panel>
        <Panel id="alerts" title="Asked and not recognised" count={alerts.total} flush>
          <AlertGaps {...alerts} />
        </Panel>
        <Panel id="runs" title="Never run, or never worked" count={runs.total} flush>
          <RunGaps {...runs} />
        </Panel>
      </div>
    </>
  )
}
