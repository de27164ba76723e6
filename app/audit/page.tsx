import type { Metadata } from 'next'
import { connection } from 'next/server'
import { z } from 'zod'
import { AuditTable } from '@/components/audit/audit-table'
import { Pager } from '@/components/source/pager'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listAudit } from '@/lib/query/audit'

export const metadata: Metadata = { title: 'Audit' }

const AskedSchema = z.object({ page: z.coerce.number().int().min(1).default(1) })

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

export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'admin')) return <ForAdministrators />
  const audit = await listAudit(viewer, { page: readFilter(AskedSchema, await searchParams).page })
  return (
    <>
      <PageHeader
        title="Audit"
        description="Every change, who made it and when. Rows are written with the change itself and never altered."
      />
      {audit.items.length === 0 ? (
        <EmptyState title="Nothing has been changed yet">Imports, edits and decisions appear here.</EmptyState>
      ) : (
        <>
          <AuditTable rows={audit.items} />
          <Pager path="/audit" {...audit} />
        </>
      )}
    </>
  )
}
