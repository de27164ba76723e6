import type { Metadata } from 'next'
import Link from 'next/link'
import { connection } from 'next/server'
import { ProposalTable } from '@/components/proposal/proposal-table'
import { ProposalTabs } from '@/components/proposal/proposal-tabs'
import { Pager } from '@/components/source/pager'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { listProposals } from '@/lib/query/proposals'
import { ProposalFilterSchema } from '@/lib/schema/proposal'

export const metadata: Metadata = { title: 'Proposals' }

const AskedSchema = ProposalFilterSchema.extend({ state: ProposalFilterSchema.shape.state.unwrap().default('open') })

export default async function ProposalsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  const filter = readFilter(AskedSchema, await searchParams)
  const proposals = await listProposals(viewer, filter)
  return (
    <>
      <PageHeader
        title="Proposals"
        description="What agents suggest. Nothing of it is published before a person accepts it."
      />
      <ProposalTabs active={filter.state} />
      {proposals.items.length === 0 ? (
        <EmptyState title={filter.state === 'open' ? 'Nothing waits for you' : `Nothing was ${filter.state}`}>
          An agent with a token that may write can hand in postmortems, runbooks and action items. Make a token in the{' '}
          <Link href="/settings/tokens" className="text-accent-ink underline">
            settings
          </Link>{' '}
          and connect the agent to <code className="font-mono text-xs">/api/mcp</code>.
        </EmptyState>
      ) : (
        <>
          <ProposalTable rows={proposals.items} />
          <Pager path="/proposals" query={{ state: filter.state }} {...proposals} />
        </>
      )}
    </>
  )
}
