import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { connection } from 'next/server'
import { NothingStored } from '@/components/import/nothing-stored'
import { OperatorHelp } from '@/components/search/operator-help'
import { ResultList } from '@/components/search/result-list'
import { SavedSearches } from '@/components/search/saved-searches'
import { SearchForm } from '@/components/search/search-form'
import { filterHref } from '@/components/table/filter-href'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { EmptyState } from '@/components/ui/empty-state'
import { Kbd } from '@/components/ui/kbd'
import { PageHeader } from '@/components/ui/page-header'
import { deleteViewAction, moveViewAction, renameViewAction } from '@/app/action-items/view-actions'
import { requireViewer } from '@/lib/auth/viewer'
import { meaningOf } from '@/lib/jobs/meaning-asked'
import { isNothingStored } from '@/lib/query/home'
import { listSavedViews } from '@/lib/query/saved-views'
import { search } from '@/lib/query/search'
import { withTrust } from '@/lib/query/search-trust'
import { SearchQuerySchema } from '@/lib/schema/search'
import { addSearchAction } from './actions'

type PageProps = { searchParams: Promise<SearchParams> }

// An address without words is a search not yet begun.
const AskedSchema = SearchQuerySchema.extend({ q: SearchQuerySchema.shape.q.default('') })
/** Languages that search treats by their own rules, and the most common others. */
const LANGS = ['en', 'de', 'ru', 'fr', 'es', 'ja']

const CHANGES = { add: addSearchAction, rename: renameViewAction, move: moveViewAction, remove: deleteViewAction }

export async function generateMetadata({ searchParams }: PageProps): Promise<Metadata> {
  const { q } = readFilter(AskedSchema, await searchParams)
  const t = await getTranslations('pages.search')
  return { title: q ? t('titleOf', { query: q }) : t('title') }
}

export default async function SearchPage({ searchParams }: PageProps) {
  await connection()
  const t = await getTranslations('pages.search')
  const viewer = await requireViewer()
  const asked = readFilter(AskedSchema, await searchParams)
  const { q, kind, lang } = asked
  const current = q === '' ? '' : filterHref('', { q, kind, lang }, {}, {}).slice(1)
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title={t('title')} />
      <SearchForm asked={{ q, kind, lang }} langs={LANGS} />
      {viewer.userId !== null && (
        <SavedSearches searches={await listSavedViews(viewer, 'search')} current={current} changes={CHANGES} />
      )}
      {asked.q === '' ? (
        <>
          {(await isNothingStored(viewer)) && <NothingStored>{t('nothingStored')}</NothingStored>}
          <EmptyState title={t('searchWhat')}>
            <p>{t.rich('forms', { down: () => <Kbd>↓</Kbd>, enter: () => <Kbd>↵</Kbd> })}</p>
            <p className="mt-1">{t('recognise')}</p>
          </EmptyState>
          <OperatorHelp />
        </>
      ) : (
        <ResultList
          result={await withTrust(viewer, await search(viewer, asked, meaningOf('search', asked.q)))}
          query={asked.q}
        />
      )}
    </div>
  )
}
