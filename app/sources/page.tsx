import type { Metadata } from 'next'
import Link from 'next/link'
import { connection } from 'next/server'
import { z } from 'zod'
import { Pager } from '@/components/source/pager'
import { SourceTable } from '@/components/source/source-table'
import { SourcesTabs } from '@/components/source/sources-tabs'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { listSources } from '@/lib/query/sources'

export const metadata: Metadata = { title: 'Sources' }

const AskedSchema = z.object({ page: z.coerce.number().int().min(1).default(1) })

export default async function SourcesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  const sources = await listSources(viewer, readFilter(AskedSchema, await searchParams).page)
  return (
    <>
      <PageHeader
        title="Sources"
        description="Every original as it came in, word for word, beside what was read from it."
        actions={
          <Button asChild>
            <Link href="/import">Import</Link>
          </Button>
        }
      />
      <SourcesTabs active="sources" />
      {sources.items.length === 0 ? (
        <EmptyState title="Nothing has been imported">
          Paste a postmortem on the import page, or import a folder on the command line.
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
