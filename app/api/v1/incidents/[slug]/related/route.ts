import { listRelated } from '@/lib/query/related'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

export const GET = handle<{ slug: string }>(async (viewer, _request, { slug }) =>
  respondJson(await listRelated(viewer, { kind: 'incident', slug })),
)
