import { AppError, ERROR_STATUS, RateLimitedError, type ErrorCode } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { log } from '@/lib/observe/log'
import { isDatabaseAway } from './database-away'
import { contentEtag, holdsCopy } from './etag'
import { isUnstorableText, UNSTORABLE_TEXT } from './unstorable-text'

const PRIVATE = { 'Cache-Control': 'private, no-store' }

/** A JSON answer; it is one viewer's, so nobody on the way may keep it. */
export function respondJson(body: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  return Response.json(body, { status: init.status ?? 200, headers: { ...PRIVATE, ...init.headers } })
}

/** A text as a file; whoever has this very text already is told so and gets none. */
export function respondText(request: Request, text: string, type: string): Response {
  const etag = contentEtag(text)
  if (holdsCopy(request, etag)) {
    return new Response(null, { status: 304, headers: { ...PRIVATE, ETag: etag } })
  }
  return new Response(text, { headers: { ...PRIVATE, ETag: etag, 'Content-Type': type } })
}

function respondFault(
  code: ErrorCode | 'internal',
  message: string,
  fields?: Record<string, string>,
  told: Record<string, string> = {},
  difference?: AppError['difference'],
): Response {
  const status = code === 'internal' ? 500 : ERROR_STATUS[code]
  const headers: Record<string, string> = status === 401 ? { ...told, 'WWW-Authenticate': 'Bearer' } : { ...told }
  if (code === 'unavailable') headers['Retry-After'] = '5'
  return respondJson(
    { error: { code, message, ...(fields && { fields }), ...(difference && { difference }) } },
    { status, headers },
  )
}

function limitHeaders({ limit, retryAfter }: RateLimitedError): Record<string, string> {
  const seconds = String(retryAfter)
  return {
    'Retry-After': seconds,
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': '0',
    'RateLimit-Reset': seconds,
  }
}

/** The answer for a failure. An unexpected one is logged here and shows nothing of itself outside. */
export function respondError(error: unknown): Response {
  if (error instanceof RateLimitedError) return respondFault(error.code, error.message, undefined, limitHeaders(error))
  if (error instanceof AppError) return respondFault(error.code, error.message, error.fields, {}, error.difference)
  if (isDatabaseAway(error)) {
    log.error('the database is away', {}, error)
    return respondFault(
      'unavailable',
      sentence`The database cannot be reached at the moment. Try again in a few seconds.`,
    )
  }
  if (isUnstorableText(error)) return respondFault('bad_input', UNSTORABLE_TEXT)
  log.error('an unexpected error', {}, error)
  return respondFault('internal', sentence`Something went wrong on our side. The details are in the server log.`)
}
