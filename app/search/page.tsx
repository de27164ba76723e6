import type { Metadata } from 'next'
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
  return { title: q ? `${q} · Search` : 'Search' }
}

export default async function SearchPage({ searchParams }: PageProps) {
  await connection()
  const viewer = await requireViewer()
  const asked = readFilter(AskedSchema, await searchParams)
  const { q, kind, lang } = asked
  const current = q === '' ? '' : filterHref('', { q, kind, lang }, {}, {}).slice(1)
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title="Search" />
      <SearchForm asked={{ q, kind, lang }} langs={LANGS} />
      {viewer.userId !== null && (
        <SavedSearches searches={await listSavedViews(viewer, 'search')} current={current} changes={CHANGES} />
      )}
      {asked.q === '' ? (
        <>
          {(await isNothingStored(viewer)) && (
            <NothingStored>Until then a search finds the patterns of the catalogue alone.</NothingStored>
          )}
          <EmptyState title="Search incidents, skills, patterns, people, companies and action items">
            <p>
              Words are found in their other forms too, in English, German and Russian. <Kbd>↓</Kbd> goes to the
              results, <Kbd>↵</Kbd> opens one.
            </p>
            <p className="mt-1">To match a whole alert or a plan against what is known, use Recognise.</p>
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
