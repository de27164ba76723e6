import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { connection } from 'next/server'
import { ItemFileImport } from '@/components/action-item/item-file-import'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { undoBatchAction } from '../batch-actions'
import { importItemFileAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.action-items.import'))('title') }
}

export default async function ItemFilePage() {
  await connection()
  const t = await getTranslations('pages.action-items')
  const viewer = await requireViewer()
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('title'), href: '/action-items' }]}
        title={t('import.fromTable')}
        description={t('import.description')}
        actions={
          <Button asChild>
            <Link href="/action-items/changes">{t('import.changes')}</Link>
          </Button>
        }
      />
      {can(viewer, 'write') ? (
        <ItemFileImport send={importItemFileAction} undo={undoBatchAction} />
      ) : (
        <EmptyState title={t('import.mayNot.title')}>{t('import.mayNot.text')}</EmptyState>
      )}
    </>
  )
}
