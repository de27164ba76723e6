import { createHash } from 'node:crypto'

/** Feeds of which it is known since when they say what they say. */
const REMEMBERED = 1000

/** When this process first saw what each copy says, by its name. A time from the rows would not change when one disappears. */
const firstSeen = new Map<string, { etag: string; at: Date }>()

/** Dates of HTTP are whole seconds: what changes twice in one is dated a second later, so that no two copies have one date. */
function seenSince(name: string, etag: string, now: Date): Date {
  const known = firstSeen.get(name)
  if (known?.etag === etag) return known.at
  const at = new Date(Math.max(now.getTime(), known ? known.at.getTime() + 1000 : 0))
  firstSeen.delete(name)
  firstSeen.set(name, { etag, at })
  const [oldest] = firstSeen.keys()
  if (firstSeen.size > REMEMBERED && oldest !== undefined) firstSeen.delete(oldest)
  return at
}

type Copy = {
  body: string
  type: string
  /** `public`: whoever is on the way may keep it, but asks each time whether it still holds. `private`: only who asked may. */
  keep: 'public' | 'private'
  headers?: Record<string, string>
  /** Names what is asked for, and by whom, where `If-Modified-Since` is to be answered. */
  name?: string
}

/**
 * Answers with a body, or with 304 when the caller has it already (`If-None-Match`, or else `If-Modified-Since`). Every keeper asks
 * before it shows its copy again: what is taken back is gone at the next request.
 */
export function respondCopy(request: Request, copy: Copy, now: Date = new Date()): Response {
  const etag = `W/"${createHash('sha256').update(copy.body).digest('base64url').slice(0, 27)}"`
  const since = copy.name === undefined ? null : seenSince(copy.name, etag, now).toUTCString()
  const headers = {
    'Cache-Control': copy.keep === 'public' ? 'public, max-age=0, must-revalidate' : 'private, no-cache',
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
    ...(since && { 'Last-Modified': since }),
    ...copy.headers,
  }
  const given = request.headers.get('if-none-match')
  const isKnown =
    given === null
      ? since !== null && request.headers.get('if-modified-since') === since
      : given.split(',').some((tag) => tag.trim() === '*' || weak(tag.trim()) === weak(etag))
  if (isKnown) return new Response(null, { status: 304, headers })
  return new Response(copy.body, { headers: { ...headers, 'Content-Type': copy.type } })
}

const weak = (tag: string) => tag.replace(/^W\//, '')
