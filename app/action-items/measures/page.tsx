import type { Metadata } from 'next'
import { connection } from 'next/server'
import { DebtMeasurePart } from '@/components/measure/debt-measure'
import { GroupCharts } from '@/components/measure/group-charts'
import { MeasureTotals } from '@/components/measure/measure-totals'
import { MonthsChart, PreventionChart } from '@/components/measure/time-charts'
import { FilterClear, FilterDate, FilterSelect } from '@/components/table/filter-controls'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { TableFilter } from '@/components/table/table-filter'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { listMeasureChoices, readMeasures } from '@/lib/query/measures'
import { listMapCompanies } from '@/lib/query/pattern-map'
import { MeasureFilterSchema, type MeasureFilter, type MeasuresView } from '@/lib/schema/measures'

export const metadata: Metadata = { title: 'Measures of action items' }

const asOptions = (things: { slug: string; title: string }[]) =>
  things.map(({ slug, title }) => ({ value: slug, label: title }))

function Filters({
  patterns,
  companies,
  owners,
}: Record<'patterns' | 'companies' | 'owners', { value: string; label: string }[]>) {
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      <FilterDate name="from" label="Opened from" />
      <FilterDate name="to" label="to" />
      <FilterSelect name="pattern" label="Pattern" all="All patterns" options={patterns} />
      <FilterSelect name="owner" label="Owner" all="All owners" options={owners} />
      <FilterSelect name="company" label="Company" all="All companies" options={companies} />
      <FilterClear names={['from', 'to', 'pattern', 'owner', 'company']} />
    </div>
  )
}

function Charts({ measures, filter }: { measures: MeasuresView; filter: MeasureFilter }) {
  return (
    <div className="space-y-5">
      <Panel id="over-time" title="Over time">
        <div className="grid items-start gap-x-8 gap-y-6 xl:grid-cols-2">
          <MonthsChart overTime={measures.overTime} filter={filter} />
          <PreventionChart prevention={measures.prevention} filter={filter} />
        </div>
      </Panel>
      <Panel id="debt" title="Would have prevented a later incident" count={measures.debt.items.length}>
        <DebtMeasurePart debt={measures.debt} filter={filter} />
      </Panel>
      <Panel id="by-kind" title="By kind">
        <GroupCharts by="kind" groups={measures.byKind} filter={filter} />
      </Panel>
      <Panel id="by-pattern" title="By pattern">
        <GroupCharts by="pattern" groups={measures.byPattern} filter={filter} />
      </Panel>
      <Panel id="by-owner" title="By owner">
        <GroupCharts by="owner" groups={measures.byOwner} filter={filter} />
      </Panel>
    </div>
  )
}

export default async function MeasuresPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  const filter = readFilter(MeasureFilterSchema, await searchParams)
  const [measures, choices, companies] = await Promise.all([
    readMeasures(viewer, filter),
    listMeasureChoices(viewer),
    listMapCompanies(viewer),
  ])
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Action items', href: '/action-items' }]}
        title="Measures"
        description="How many action items get done, how long the others have been open, and what that cost. What nobody knows is a number of its own: it counts neither as open nor as done."
      />
      <TableFilter filter={filter} defaults={{}}>
        <Filters
          patterns={asOptions(choices.patterns)}
          companies={asOptions(companies)}
          owners={choices.owners.map((owner) => ({ value: owner, label: owner }))}
        />
      </TableFilter>
      {measures.all.total === 0 &&
      measures.prevention.total.incidents === 0 &&
      measures.overTime.months.length === 0 ? (
        <EmptyState title={Object.keys(filter).length > 0 ? 'Nothing in this selection' : 'Nothing to measure yet'}>
          {Object.keys(filter).length > 0
            ? `Choose a longer period, or clear the filters.${measures.outsidePeriod > 0 ? ` Of ${measures.outsidePeriod.toLocaleString('en')} action items nobody knows when they were opened: no period has them.` : ''}`
            : 'Action items come with the incidents and skills that you import, or are added on an incident’s page. Then this page says what becomes of them.'}
        </EmptyState>
      ) : (
        <>
          <MeasureTotals measures={measures} filter={filter} />
          <Charts measures={measures} filter={filter} />
        </>
      )}
    </>
  )
}
