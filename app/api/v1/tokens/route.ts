import { listTokens } from '@/lib/query/tokens'
import { TokenInputSchema } from '@/lib/schema/token'
import { createToken } from '@/lib/store/tokens'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

/** The caller's own tokens, or everybody's for an administrator. */
export const GET = handle(async (viewer) => {
  const items = await listTokens(viewer)
  return respondJson({ items, nextCursor: null, total: items.length })
})

/** Makes a token of the caller, or of a service by an administrator. The secret is in this answer and nowhere else. */
export const POST = handle(async (viewer, request) => {
  const { name, scope, expiresAt, expiresInDays, service } = await readJson(request, TokenInputSchema)
  const now = new Date()
  const end = expiresInDays === undefined ? expiresAt : new Date(now.getTime() + expiresInDays * 86_400_000)
  const made = await createToken(viewer, { name, scope, expiresAt: asDate(end), serviceId: service }, now)
  return respondJson(
    { id: made.id, token: made.secret, expiresAt: made.expiresAt?.toISOString() ?? null },
    { status: 201, headers: { Location: `/api/v1/tokens/${made.id}` } },
  )
})

function asDate(end: string | Date | null | undefined): Date | null | undefined {
  return typeof end === 'string' ? new Date(end) : end
}
