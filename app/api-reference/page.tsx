import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { connection } from 'next/server'
import { OperationList } from '@/components/api-reference/operation-list'
import { ReferenceFrame } from '@/components/api-reference/reference-frame'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { InlineText } from '@/components/ui/inline-text'
import { Input } from '@/components/ui/input'
import { PageHeader } from '@/components/ui/page-header'
import { findViewer } from '@/lib/auth/viewer'
import { findOperations } from '@/lib/openapi/reference'
import { reference } from './reference'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.api-reference'))('title') }
}

export default async function ApiReferencePage({ searchParams }: { searchParams: Promise<{ q?: string | string[] }> }) {
  await connection()
  const t = await getTranslations('pages.api-reference')
  const { q } = await searchParams
  const query = typeof q === 'string' ? q.trim().slice(0, 100) : ''
  const api = reference()
  const nouns = findOperations(api, query)
  return (
    <ReferenceFrame nouns={api.nouns} active={null} alone={(await findViewer()) === null}>
      <PageHeader
        title={t('title')}
        description={
          <span lang="en" className="block max-w-prose">
            <InlineText text={api.about} />
          </span>
        }
        actions={
          <Button asChild>
            <Link href="/api/v1/openapi.json" prefetch={false}>
              OpenAPI 3.1
            </Link>
          </Button>
        }
      />
      <form method="get" role="search" className="mb-5 flex max-w-xl gap-2">
        <Input
          name="q"
          type="search"
          defaultValue={query}
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
        />
        <Button type="submit">{t('search.submit')}</Button>
      </form>
      {nouns.length === 0 ? (
        <EmptyState title={t('nothing.title')}>{t('nothing.text')}</EmptyState>
      ) : (
        <OperationList nouns={nouns} />
      )}
    </ReferenceFrame>
  )
}
