import { remembered } from '@/app/api/v1/remembered'
import { listPatterns } from '@/lib/query/patterns'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

/** All patterns at once: a catalogue has some dozens. */
export const GET = handle(
  remembered(async (viewer) => {
    const items = await listPatterns(viewer)
    return respondJson({ items, nextCursor: null, total: items.length })
  }),
)
