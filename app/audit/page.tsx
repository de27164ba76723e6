import type { Metadata } from 'next'
import { connection } from 'next/server'
import { AuditFilterForm } from '@/components/audit/audit-filter'
import { AuditTable } from '@/components/audit/audit-table'
import { Pager } from '@/components/source/pager'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listAudit, readAuditChoices } from '@/lib/query/audit'
import { AuditFilterSchema } from '@/lib/schema/directory'

export const metadata: Metadata = { title: 'Audit' }

function ForAdministrators() {
  return (
    <>
      <PageHeader title="Audit" description="Every change, who made it and when." />
      <EmptyState title="Administrators read this page">
        It tells of everything, also of what only some people may read. Ask an administrator about a change that you
        need to know of.
      </EmptyState>
    </>
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered) {
    return <EmptyState title="Nothing has been changed yet">Imports, edits and decisions appear here.</EmptyState>
  }
  return <EmptyState title="No entry is like that">Choose a longer time, another name, or show all.</EmptyState>
}

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'admin')) return <ForAdministrators />
  const filter = readFilter(AuditFilterSchema, await searchParams)
  const [audit, choices] = await Promise.all([listAudit(viewer, filter), readAuditChoices(viewer)])
  const { page: _page, ...chosen } = filter
  return (
    <>
      <PageHeader
        title="Audit"
        description="Every change, who made it and when. Rows are written with the change itself and never altered."
      />
      <AuditFilterForm key={JSON.stringify(chosen)} filter={filter} choices={choices} />
      {audit.items.length === 0 ? (
        <Nothing isFiltered={Object.keys(chosen).length > 0} />
      ) : (
        <>
          <AuditTable rows={audit.items} />
          <Pager path="/audit" query={chosen} {...audit} />
        </>
      )}
    </>
  )
}
