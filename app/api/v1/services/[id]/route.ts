import { AppError } from '@/lib/domain/errors'
import { listServices } from '@/lib/query/tokens'
import { ServiceChangeSchema } from '@/lib/schema/token'
import type { Viewer } from '@/lib/schema/viewer'
import { changeService } from '@/lib/store/services'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

type Params = { id: string }

async function answerService(viewer: Viewer, id: string): Promise<Response> {
  const service = (await listServices(viewer)).find((row) => row.id === id)
  if (!service) throw new AppError('not_found', 'There is no such service.')
  return respondJson(service)
}

export const GET = handle<Params>((viewer, _request, { id }) => answerService(viewer, id))

/** Renames a service, changes its role, disables or enables it. */
export const PATCH = handle<Params>(async (viewer, request, { id }) => {
  await changeService(viewer, id, await readJson(request, ServiceChangeSchema))
  return answerService(viewer, id)
})
