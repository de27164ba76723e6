import { createHash } from 'node:crypto'
import { holdsCopy } from './etag'

type Copy = {
  body: string
  type: string
  /** `public`: whoever is on the way may keep it, but asks each time whether it still holds. `private`: only who asked may. */
  keep: 'public' | 'private'
  headers?: Record<string, string>
  /** Since when it says what it says, where `If-Modified-Since` is to be answered: no two contents have the same date. */
  since?: Date
}

/**
 * Answers with a body, or with 304 when the caller has it already (`If-None-Match`, or else `If-Modified-Since`). Every keeper asks
 * before it shows its copy again: what is taken back is gone at the next request.
 */
export function respondCopy(request: Request, copy: Copy): Response {
  const etag = `W/"${createHash('sha256').update(copy.body).digest('base64url').slice(0, 27)}"`
  const since = copy.since?.toUTCString() ?? null
  const headers = {
    'Cache-Control': copy.keep === 'public' ? 'public, max-age=0, must-revalidate' : 'private, no-cache',
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
    ...(since && { 'Last-Modified': since }),
    ...copy.headers,
  }
  const isKnown = request.headers.has('if-none-match')
    ? holdsCopy(request, etag)
    : since !== null && request.headers.get('if-modified-since') === since
  if (isKnown) return new Response(null, { status: 304, headers })
  return new Response(copy.body, { headers: { ...headers, 'Content-Type': copy.type } })
}
