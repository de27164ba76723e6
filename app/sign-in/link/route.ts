import { connection } from 'next/server'
import { tellFault } from '@/app/tell-fault'
import { safeCallbackPath } from '@/lib/auth/origin'
import { writeSessionCookie } from '@/lib/auth/session-cookie'
import { consumeSignInLink } from '@/lib/auth/sign-in-link'
import { problemPath } from '@/lib/auth/sign-in-problem'
import { RateLimitedError } from '@/lib/domain/errors'
import { localeOfRequest } from '@/lib/intl/asked-locale'
import { isDatabaseAway } from '@/lib/web/database-away'
import { countRefused, countRequest } from '@/lib/web/rate-limit'

/** The token stands in the address: keep it out of caches and out of what the next page learns. */
const PRIVATE = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }

function leadTo(path: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { ...PRIVATE, ...headers, Location: path } })
}

export async function GET(request: Request): Promise<Response> {
  await connection()
  const { searchParams } = new URL(request.url)
  try {
    await countRequest(request.headers)
    const userAgent = request.headers.get('user-agent')
    const opened = await consumeSignInLink(searchParams.get('token') ?? '', userAgent)
    if (opened.problem === 'link') await countRefused(request.headers)
    if (opened.problem !== undefined) return leadTo(problemPath(opened.problem))
    return leadTo(safeCallbackPath(searchParams.get('callbackUrl')), {
      'Set-Cookie': writeSessionCookie(opened.session.sessionToken, opened.session.expires),
    })
  } catch (error) {
    if (error instanceof RateLimitedError) return tellFault(localeOfRequest(request), error)
    if (isDatabaseAway(error)) return leadTo(problemPath('database'))
    throw error
  }
}

/** Mail and chat programs look at links before people do; without this, Next answers HEAD by running GET. */
export function HEAD(): Response {
  return new Response(null, { status: 204, headers: PRIVATE })
}
