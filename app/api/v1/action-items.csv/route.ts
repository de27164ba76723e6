import { actionItemHeading, writeActionItems } from '@/lib/export/write-action-items'
import { readAllActionItems } from '@/lib/query/action-items'
import { ActionItemFilterSchema } from '@/lib/schema/action-item'
import type { ActionItemFilter } from '@/lib/schema/action-item'
import type { Viewer } from '@/lib/schema/viewer'
import { handle } from '@/lib/web/handle'
import { readQuery } from '@/lib/web/read-body'

async function* write(viewer: Viewer, filter: ActionItemFilter): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder()
  yield bytes.encode(actionItemHeading())
  for await (const items of readAllActionItems(viewer, filter)) yield bytes.encode(writeActionItems(items))
}

/** A stream that reads on only as fast as its reader takes it. */
function streamOf(parts: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const next = await parts.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}

/** The action items of all pages of a list, as a file for a spreadsheet. */
export const GET = handle(async (viewer, request) => {
  const filter = readQuery(request, ActionItemFilterSchema)
  return new Response(streamOf(write(viewer, filter)), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="action-items.csv"',
      'Cache-Control': 'private, no-store',
    },
  })
})
