import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
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

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.action-items.measures'))('title') }
}

const asOptions = (things: { slug: string; title: string }[]) =>
  things.map(({ slug, title }) => ({ value: slug, label: title }))

function Filters({
  patterns,
  companies,
  owners,
}: Record<'patterns' | 'companies' | 'owners', { value: string; label: string }[]>) {
  const t = useTranslations('pages.action-items.measures.filters')
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      <FilterDate name="from" label={t('from')} />
      <FilterDate name="to" label={t('to')} />
      <FilterSelect name="pattern" label={t('pattern')} all={t('allPatterns')} options={patterns} />
      <FilterSelect name="owner" label={t('owner')} all={t('allOwners')} options={owners} />
      <FilterSelect name="company" label={t('company')} all={t('allCompanies')} options={companies} />
      <FilterClear names={['from', 'to', 'pattern', 'owner', 'company']} />
    </div>
  )
}

function Charts({ measures, filter }: { measures: MeasuresView; filter: MeasureFilter }) {
  const t = useTranslations('pages.action-items.measures')
  return (
    <div className="space-y-5">
      <Panel id="over-time" title={t('overTime')}>
        <div className="grid items-start gap-x-8 gap-y-6 xl:grid-cols-2">
          <MonthsChart overTime={measures.overTime} filter={filter} />
          <PreventionChart prevention={measures.prevention} filter={filter} />
        </div>
      </Panel>
      <Panel id="debt" title={t('debt')} count={measures.debt.items.length}>
        <DebtMeasurePart debt={measures.debt} filter={filter} />
      </Panel>
      <Panel id="by-kind" title={t('byKind')}>
        <GroupCharts by="kind" groups={measures.byKind} filter={filter} />
      </Panel>
      <Panel id="by-pattern" title={t('byPattern')}>
        <GroupCharts by="pattern" groups={measures.byPattern} filter={filter} />
      </Panel>
      <Panel id="by-owner" title={t('byOwner')}>
        <GroupCharts by="owner" groups={measures.byOwner} filter={filter} />
      </Panel>
    </div>
  )
}

export default async function MeasuresPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const t = await getTranslations('pages.action-items')
  const viewer = await requireViewer()
  const filter = readFilter(MeasureFilterSchema, await searchParams)
  const [measures, choices, companies] = await Promise.all([
    readMeasures(viewer, filter),
    listMeasureChoices(viewer),
    listMapCompanies(viewer),
  ])
  const isFiltered = Object.keys(filter).length > 0
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('title'), href: '/action-items' }]}
        title={t('measures.measures')}
        description={t('measures.description')}
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
        <EmptyState title={isFiltered ? t('measures.nothingSelected.title') : t('measures.nothing.title')}>
          {isFiltered
            ? t('measures.nothingSelected.text', { outside: measures.outsidePeriod })
            : t('measures.nothing.text')}
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
