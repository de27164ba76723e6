import { AppError } from '@/lib/domain/errors'
import { actionItemHeading, writeActionItems } from '@/lib/export/write-action-items'
import { importItemFile } from '@/lib/import/action-item-file'
import { readAllActionItems } from '@/lib/query/action-items'
import { ActionItemFilterSchema } from '@/lib/schema/action-item'
import type { ActionItemFilter } from '@/lib/schema/action-item'
import { ItemFileQuerySchema, ItemFileSchema, MAX_ITEM_BYTES } from '@/lib/schema/item-file'
import type { Viewer } from '@/lib/schema/viewer'
import { handle } from '@/lib/web/handle'
import { readBytes, readForm, readJson, readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'
import { streamOf } from '@/lib/web/stream-of'

async function* write(viewer: Viewer, filter: ActionItemFilter): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder()
  yield bytes.encode(actionItemHeading())
  for await (const items of readAllActionItems(viewer, filter)) yield bytes.encode(writeActionItems(items))
}

/** The action items of all pages of a list, as a file for a spreadsheet. */
export const GET = handle(async (viewer, request) => {
  const filter = readQuery(request, ActionItemFilterSchema)
  return new Response(await streamOf(write(viewer, filter)), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="action-items.csv"',
      'Cache-Control': 'private, no-store',
    },
  })
})

/** The file that a request brings: as it is, as the only file of a form, or as a text in JSON. */
async function readFile(request: Request): Promise<Uint8Array> {
  const type = request.headers.get('content-type') ?? ''
  if (/^application\/(\S+\+)?json\b/i.test(type)) {
    return new TextEncoder().encode((await readJson(request, ItemFileSchema)).csv)
  }
  if (!/^multipart\/form-data\b/i.test(type)) return readBytes(request, MAX_ITEM_BYTES)
  const [file, second] = (await readForm(request)).getAll('file')
  if (second !== undefined || !(file instanceof File))
    throw new AppError('bad_input', 'Send one file in the field `file`.')
  return new Uint8Array(await file.arrayBuffer())
}

/** Changes and adds action items as a file says; `dryRun=1` says what it would do. */
export const POST = handle(async (viewer, request) => {
  const { dryRun, skip = '', seal } = readQuery(request, ItemFileQuerySchema)
  const options = { dryRun, skip: skip.split(',').filter(Boolean), seal }
  return respondJson(await importItemFile(viewer, await readFile(request), options))
})
