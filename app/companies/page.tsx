import type { Metadata } from 'next'
import { connection } from 'next/server'
import { DirectoryTable } from '@/components/directory/directory-table'
import { NothingStored } from '@/components/import/nothing-stored'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { listDirectory } from '@/lib/query/directory'
import { isNothingStored } from '@/lib/query/home'

export const metadata: Metadata = { title: 'Companies' }

export default async function CompaniesPage() {
  await connection()
  const viewer = await requireViewer()
  const rows = await listDirectory(viewer, 'company')
  return (
    <>
      <PageHeader title="Companies" description="Customers and vendors that incidents and skills refer to." />
      {rows.length === 0 && (await isNothingStored(viewer)) ? (
        <NothingStored>
          Every customer and vendor that an incident refers to has a page here, with what happened there and what is
          still open.
        </NothingStored>
      ) : rows.length === 0 ? (
        <EmptyState title="No company is known yet">
          Companies appear here as soon as something refers to them.
        </EmptyState>
      ) : (
        <DirectoryTable rows={rows} caption="Companies" detail="Web site" />
      )}
    </>
  )
}
