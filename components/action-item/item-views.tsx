'use client'
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
  { name: 'All', query: '' },
  { name: 'Mine', query: 'mine=true&status=unfinished' },
  { name: 'Overdue', query: 'overdue=true' },
  { name: 'Unowned', query: 'status=unfinished&unowned=true' },
  { name: 'Debt', query: 'debt=true' },
  { name: 'By pattern', query: 'group=pattern' },
  { name: 'By service', query: 'group=service' },
]

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
  return (
    <div className="mb-3 flex flex-wrap items-center gap-1.5 print:hidden">
      <ViewLinks label="Views" views={[...BUILT_IN, ...views]} current={current} hrefOf={hrefOfQuery} />
      {mayKeep && <SaveView current={current} add={changes.add} />}
      {views.length > 0 && <KeptViews views={views} changes={changes} />}
    </div>
  )
}

function SaveView({ current, add }: { current: string; add: ViewChanges['add'] }) {
  const [open, setOpen] = useState(false)
  const parts = viewForms.usePart()
  return (
    <Dialog
      title="Save this view"
      description="The filter, the order and the columns that are shown now, under a name of your own."
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>Save view</Button>}
    >
      {parts && <parts.NewView current={current} add={add} onDone={() => setOpen(false)} />}
    </Dialog>
  )
}

function KeptViews(props: { views: SavedView[]; changes: ViewChanges }) {
  const parts = viewForms.usePart()
  return (
    <Dialog title="Your views" trigger={<Button variant="ghost">Edit views</Button>}>
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
