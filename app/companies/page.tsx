import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { connection } from 'next/server'
import { DirectoryTable } from '@/components/directory/directory-table'
import { NothingStored } from '@/components/import/nothing-stored'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { listDirectory } from '@/lib/query/directory'
import { isNothingStored } from '@/lib/query/home'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.companies'))('title') }
}

export default async function CompaniesPage() {
  await connection()
  const t = await getTranslations('pages.companies')
  const viewer = await requireViewer()
  const rows = await listDirectory(viewer, 'company')
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {rows.length === 0 && (await isNothingStored(viewer)) ? (
        <NothingStored>{t('nothingStored')}</NothingStored>
      ) : rows.length === 0 ? (
        <EmptyState title={t('none.title')}>{t('none.text')}</EmptyState>
      ) : (
        <DirectoryTable rows={rows} kind="company" />
      )}
    </>
  )
}
