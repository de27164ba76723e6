import type { Metadata } from 'next'
import { connection } from 'next/server'
import { FamilyList } from '@/components/pattern/family-list'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { listPatterns } from '@/lib/query/patterns'

export const metadata: Metadata = { title: 'Patterns' }

export default async function PatternsPage() {
  await connection()
  const patterns = await listPatterns(await requireViewer())
  const seen = patterns.filter((pattern) => pattern.incidents > 0).length
  return (
    <>
      <PageHeader
        title="Patterns"
        description={`Root-cause mechanisms that come back in other clothes, by family. ${seen} of ${patterns.length} have been seen here.`}
      />
      {patterns.length === 0 ? (
        <EmptyState title="The catalogue is empty">
          Patterns come with the product; run <code>npm run up</code> again to load them, or import one of your own.
        </EmptyState>
      ) : (
        <FamilyList patterns={patterns} />
      )}
    </>
  )
}
