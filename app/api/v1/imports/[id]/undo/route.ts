import { undoImport } from '@/lib/store/undo-import'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'
import { readImportStatus } from '../../import-answer'

/** `undone`: changes that were taken back; `left`: what stays as it is, and why. */
export const POST = handle<{ id: string }>(async (viewer, _request, { id }) => {
  const { undone, left } = await undoImport(viewer, id)
  return respondJson({ ...(await readImportStatus(viewer, id, { page: 1 })), undone, left })
})
