'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ViewChanges } from '@/components/saved-view/changes'
import { ViewLinks } from '@/components/saved-view/view-links'
import { filterHref } from '@/components/table/filter-href'
import { useTableFilter } from '@/components/table/table-filter'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { onDemand } from '@/components/ui/on-demand'
import type { SavedView } from '@/lib/schema/saved-view'

const viewForms = onDemand(() => import('@/components/saved-view/view-forms'))

const PATH = '/action-items'
const BUILT_IN = [
  { view: 'all', query: '' },
  { view: 'mine', query: 'mine=true&status=unfinished' },
  { view: 'overdue', query: 'overdue=true' },
  { view: 'unowned', query: 'status=unfinished&unowned=true' },
  { view: 'debt', query: 'debt=true' },
  { view: 'byPattern', query: 'group=pattern' },
  { view: 'byService', query: 'group=service' },
] as const

const hrefOfQuery = (query: string) => (query === '' ? PATH : `${PATH}?${query}`)

type ItemViewsProps = {
  views: SavedView[]
  /** The query string of what is shown, as links write it. */
  current: string
  changes: ViewChanges
  /** Null without an account: then no view can be kept. */
  mayKeep: boolean
}

/** Views of the table: those that everybody has, those that this person keeps, and the way to keep what is shown. */
export function ItemViews({ views, current, changes, mayKeep }: ItemViewsProps) {
  const t = useTranslations('action-item.itemViews')
  const builtIn = BUILT_IN.map(({ view, query }) => ({ name: t(`builtIn.${view}`), query }))
  return (
    <div className="mb-3 flex flex-wrap items-center gap-1.5 print:hidden">
      <ViewLinks label={t('label')} views={[...builtIn, ...views]} current={current} hrefOf={hrefOfQuery} />
      {mayKeep && <SaveView current={current} add={changes.add} />}
      {views.length > 0 && <KeptViews views={views} changes={changes} />}
    </div>
  )
}

function SaveView({ current, add }: { current: string; add: ViewChanges['add'] }) {
  const t = useTranslations('action-item.itemViews')
  const [open, setOpen] = useState(false)
  const parts = viewForms.usePart()
  return (
    <Dialog
      title={t('saveTitle')}
      description={t('saveDescription')}
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{t('save')}</Button>}
    >
      {parts && <parts.NewView current={current} add={add} onDone={() => setOpen(false)} />}
    </Dialog>
  )
}

function KeptViews(props: { views: SavedView[]; changes: ViewChanges }) {
  const t = useTranslations('action-item.itemViews')
  const parts = viewForms.usePart()
  return (
    <Dialog title={t('yours')} trigger={<Button variant="ghost">{t('edit')}</Button>}>
      {parts && <parts.KeptViewList {...props} />}
    </Dialog>
  )
}

/** The views for the list around it: what is shown is the filter of the address. */
export function ListViews(props: Omit<ItemViewsProps, 'current'> & { defaults: Parameters<typeof filterHref>[2] }) {
  const { filter } = useTableFilter()
  const { defaults, ...rest } = props
  const current = filterHref('', { ...filter, page: undefined }, defaults, {}).slice(1)
  return <ItemViews {...rest} current={current} />
}
