import type { Metadata } from 'next'
import { connection } from 'next/server'
import { ImportHistory } from '@/components/source/import-history'
import { SourcesTabs } from '@/components/source/sources-tabs'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { listImports } from '@/lib/query/sources'

export const metadata: Metadata = { title: 'Import history' }

export default async function ImportsPage() {
  await connection()
  const imports = await listImports(await requireViewer())
  return (
    <>
      <PageHeader title="Import history" description="The latest imports, and what became of every document in them." />
      <SourcesTabs active="imports" />
      {imports.length === 0 ? (
        <EmptyState title="Nothing has been imported">
          Imports appear here with the outcome of each document.
        </EmptyState>
      ) : (
        <ImportHistory imports={imports} />
      )}
    </>
  )
}
