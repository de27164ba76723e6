import { RotationInputSchema } from '@/lib/schema/token'
import { rotateToken } from '@/lib/store/rotate-token'
import { handle } from '@/lib/web/handle'
import { parseInput, readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

/** Makes a token that takes the place of this one; both work for the overlap. A request without a body means 24 hours. */
export const POST = handle<{ id: string }>(async (viewer, request, { id }) => {
  const { overlapHours, expiresAt } =
    request.body === null ? parseInput(RotationInputSchema, {}) : await readJson(request, RotationInputSchema)
  const end = typeof expiresAt === 'string' ? new Date(expiresAt) : expiresAt
  const made = await rotateToken(viewer, id, { overlapHours, expiresAt: end })
  return respondJson(
    {
      id: made.id,
      token: made.secret,
      expiresAt: made.expiresAt?.toISOString() ?? null,
      replaces: id,
      olderEndsAt: made.olderEndsAt.toISOString(),
    },
    { status: 201, headers: { Location: `/api/v1/tokens/${made.id}` } },
  )
})
