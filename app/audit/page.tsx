import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { connection } from 'next/server'
import { AuditFilterForm } from '@/components/audit/audit-filter'
import { AuditTable } from '@/components/audit/audit-table'
import { Pager } from '@/components/source/pager'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listAudit, readAuditChoices } from '@/lib/query/audit'
import { AuditFilterSchema } from '@/lib/schema/directory'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.audit'))('title') }
}

function ForAdministrators() {
  const t = useTranslations('pages.audit')
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} />
      <EmptyState title={t('forAdministrators.title')}>{t('forAdministrators.text')}</EmptyState>
    </>
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = useTranslations('pages.audit')
  if (!isFiltered) return <EmptyState title={t('nothingYet.title')}>{t('nothingYet.text')}</EmptyState>
  return <EmptyState title={t('nothingLike.title')}>{t('nothingLike.text')}</EmptyState>
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'admin')) return <ForAdministrators />
  const t = await getTranslations('pages.audit')
  const filter = readFilter(AuditFilterSchema, await searchParams)
  const [audit, choices] = await Promise.all([listAudit(viewer, filter), readAuditChoices(viewer)])
  const { page: _page, ...chosen } = filter
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <AuditFilterForm key={JSON.stringify(chosen)} filter={filter} choices={choices} />
      {audit.items.length === 0 ? (
        <Nothing isFiltered={Object.keys(chosen).length > 0} />
      ) : (
        <>
          <AuditTable rows={audit.items} />
          <Pager path="/audit" query={chosen} {...audit} />
        </>
      )}
    </>
  )
}
