import type { Metadata } from 'next'
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

export const metadata: Metadata = { title: 'Import history' }

const AskedSchema = z.object({ page: z.coerce.number().int().min(1).default(1) })

export default async function ImportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const imports = await listImports(await requireViewer(), readFilter(AskedSchema, await searchParams).page)
  return (
    <>
      <PageHeader
        title="Import history"
        description="Every import, and what became of the documents in it."
        actions={
          <Button asChild>
            <Link href="/import">Import</Link>
          </Button>
        }
      />
      <SourcesTabs active="imports" />
      {imports.items.length === 0 ? (
        <EmptyState title="Nothing has been imported">
          Imports appear here with the outcome of each document.
        </EmptyState>
      ) : (
        <>
          <ImportHistory imports={imports.items} />
          <Pager path="/sources/imports" {...imports} />
        </>
      )}
    </>
  )
}
