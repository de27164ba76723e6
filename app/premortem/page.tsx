import type { Metadata } from 'next'
import { connection } from 'next/server'
import { z } from 'zod'
import { PremortemForm } from '@/components/premortem/premortem-form'
import { PremortemList } from '@/components/premortem/premortem-list'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { listPremortems } from '@/lib/query/premortem-history'
import { premortemAction } from './actions'

export const metadata: Metadata = { title: 'Pre-mortem' }

const AskedSchema = z.object({ text: z.string().trim().max(4000).default('') })

export default async function PremortemPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  const { text } = readFilter(AskedSchema, await searchParams)
  const rows = await listPremortems(viewer)
  return (
    <>
      <PageHeader
        title="Pre-mortem"
        description="What can go wrong with a change, from what went wrong before: paste a plan, a pull request or a diff."
      />
      <PremortemForm text={text} ask={premortemAction} />
      {rows.length > 0 && (
        <Panel title="Asked before" id="history" count={rows.length} flush className="mt-6">
          <PremortemList rows={rows} />
        </Panel>
      )}
    </>
  )
}
