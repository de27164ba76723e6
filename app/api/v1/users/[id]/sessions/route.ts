import { assertCan } from '@/lib/domain/permissions'
import { endSessions } from '@/lib/store/sessions'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

/** Signs somebody out everywhere. */
export const DELETE = handle<{ id: string }>(async (viewer, _request, { id }) => {
  assertCan(viewer, 'admin')
  return respondJson({ ended: await endSessions(viewer, { userId: id }) })
})
