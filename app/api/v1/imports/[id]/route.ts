import { z } from 'zod'
import { OutcomeSchema } from '@/lib/schema/import'
import { cancelImport } from '@/lib/store/import-jobs'
import { handle } from '@/lib/web/handle'
import { CursorSchema, pageOfCursor } from '@/lib/web/paging'
import { readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'
import { readImportStatus } from '../import-answer'

const QuerySchema = z.object({ outcome: OutcomeSchema.optional(), cursor: CursorSchema })

export const GET = handle<{ id: string }>(async (viewer, request, { id }) => {
  const { outcome, cursor } = readQuery(request, QuerySchema)
  return respondJson(await readImportStatus(viewer, id, { outcome, page: pageOfCursor(cursor) }))
})

/** Cancels the import; the history keeps it. */
export const DELETE = handle<{ id: string }>(async (viewer, _request, { id }) => {
  await cancelImport(viewer, id)
  return respondJson(await readImportStatus(viewer, id, { page: 1 }))
})
