import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { connection } from 'next/server'
import { ActionItemEditing } from '@/components/action-item/action-item-editing'
import { ActionItemTable } from '@/components/action-item/action-item-table'
import { ItemGroups } from '@/components/action-item/item-groups'
import { rowOf } from '@/components/action-item/item-row'
import { ItemViews, ListViews } from '@/components/action-item/item-views'
import { filterHref } from '@/components/table/filter-href'
import { NothingStored } from '@/components/import/nothing-stored'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { TableFilter } from '@/components/table/table-filter'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { groupActionItems } from '@/lib/query/action-item-groups'
import { listActionItems } from '@/lib/query/action-items'
import { isNothingStored } from '@/lib/query/home'
import { listSavedViews } from '@/lib/query/saved-views'
import {
  ActionItemFilterSchema,
  BoardFilterSchema,
  ItemTableSchema,
  type ActionItemFilter,
} from '@/lib/schema/action-item'
import type { Viewer } from '@/lib/schema/viewer'
import { updateActionItemAction } from './actions'
import { changeItemsAction, findMatchingAction, undoBatchAction } from './batch-actions'
import { addViewAction, deleteViewAction, moveViewAction, renameViewAction } from './view-actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.action-items'))('title') }
}

const VIEWS = {
  changes: { add: addViewAction, rename: renameViewAction, move: moveViewAction, remove: deleteViewAction },
}
const BATCH = { change: changeItemsAction, undo: undoBatchAction, findMatching: findMatchingAction }

/** Read beside the items, not before them. */
async function ViewsOf({ viewer, by }: { viewer: Viewer; by: string | null }) {
  const views = await listSavedViews(viewer)
  const shared = { ...VIEWS, views, mayKeep: viewer.userId !== null }
  if (by) return <ItemViews {...shared} current={`group=${by}`} />
  return <ListViews {...shared} defaults={ActionItemFilterSchema.parse({})} />
}

async function ItemsOf({ viewer, filter }: { viewer: Viewer; filter: ActionItemFilter }) {
  const { items, total } = await listActionItems(viewer, filter)
  const t = await getTranslations('pages.action-items.list')
  const mayEdit = can(viewer, 'write')
  if (total === 0 && (await isNothingStored(viewer))) {
    return <NothingStored>{t('nothingStored')}</NothingStored>
  }
  return (
    <ActionItemEditing update={updateActionItemAction} mayEdit={mayEdit}>
      <ActionItemTable rows={items.map(rowOf)} total={total} changes={mayEdit ? BATCH : null} />
    </ActionItemEditing>
  )
}

export default async function ActionItemsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const t = await getTranslations('pages.action-items')
  const viewer = await requireViewer()
  const params = await searchParams
  const { columns, ...filter } = readFilter(ItemTableSchema, params)
  const onBoard = readFilter(BoardFilterSchema, params)
  const by = params.group === 'pattern' || params.group === 'service' ? params.group : null
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t.rich('list.description', {
          debt: (name) => <em className="not-italic text-amber-ink">{name}</em>,
        })}
        actions={
          <>
            <Button asChild>
              <a href={filterHref('/api/v1/action-items.csv', filter, ActionItemFilterSchema.parse({}), {})} download>
                CSV
              </a>
            </Button>
            {can(viewer, 'write') && (
              <Button asChild>
                <Link href="/action-items/import">{t('list.fromTable')}</Link>
              </Button>
            )}
            <Button asChild>
              <Link href="/action-items/changes">{t('list.changes')}</Link>
            </Button>
            <Button asChild>
              <Link href="/action-items/measures">{t('list.measures')}</Link>
            </Button>
            <Button asChild>
              <Link href={filterHref('/action-items/board', onBoard, {}, {})}>{t('list.board')}</Link>
            </Button>
          </>
        }
      />
      <TableFilter filter={{ ...filter, columns }} defaults={ActionItemFilterSchema.parse({})}>
        <ViewsOf viewer={viewer} by={by} />
        {by ? (
          <ItemGroups by={by} groups={await groupActionItems(viewer, by)} />
        ) : (
          <ItemsOf viewer={viewer} filter={filter} />
        )}
      </TableFilter>
    </>
  )
}
