import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
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

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.proposals'))('title') }
}

const AskedSchema = ProposalFilterSchema.extend({ state: ProposalFilterSchema.shape.state.unwrap().default('open') })

export default async function ProposalsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const t = await getTranslations('pages.proposals')
  const viewer = await requireViewer()
  const filter = readFilter(AskedSchema, await searchParams)
  const proposals = await listProposals(viewer, filter)
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <ProposalTabs active={filter.state} />
      {proposals.items.length === 0 ? (
        <EmptyState title={t(`nothing.${filter.state}`)}>
          {t.rich('nothing.how', {
            link: (chunks) => (
              <Link href="/settings/tokens" className="text-accent-ink underline">
                {chunks}
              </Link>
            ),
            code: (chunks) => <code className="font-mono text-xs">{chunks}</code>,
          })}
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
