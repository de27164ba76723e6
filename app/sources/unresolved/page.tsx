import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { connection } from 'next/server'
import { UnresolvedList } from '@/components/directory/unresolved-list'
import { SourcesTabs } from '@/components/source/sources-tabs'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { listUnresolved } from '@/lib/query/references'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.sources.unresolved'))('title') }
}

export default async function UnresolvedPage() {
  await connection()
  const t = await getTranslations('pages.sources.unresolved')
  const unresolved = await listUnresolved(await requireViewer())
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <SourcesTabs at="/sources/unresolved" />
      {unresolved.length === 0 ? (
        <EmptyState title={t('nothing.title')}>{t('nothing.text')}</EmptyState>
      ) : (
        <UnresolvedList unresolved={unresolved} />
      )}
    </>
  )
}
