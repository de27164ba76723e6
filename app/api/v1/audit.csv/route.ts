import { assertCan } from '@/lib/domain/permissions'
import { auditHeading, writeAuditRows } from '@/lib/export/write-audit'
import { readAllAudit } from '@/lib/query/audit'
import { AuditFilterSchema, type AuditFilter } from '@/lib/schema/directory'
import type { Viewer } from '@/lib/schema/viewer'
import { handle } from '@/lib/web/handle'
import { readQuery } from '@/lib/web/read-body'
import { streamOf } from '@/lib/web/stream-of'

async function* write(viewer: Viewer, filter: AuditFilter): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder()
  yield bytes.encode(auditHeading())
  for await (const rows of readAllAudit(viewer, filter)) yield bytes.encode(writeAuditRows(rows))
}

/** All entries of a filter, as a file for a spreadsheet. */
export const GET = handle(async (viewer, request) => {
  assertCan(viewer, 'admin')
  const filter = readQuery(request, AuditFilterSchema)
  return new Response(await streamOf(write(viewer, filter)), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="audit.csv"',
      'Cache-Control': 'private, no-store',
    },
  })
})
