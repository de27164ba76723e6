import { AppError } from '@/lib/domain/errors'
import { listTokens } from '@/lib/query/tokens'
import { revokeToken } from '@/lib/store/tokens'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

type Params = { id: string }

export const GET = handle<Params>(async (viewer, _request, { id }) => {
  const token = (await listTokens(viewer)).find((row) => row.id === id)
  if (!token) throw new AppError('not_found', 'This token does not exist (any more).')
  return respondJson(token)
})

/** Ends a token at once, with everything that was made with it. */
export const DELETE = handle<Params>(async (viewer, _request, { id }) => {
  await revokeToken(viewer, id)
  return new Response(null, { status: 204 })
})
