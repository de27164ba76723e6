import { remembered } from '@/app/api/v1/remembered'
import { listTrustedSkills } from '@/lib/query/skills'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

export const GET = handle(
  remembered(async (viewer) => {
    const items = await listTrustedSkills(viewer)
    return respondJson({ items, nextCursor: null, total: items.length })
  }),
)
