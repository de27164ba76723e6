import type { Metadata } from 'next'
import Link from 'next/link'
import { connection } from 'next/server'
import { ActionItemEditing } from '@/components/action-item/action-item-editing'
import { ActionItemTable } from '@/components/action-item/action-item-table'
import { filterHref } from '@/components/table/filter-href'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { TableFilter } from '@/components/table/table-filter'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listActionItems } from '@/lib/query/action-items'
import { ActionItemFilterSchema, BoardFilterSchema } from '@/lib/schema/action-item'
import { updateActionItemAction } from './actions'

export const metadata: Metadata = { title: 'Action items' }

export default async function ActionItemsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  const params = await searchParams
  const filter = readFilter(ActionItemFilterSchema, params)
  const onBoard = readFilter(BoardFilterSchema, params)
  const { items, total } = await listActionItems(viewer, filter)
  return (
    <>
      <PageHeader
        title="Action items"
        description={
          <>
            What was promised after incidents and in skills.{' '}
            <em className="not-italic text-amber-ink">Recurrence debt</em> is an item that was still open when a later
            incident with the same pattern happened: done in time, it could have prevented it.
          </>
        }
        actions={
          <>
            <Button asChild>
              <Link href="/action-items/measures">Measures</Link>
            </Button>
            <Button asChild>
              <Link href={filterHref('/action-items/board', onBoard, {}, {})}>Board</Link>
            </Button>
          </>
        }
      />
      <TableFilter filter={filter} defaults={ActionItemFilterSchema.parse({})}>
        <ActionItemEditing update={updateActionItemAction} mayEdit={can(viewer, 'write')}>
          <ActionItemTable rows={items} total={total} />
        </ActionItemEditing>
      </TableFilter>
    </>
  )
}
