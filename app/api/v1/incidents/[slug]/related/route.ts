import { remembered } from '@/app/api/v1/remembered'
import { listRelated } from '@/lib/query/related'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

export const GET = handle<{ slug: string }>(
  remembered(async (viewer, _request, { slug }) => respondJson(await listRelated(viewer, { kind: 'incident', slug }))),
)
