import { RotationSchema } from '@/lib/schema/webhook'
import { rotateSecret } from '@/lib/store/webhooks'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

/** Makes a new secret, told this once; the former one signs beside it for `overlapHours`. */
export const POST = handle<{ id: string }>(async (viewer, request, { id }) => {
  const rotation = await readJson(request, RotationSchema)
  return respondJson(await rotateSecret(viewer, id, rotation, new Date()), { status: 201 })
})
