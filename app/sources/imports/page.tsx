import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { connection } from 'next/server'
import { z } from 'zod'
import { ImportHistory } from '@/components/source/import-history'
import { Pager } from '@/components/source/pager'
import { SourcesTabs } from '@/components/source/sources-tabs'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { listImports } from '@/lib/query/imports'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.sources.imports'))('title') }
}

const AskedSchema = z.object({ page: z.coerce.number().int().min(1).default(1) })

export default async function ImportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const t = await getTranslations('pages.sources.imports')
  const imports = await listImports(await requireViewer(), readFilter(AskedSchema, await searchParams).page)
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
      <SourcesTabs at="/sources/imports" />
      {imports.items.length === 0 ? (
        <EmptyState title={t('nothing.title')}>{t('nothing.text')}</EmptyState>
      ) : (
        <>
          <ImportHistory imports={imports.items} />
          <Pager path="/sources/imports" {...imports} />
        </>
      )}
    </>
  )
}
