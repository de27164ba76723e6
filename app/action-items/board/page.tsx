import type { Metadata } from 'next'
import Link from 'next/link'
import { connection } from 'next/server'
import { ActionItemBoard } from '@/components/action-item/action-item-board'
import { ActionItemEditing } from '@/components/action-item/action-item-editing'
import { filterHref } from '@/components/table/filter-href'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { TableFilter } from '@/components/table/table-filter'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { readBoard } from '@/lib/query/action-item-board'
import { BoardFilterSchema } from '@/lib/schema/action-item'
import { updateActionItemAction } from '../actions'

export const metadata: Metadata = { title: 'Board of action items' }

export default async function BoardPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  const filter = readFilter(BoardFilterSchema, await searchParams)
  const board = await readBoard(viewer, filter)
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Action items', href: '/action-items' }]}
        title="Board"
        description="What was promised, by how far it is. The most pressing comes first, then the oldest."
        actions={
          <Button asChild>
            <Link href={filterHref('/action-items', filter, {}, {})}>Table</Link>
          </Button>
        }
      />
      <TableFilter filter={filter} defaults={{}}>
        <ActionItemEditing update={updateActionItemAction} mayEdit={can(viewer, 'write')}>
          <ActionItemBoard board={board} />
        </ActionItemEditing>
      </TableFilter>
    </>
  )
}
