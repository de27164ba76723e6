import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { connection } from 'next/server'
import { MapDrawing } from '@/components/map/map-drawing'
import { MapFilters } from '@/components/map/map-filters'
import { MapTable } from '@/components/map/map-table'
import { filterHref } from '@/components/table/filter-href'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { TableFilter } from '@/components/table/table-filter'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs } from '@/components/ui/tabs'
import { requireViewer } from '@/lib/auth/viewer'
import { describeMap, listMapRows, sortMapRows } from '@/lib/domain/map-rows'
import { sentencesIn } from '@/lib/intl/sentences'
import { listMapCompanies, readPatternMap } from '@/lib/query/pattern-map'
import { listPatterns } from '@/lib/query/patterns'
import { MapFilterSchema, MapScopeSchema, type MapFilter, type PatternMap } from '@/lib/schema/pattern-map'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.map'))('title') }
}

const DEFAULTS = MapFilterSchema.parse({})

const scopeOf = (filter: MapFilter) =>
  Object.fromEntries(Object.keys(MapScopeSchema.shape).map((name) => [name, filter[name as keyof MapFilter]]))
const isFiltered = (filter: MapFilter) => Object.values(scopeOf(filter)).some((value) => value !== undefined)
const queryOf = (values: Partial<MapFilter>) => filterHref('', values, {}, {}).replace('?', '')

function Views({ filter }: { filter: MapFilter }) {
  const t = useTranslations('pages.map')
  const tab = (label: string, patch: Partial<MapFilter>, active: boolean) => ({
    label,
    active,
    href: filterHref('/map', filter, DEFAULTS, { ...patch, page: filter.page }),
  })
  return (
    <Tabs
      label={t('views')}
      className="mb-3"
      tabs={[
        tab(t('graph'), { view: 'graph' }, filter.view === 'graph'),
        tab(t('byPattern'), { view: 'lanes', lanes: 'pattern' }, filter.view === 'lanes' && filter.lanes === 'pattern'),
        tab(t('byFamily'), { view: 'lanes', lanes: 'family' }, filter.view === 'lanes' && filter.lanes === 'family'),
      ]}
    />
  )
}

/** Why there is nothing to draw, and what to do. */
function Nothing({ filtered }: { filtered: boolean }) {
  const t = useTranslations('pages.map')
  return (
    <div className="rounded-lg border border-line bg-surface">
      {filtered ? (
        <EmptyState
          title={t('nothingFits')}
          actions={
            <Button asChild>
              <Link href="/map">{t('showEverything')}</Link>
            </Button>
          }
        >
          {t('takeOneOut')}
        </EmptyState>
      ) : (
        <EmptyState
          title={t('noIncidents')}
          actions={
            <Button asChild variant="primary">
              <Link href="/import">{t('import')}</Link>
            </Button>
          }
        >
          {t('onceThereAre')}
        </EmptyState>
      )}
    </div>
  )
}

function Notes({ map }: { map: PatternMap }) {
  const t = useTranslations('pages.map')
  return (
    <>
      {map.patterns.length === 0 ? (
        <p className="mb-3 text-sm text-muted">
          {t.rich('noPattern', {
            catalogue: (chunks) => (
              <Link href="/patterns" className="text-accent-ink hover:underline">
                {chunks}
              </Link>
            ),
          })}
        </p>
      ) : null}
      {map.leftOut > 0 ? (
        <p className="mb-3 text-sm text-muted">
          {t('leftOut', { shown: map.incidents.length, total: map.total, leftOut: map.leftOut })}
        </p>
      ) : null}
    </>
  )
}

export default async function MapPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const t = await getTranslations('pages.map')
  const say = sentencesIn(await getLocale())
  const viewer = await requireViewer()
  const filter = readFilter(MapFilterSchema, await searchParams)
  const now = new Date()
  const [map, patterns, companies] = await Promise.all([
    readPatternMap(viewer, filter, now),
    listPatterns(viewer),
    listMapCompanies(viewer),
  ])
  const rows = sortMapRows(listMapRows(map), filter)
  const shown = rows.slice((filter.page - 1) * filter.size, filter.page * filter.size)
  const used = patterns.filter(({ incidents, skills, slug }) => incidents + skills > 0 || slug === filter.pattern)
  const empty = rows.length === 0
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <TableFilter filter={filter} defaults={DEFAULTS}>
        {empty && !isFiltered(filter) ? null : (
          <>
            <Views filter={filter} />
            <MapFilters
              families={[...new Set(used.map(({ family }) => family))].sort()}
              patterns={used
                .filter(({ family, slug }) => !filter.family || family === filter.family || slug === filter.pattern)
                .map(({ slug, title }) => ({ slug, title }))
                .sort((a, b) => a.title.localeCompare(b.title))}
              companies={companies}
            />
          </>
        )}
        {empty ? (
          <Nothing filtered={isFiltered(filter)} />
        ) : (
          <>
            <Notes map={map} />
            <MapDrawing
              query={queryOf(scopeOf(filter))}
              view={filter.view}
              lanes={filter.lanes}
              now={now.getTime()}
              summary={describeMap(map).map(say).join(' ')}
            />
            <div className="mt-6">
              <MapTable
                rows={shown}
                total={rows.length}
                csvHref={`/api/v1/map/csv?${queryOf({ ...scopeOf(filter), sort: filter.sort, dir: filter.dir })}`}
              />
            </div>
          </>
        )}
      </TableFilter>
    </>
  )
}
