import type { Metadata } from 'next'
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

export const metadata: Metadata = { title: 'Sources' }

/** `?of=<id>`: the documents that a source was cut into. */
const AskedSchema = z.object({ page: z.coerce.number().int().min(1).default(1), of: z.uuid().optional() })

export default async function SourcesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  const { page, of } = readFilter(AskedSchema, await searchParams)
  if (of) return <Parts wholeId={of} page={page} />
  const sources = await listSources(viewer, page)
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
        <EmptyState
          title="Nothing has been imported"
          actions={
            <Button asChild variant="primary">
              <Link href="/import">Import the first document</Link>
            </Button>
          }
        >
          Each original stays here word for word, beside what was read from it. Paste a postmortem, drop a folder or an
          archive, or import on the command line.
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
  const viewer = await requireViewer()
  const [whole, parts] = await Promise.all([findSource(viewer, wholeId), listParts(viewer, wholeId, page)])
  if (!whole) notFound()
  const name = whole.origin ?? 'Pasted text'
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Sources', href: '/sources' },
          { label: name, href: hrefOfSource(whole.id) },
        ]}
        title={`Documents in ${name}`}
        description="This source holds several documents. Each was read by itself, and is kept word for word as a part of the whole."
      />
      {parts.items.length === 0 ? (
        <EmptyState title="No document of it is left">What was read from it has been undone or taken out.</EmptyState>
      ) : (
        <SourceTable rows={parts.items} />
      )}
      <Pager path="/sources" query={{ of: wholeId }} labels={{ before: 'Previous', after: 'Next' }} {...parts} />
    </>
  )
}
