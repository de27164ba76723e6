import type { Metadata } from 'next'
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

export const metadata: Metadata = { title: 'API reference' }

export default async function ApiReferencePage({ searchParams }: { searchParams: Promise<{ q?: string | string[] }> }) {
  await connection()
  const { q } = await searchParams
  const query = typeof q === 'string' ? q.trim().slice(0, 100) : ''
  const api = reference()
  const nouns = findOperations(api, query)
  return (
    <ReferenceFrame nouns={api.nouns} active={null} alone={(await findViewer()) === null}>
      <PageHeader
        title="API reference"
        description={
          <span className="block max-w-prose">
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
          aria-label="Search the API"
          placeholder="import, tokens, PATCH ..."
        />
        <Button type="submit">Search</Button>
      </form>
      {nouns.length === 0 ? (
        <EmptyState title="No call has these words">Try fewer words, or a part of an address.</EmptyState>
      ) : (
        <OperationList nouns={nouns} />
      )}
    </ReferenceFrame>
  )
}
