import { listServices } from '@/lib/query/tokens'
import { NewServiceSchema } from '@/lib/schema/token'
import { createService } from '@/lib/store/services'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

/** Services, which have tokens and no way to sign in; for administrators. */
export const GET = handle(async (viewer) => {
  const items = await listServices(viewer)
  return respondJson({ items, nextCursor: null, total: items.length })
})

export const POST = handle(async (viewer, request) => {
  const id = await createService(viewer, await readJson(request, NewServiceSchema))
  return respondJson({ id }, { status: 201, headers: { Location: `/api/v1/services/${id}` } })
})
