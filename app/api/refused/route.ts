import { AppError } from '@/lib/domain/errors'
import { respondError } from '@/lib/web/respond'

const MESSAGE =
  'This address cannot be read: what stands behind a “%” in it is no text, or a zero character. Look whether it was copied whole.'

/** What `watchRequests` leads a request to whose address nobody can read. */
export function GET(request: Request): Response {
  if (new URL(request.url).searchParams.get('as') === 'json') return respondError(new AppError('bad_input', MESSAGE))
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'private, no-store' }
  return new Response(`${MESSAGE}\n`, { status: 400, headers })
}

export const dynamic = 'force-dynamic'
