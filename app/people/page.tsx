import type { Metadata } from 'next'
import { connection } from 'next/server'
import { DirectoryTable } from '@/components/directory/directory-table'
import { NothingStored } from '@/components/import/nothing-stored'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { listDirectory } from '@/lib/query/directory'
import { isNothingStored } from '@/lib/query/home'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage() {
  await connection()
  const viewer = await requireViewer()
  const rows = await listDirectory(viewer, 'person')
  return (
    <>
      <PageHeader title="People" description="Everybody who owns, wrote or is named in something." />
      {rows.length === 0 && (await isNothingStored(viewer)) ? (
        <NothingStored>
          Everybody whom a postmortem or a skill names has a page here: what they wrote, own and were part of.
        </NothingStored>
      ) : rows.length === 0 ? (
        <EmptyState title="Nobody is known yet">
          People appear here as soon as a postmortem or a skill names them.
        </EmptyState>
      ) : (
        <DirectoryTable rows={rows} caption="People" detail="Role" />
      )}
    </>
  )
}
