import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { z } from 'zod'
import { Pager } from '@/components/source/pager'
import { hrefOfSource } from '@/components/source/source-href'
import { SourceTable } from '@/components/source/source-table'
import { SourcesTabs } from '@/components/source/sources-tabs'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { findSource, listParts, listSources } from '@/lib/query/sources'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.sources'))('title') }
}

/** `?of=<id>`: the documents that a source was cut into. */
const AskedSchema = z.object({ page: z.coerce.number().int().min(1).default(1), of: z.uuid().optional() })

export default async function SourcesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  const { page, of } = readFilter(AskedSchema, await searchParams)
  if (of) return <Parts wholeId={of} page={page} />
  const t = await getTranslations('pages.sources')
  const sources = await listSources(viewer, page)
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Button asChild>
            <Link href="/import">{t('import')}</Link>
          </Button>
        }
      />
      <SourcesTabs at="/sources" />
      {sources.items.length === 0 ? (
        <EmptyState
          title={t('nothing.title')}
          actions={
            <Button asChild variant="primary">
              <Link href="/import">{t('nothing.import')}</Link>
            </Button>
          }
        >
          {t('nothing.text')}
        </EmptyState>
      ) : (
        <>
          <SourceTable rows={sources.items} />
          <Pager path="/sources" {...sources} />
        </>
      )}
    </>
  )
}

async function Parts({ wholeId, page }: { wholeId: string; page: number }) {
  const t = await getTranslations('pages.sources')
  const viewer = await requireViewer()
  const [whole, parts] = await Promise.all([findSource(viewer, wholeId), listParts(viewer, wholeId, page)])
  if (!whole) notFound()
  const name = whole.origin ?? t('pasted')
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: t('title'), href: '/sources' },
          { label: name, href: hrefOfSource(whole.id) },
        ]}
        title={t('parts.title', { name })}
        description={t('parts.description')}
      />
      {parts.items.length === 0 ? (
        <EmptyState title={t('parts.nothing.title')}>{t('parts.nothing.text')}</EmptyState>
      ) : (
        <SourceTable rows={parts.items} />
      )}
      <Pager
        path="/sources"
        query={{ of: wholeId }}
        labels={{ before: t('parts.previous'), after: t('parts.next') }}
        {...parts}
      />
    </>
  )
}
