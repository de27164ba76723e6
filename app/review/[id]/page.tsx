import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
import { z } from 'zod'
import { CoverageNote } from '@/components/review/coverage-note'
import { ReviewWalk } from '@/components/review/review-walk'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { sentencesIn } from '@/lib/intl/sentences'
import { findReview } from '@/lib/query/review'
import { hrefOf } from '@/lib/render/links'
import { confirmAction, correctAction, takeBackAction, zoneAction } from '../actions'

type PageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

const readReview = cache(async (id: string) =>
  z.uuid().safeParse(id).success ? findReview(await requireViewer(), id) : null,
)

/** `?item=3` is the third field; without it the first that waits. */
const AskedSchema = z.object({ item: z.coerce.number().int().min(1).optional() })

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  await connection()
  const view = await readReview((await params).id)
  const t = await getTranslations('pages.review.document')
  return { title: view ? t('title', { title: view.document.title }) : t('unknown') }
}

export default async function ReviewDocumentPage({ params, searchParams }: PageProps) {
  await connection()
  const view = await readReview((await params).id)
  if (!view) notFound()
  const t = await getTranslations('pages.review')
  const viewer = await requireViewer()
  const { item } = readFilter(AskedSchema, await searchParams)
  const waiting = Math.max(
    0,
    view.items.findIndex(({ state }) => state === 'open'),
  )
  const start = item === undefined ? waiting : Math.min(item, view.items.length) - 1
  const { document } = view
  const say = sentencesIn(await getLocale())
  const items = view.items.map((one) => ({ ...one, reason: say(one.reason) }))
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('title'), href: '/review' }]}
        title={document.title}
        lang={document.lang === 'und' ? undefined : document.lang}
        description={
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <Link
              href={hrefOf(view.kind === 'edition' ? 'incident' : 'skill', view.slug)}
              className="inline-flex min-h-6 items-center text-accent-ink hover:underline"
            >
              {t('document.openPage')}
            </Link>
            {document.coverage && <CoverageNote coverage={document.coverage} />}
          </div>
        }
      />
      <ReviewWalk
        key={view.id}
        view={{ ...view, items }}
        start={start}
        canDecide={can(viewer, 'write')}
        actions={{ confirm: confirmAction, correct: correctAction, chooseZone: zoneAction, takeBack: takeBackAction }}
      />
    </>
  )
}
