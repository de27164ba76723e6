import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
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

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.action-items.board'))('title') }
}

export default async function BoardPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const t = await getTranslations('pages.action-items')
  const viewer = await requireViewer()
  const filter = readFilter(BoardFilterSchema, await searchParams)
  const board = await readBoard(viewer, filter)
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('title'), href: '/action-items' }]}
        title={t('board.board')}
        description={t('board.description')}
        actions={
          <Button asChild>
            <Link href={filterHref('/action-items', filter, {}, {})}>{t('board.table')}</Link>
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
