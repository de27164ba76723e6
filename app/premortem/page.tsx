import type { Metadata } from 'next'
import { connection } from 'next/server'
import { z } from 'zod'
import { NothingStored } from '@/components/import/nothing-stored'
import { PremortemForm } from '@/components/premortem/premortem-form'
import { PremortemList } from '@/components/premortem/premortem-list'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { isNothingStored } from '@/lib/query/home'
import { listPremortems } from '@/lib/query/premortem-history'
import { premortemAction } from './actions'

export const metadata: Metadata = { title: 'Pre-mortem' }

const KEPT =
  'The plan is kept with its answer, secrets masked. Everybody here can read both, unless the answer names an incident that they may not read. You can remove it.'
const NOT_KEPT = 'You may read and not change things here: the plan is not kept, and nobody else sees it.'

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
      {(await isNothingStored(viewer)) && (
        <NothingStored>
          A plan is read for the mechanisms that broke things before. No incident is stored, so the questions come from
          the catalogue of patterns alone.
        </NothingStored>
      )}
      <PremortemForm text={text} hint={can(viewer, 'write') ? KEPT : NOT_KEPT} ask={premortemAction} />
      {rows.length > 0 && (
        <Panel title="Asked before" id="history" count={rows.length} flush className="mt-6">
          <PremortemList rows={rows} />
        </Panel>
      )}
    </>
  )
}
