import type { Metadata } from 'next'
import { connection } from 'next/server'
import { ItemBatchList } from '@/components/action-item/item-batch-list'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listItemBatches } from '@/lib/query/item-batches'
import { undoBatchAction } from '../batch-actions'

export const metadata: Metadata = { title: 'Changes of several action items' }

export default async function ItemChangesPage() {
  await connection()
  const viewer = await requireViewer()
  const batches = await listItemBatches(viewer)
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Action items', href: '/action-items' }]}
        title="Changes"
        description="What was changed of several action items at once, in the table or from a file, and the way to take it back. What somebody has changed since stays."
      />
      <ItemBatchList batches={batches} undo={can(viewer, 'write') ? undoBatchAction : null} />
    </>
  )
}
