import { listTrustedSkills } from '@/lib/query/skills'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

export const GET = handle(async (viewer) => {
  const items = await listTrustedSkills(viewer)
  return respondJson({ items, nextCursor: null, total: items.length })
})
