import type { Metadata } from 'next'
import Link from 'next/link'
import { connection } from 'next/server'
import { AskedList } from '@/components/recognise/asked-list'
import { HitRate } from '@/components/recognise/hit-rate'
import { SOURCE_WORDS } from '@/components/recognise/source-words'
import { UnrecognisedList } from '@/components/recognise/unrecognised-list'
import { Pager } from '@/components/source/pager'
import { FilterClear, FilterSearch, FilterSelect } from '@/components/table/filter-controls'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { TableFilter } from '@/components/table/table-filter'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listAsked, listAskedWeeks, listUnrecognised } from '@/lib/query/recognition-history'
import { ASKED_SOURCES, AskedFilterSchema } from '@/lib/schema/asked'
import { judgeAskedAction, removeAskedAction } from '../actions'

export const metadata: Metadata = { title: 'Recognition history' }

const SOURCES = ASKED_SOURCES.map((value) => ({ value, label: SOURCE_WORDS[value] }))
const STATES = [
  { value: 'undecided', label: 'Not judged yet' },
  { value: 'right', label: 'Right' },
  { value: 'wrong', label: 'Wrong' },
  { value: 'none', label: 'Nothing known fits' },
  { value: 'unrecognised', label: 'Not recognised' },
]

export default async function RecognitionHistoryPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  const filter = readFilter(AskedFilterSchema, await searchParams)
  const [asked, weeks, unrecognised] = await Promise.all([
    listAsked(viewer, filter),
    listAskedWeeks(viewer),
    listUnrecognised(viewer),
  ])
  return (
    <>
      <PageHeader
        title="Recognition history"
        description="What people and alerts asked, what was answered, and whether it was right. What you say counts when the same alert comes again."
        actions={
          <Button asChild>
            <Link href="/recognise">Recognise</Link>
          </Button>
        }
      />
      <div className="mb-6 grid items-start gap-4 lg:grid-cols-2">
        <Panel title="Was it right?" id="hit-rate">
          <HitRate weeks={weeks} />
        </Panel>
        <Panel title="Asked and not recognised" id="unrecognised" count={unrecognised.length}>
          <UnrecognisedList items={unrecognised} />
        </Panel>
      </div>
      <TableFilter filter={filter} defaults={AskedFilterSchema.parse({})}>
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <FilterSearch label="Words of the question" />
          <FilterSelect name="source" label="Asked from" all="From anywhere" options={SOURCES} />
          <FilterSelect name="state" label="Was it right" all="Right or not" options={STATES} />
          <FilterClear names={['q', 'source', 'state']} />
        </div>
      </TableFilter>
      {asked.items.length === 0 ? (
        <EmptyState title="Nothing here yet">
          Questions of people, of Slack and of webhooks appear here as soon as they are asked.
        </EmptyState>
      ) : (
        <>
          <AskedList
            items={asked.items}
            judge={can(viewer, 'write') ? judgeAskedAction : null}
            remove={removeAskedAction}
          />
          <Pager path="/recognise/history" query={filter} {...asked} />
        </>
      )}
    </>
  )
}
