import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
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
import { sentencesIn } from '@/lib/intl/sentences'
import { countOpenReviewItems, listReviewDocuments, readReviewFacets } from '@/lib/query/review'
import { ReviewFilterSchema } from '@/lib/schema/review'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.review'))('title') }
}

export default async function ReviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const t = await getTranslations('pages.review')
  const viewer = await requireViewer()
  const filter = readFilter(ReviewFilterSchema, await searchParams)
  const [documents, open, facets] = await Promise.all([
    listReviewDocuments(viewer, filter),
    countOpenReviewItems(viewer),
    readReviewFacets(viewer),
  ])
  const say = sentencesIn(await getLocale())
  const rows = documents.items.map((row) => ({ ...row, reasons: row.reasons.map(say) }))
  const reasons = facets.reasons.map((reason) => ({ ...reason, label: say(reason.label) }))
  const first = documents.items[0]
  const { page: _, ...query } = filter
  return (
    <>
      <PageHeader
        title={t('title')}
        description={open === 0 ? t('nothingWaits') : t('waiting', { count: open })}
        actions={
          first && (
            <Button asChild variant="primary">
              <Link href={`/review/${first.id}`}>{t('startFirst')}</Link>
            </Button>
          )
        }
      />
      {open === 0 ? (
        <EmptyState title={t('nothing.title')}>{t('nothing.text')}</EmptyState>
      ) : (
        <TableFilter filter={filter} defaults={ReviewFilterSchema.parse({})}>
          <ReviewFilters facets={{ ...facets, reasons }} />
          {documents.items.length === 0 ? (
            <EmptyState title={t('noneChosen.title')}>{t('noneChosen.text')}</EmptyState>
          ) : (
            <ReviewTable rows={rows} />
          )}
          <Pager path="/review" query={query} {...documents} />
        </TableFilter>
      )}
    </>
  )
}
