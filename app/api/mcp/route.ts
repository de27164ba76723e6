import { AppError } from '@/lib/domain/errors'
import { env } from '@/lib/env'
import { answerMcp } from '@/lib/mcp/answer-mcp'
import { resourceMetadataUrl } from '@/lib/mcp/resource-metadata'
import { handle } from '@/lib/web/handle'
import { countRequest } from '@/lib/web/rate-limit'
import { respondError } from '@/lib/web/respond'

type Params = Record<string, never>

/** Each tool checks what it needs. */
const answer = handle<Params>((viewer, request) => answerMcp(viewer, request), 'reads')

/**
 * The server of the Model Context Protocol, for agents with a token. A page of another site is refused whatever it sends, and the
 * cookie of a session opens nothing here.
 */
export async function POST(request: Request, context: { params: Promise<Params> }): Promise<Response> {
  if (isForeign(request)) return respondError(new AppError('forbidden', 'Pages of other sites may not call this.'))
  if (request.headers.get('authorization') === null) {
    return withChallenge(respondError(await refuse(request)))
  }
  return withChallenge(await answer(request, context))
}

/** Whoever shows no token is counted as well. */
async function refuse({ headers }: Request): Promise<unknown> {
  const refusal = new AppError('unauthenticated', 'Send `Authorization: Bearer <token>`.')
  return countRequest(headers).then(
    () => refusal,
    (error: unknown) => error,
  )
}

/** Only browsers name an origin. That of a page is compared with our own address, not with `Host`, which its site may have made up. */
function isForeign(request: Request): boolean {
  const origin = request.headers.get('origin')
  return origin !== null && origin !== new URL(env().baseUrl).origin
}

/** Clients learn from it where to get a token. */
function withChallenge(response: Response): Response {
  if (response.status !== 401) return response
  const url = resourceMetadataUrl(env().baseUrl)
  response.headers.set('WWW-Authenticate', `Bearer error="invalid_token", resource_metadata="${url}"`)
  return response
}

/** There is no stream to listen to and no session to end. */
function notAllowed(): Response {
  return new Response(null, { status: 405, headers: { Allow: 'POST' } })
}

export { notAllowed as GET, notAllowed as DELETE }
