import type { Metadata } from 'next'
import Link from 'next/link'
import { connection } from 'next/server'
import { ReviewFilters } from '@/components/review/review-filters'
import { ReviewTable } from '@/components/review/review-table'
import { Pager } from '@/components/source/pager'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { TableFilter } from '@/components/table/table-filter'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { countOpenReviewItems, listReviewDocuments, readReviewFacets } from '@/lib/query/review'
import { ReviewFilterSchema } from '@/lib/schema/review'

export const metadata: Metadata = { title: 'Review' }

export default async function ReviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  const filter = readFilter(ReviewFilterSchema, await searchParams)
  const [documents, open, facets] = await Promise.all([
    listReviewDocuments(viewer, filter),
    countOpenReviewItems(viewer),
    readReviewFacets(viewer),
  ])
  const first = documents.items[0]
  const { page: _, ...query } = filter
  return (
    <>
      <PageHeader
        title="Review"
        description={
          open === 0
            ? 'Fields that an import was not sure of wait here for a person.'
            : `${open.toLocaleString('en')} ${open === 1 ? 'field' : 'fields'} that an import was not sure of ${open === 1 ? 'waits' : 'wait'} for a person.`
        }
        actions={
          first && (
            <Button asChild variant="primary">
              <Link href={`/review/${first.id}`}>Start with the first</Link>
            </Button>
          )
        }
      />
      {open === 0 ? (
        <EmptyState title="Nothing to review">
          Whatever an import reads but is not sure of, such as a time without a zone, comes up here.
        </EmptyState>
      ) : (
        <TableFilter filter={filter} defaults={ReviewFilterSchema.parse({})}>
          <ReviewFilters facets={facets} />
          {documents.items.length === 0 ? (
            <EmptyState title="No document with these choices">
              Other documents still wait: clear the filter.
            </EmptyState>
          ) : (
            <ReviewTable rows={documents.items} />
          )}
          <Pager path="/review" query={query} {...documents} />
        </TableFilter>
      )}
    </>
  )
}
