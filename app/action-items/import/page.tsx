import type { Metadata } from 'next'
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

export const metadata: Metadata = { title: 'Action items from a table' }

export default async function ItemFilePage() {
  await connection()
  const viewer = await requireViewer()
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Action items', href: '/action-items' }]}
        title="From a table"
        description="Change and add action items with a CSV file: ours, changed in a spreadsheet, or that of a tracker. You see what it would do before anything is done."
        actions={
          <Button asChild>
            <Link href="/action-items/changes">Changes</Link>
          </Button>
        }
      />
      {can(viewer, 'write') ? (
        <ItemFileImport send={importItemFileAction} undo={undoBatchAction} />
      ) : (
        <EmptyState title="Only who may edit can change action items">
          Ask an administrator for the role “editor”.
        </EmptyState>
      )}
    </>
  )
}
