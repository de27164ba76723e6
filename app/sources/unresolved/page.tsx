import type { Metadata } from 'next'
import { connection } from 'next/server'
import { UnresolvedList } from '@/components/directory/unresolved-list'
import { SourcesTabs } from '@/components/source/sources-tabs'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { listUnresolved } from '@/lib/query/references'

export const metadata: Metadata = { title: 'Names without a page' }

export default async function UnresolvedPage() {
  await connection()
  const unresolved = await listUnresolved(await requireViewer())
  return (
    <>
      <PageHeader
        title="Names without a page"
        description="What texts refer to and nothing is called yet. A link works by itself as soon as something with its name is imported."
      />
      <SourcesTabs active="unresolved" />
      {unresolved.length === 0 ? (
        <EmptyState title="Every name leads somewhere">All references of all texts are resolved.</EmptyState>
      ) : (
        <UnresolvedList unresolved={unresolved} />
      )}
    </>
  )
}
