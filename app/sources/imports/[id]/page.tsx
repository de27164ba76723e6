import { saySentencesAction } from '@/app/say-sentences'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
import { z } from 'zod'
import { byWords, isOpen } from '@/components/import/import-states'
import { ImportPageView } from '@/components/import/import-page-view'
import { sayImport, sayLine } from '@/components/import/said-import'
import { labelWords } from '@/components/source/import-label'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { PageHeader } from '@/components/ui/page-header'
import { TimeText } from '@/components/ui/time-text'
import { requireViewer } from '@/lib/auth/viewer'
import { AppError } from '@/lib/domain/errors'
import { can } from '@/lib/domain/permissions'
import { sentencesIn } from '@/lib/intl/sentences'
import { findImport, listImportLines } from '@/lib/query/imports'
import { countOpenReviewItems } from '@/lib/query/review'
import { LineFilterSchema } from '@/lib/schema/import'
import { cancelImportAction, retryImportAction, undoImportAction } from '../actions'

type PageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

const readImport = cache(async (id: string) => {
  const viewer = await requireViewer()
  if (!z.uuid().safeParse(id).success) return null
  return findImport(viewer, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  })
})

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  await connection()
  const found = await readImport((await params).id)
  const t = await getTranslations('pages.sources.oneImport')
  const label = found && labelWords(await getTranslations('pages.sources.label'), found.label)
  return { title: label === null ? t('unknown') : t('title', { label }) }
}

export default async function ImportPage({ params, searchParams }: PageProps) {
  await connection()
  const found = await readImport((await params).id)
  if (!found) notFound()
  const t = await getTranslations('pages.sources')
  const say = sentencesIn(await getLocale())
  const by = byWords(await getTranslations('import.importStates'), found)
  const viewer = await requireViewer()
  const filter = readFilter(LineFilterSchema, await searchParams)
  const [lines, toReview] = await Promise.all([
    listImportLines(viewer, found.id, filter),
    isOpen(found) ? 0 : countOpenReviewItems(viewer, found.id),
  ])
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: t('title'), href: '/sources' },
          { label: t('imports.title'), href: '/sources/imports' },
        ]}
        title={labelWords(await getTranslations('pages.sources.label'), found.label)}
        description={t.rich('oneImport.imported', {
          by,
          time: () => <TimeText at={found.startedAt} show="full" />,
        })}
      />
      <ImportPageView
        found={sayImport(found, say)}
        lines={{ ...lines, items: lines.items.map((line) => sayLine(line, say)) }}
        toReview={toReview}
        filter={filter}
        mayWrite={can(viewer, 'write')}
        actions={{
          cancel: cancelImportAction,
          retry: retryImportAction,
          undo: undoImportAction,
          say: saySentencesAction,
        }}
      />
    </>
  )
}
