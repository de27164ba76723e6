import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { connection } from 'next/server'
import { AskedList } from '@/components/recognise/asked-list'
import { HitRate } from '@/components/recognise/hit-rate'
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

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.recognise.history'))('title') }
}

const STATES = ['undecided', 'right', 'wrong', 'none', 'unrecognised'] as const

export default async function RecognitionHistoryPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const t = await getTranslations('pages.recognise.history')
  const sources = await getTranslations('recognise.sources')
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
        title={t('title')}
        description={t('description')}
        actions={
          <Button asChild>
            <Link href="/recognise">{t('recognise')}</Link>
          </Button>
        }
      />
      <div className="mb-6 grid items-start gap-4 lg:grid-cols-2">
        <Panel title={t('hitRate')} id="hit-rate">
          <HitRate weeks={weeks} />
        </Panel>
        <Panel title={t('unrecognised')} id="unrecognised" count={unrecognised.length}>
          <UnrecognisedList items={unrecognised} />
        </Panel>
      </div>
      <TableFilter filter={filter} defaults={AskedFilterSchema.parse({})}>
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <FilterSearch label={t('words')} />
          <FilterSelect
            name="source"
            label={t('source')}
            all={t('anySource')}
            options={ASKED_SOURCES.map((value) => ({ value, label: sources(value) }))}
          />
          <FilterSelect
            name="state"
            label={t('state')}
            all={t('anyState')}
            options={STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
          />
          <FilterClear names={['q', 'source', 'state']} />
        </div>
      </TableFilter>
      {asked.items.length === 0 ? (
        <EmptyState title={t('nothing.title')}>{t('nothing.text')}</EmptyState>
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
