import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { connection } from 'next/server'
import { ItemBatchList } from '@/components/action-item/item-batch-list'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listItemBatches } from '@/lib/query/item-batches'
import { undoBatchAction } from '../batch-actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.action-items.changes'))('title') }
}

export default async function ItemChangesPage() {
  await connection()
  const t = await getTranslations('pages.action-items')
  const viewer = await requireViewer()
  const batches = await listItemBatches(viewer)
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('title'), href: '/action-items' }]}
        title={t('changes.changes')}
        description={t('changes.description')}
      />
      <ItemBatchList batches={batches} undo={can(viewer, 'write') ? undoBatchAction : null} />
    </>
  )
}
