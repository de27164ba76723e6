import { retryImport } from '@/lib/store/import-jobs'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'
import { readImportStatus } from '../../import-answer'

export const POST = handle<{ id: string }>(async (viewer, _request, { id }) => {
  await retryImport(viewer, id)
  return respondJson(await readImportStatus(viewer, id, { page: 1 }))
})
