import type { Metadata } from 'next'
import { connection } from 'next/server'
import { DirectoryTable } from '@/components/directory/directory-table'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { listDirectory } from '@/lib/query/directory'

export const metadata: Metadata = { title: 'Companies' }

export default async function CompaniesPage() {
  await connection()
  const rows = await listDirectory(await requireViewer(), 'company')
  return (
    <>
      <PageHeader title="Companies" description="Customers and vendors that incidents and skills refer to." />
      {rows.length === 0 ? (
        <EmptyState title="No company is known yet">
          Companies appear here as soon as something refers to them.
        </EmptyState>
      ) : (
        <DirectoryTable rows={rows} caption="Companies" detail="Web site" />
      )}
    </>
  )
}
