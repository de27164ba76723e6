import { connection } from 'next/server'
import { safeCallbackPath } from '@/lib/auth/origin'
import { writeSessionCookie } from '@/lib/auth/session-cookie'
import { consumeSignInLink } from '@/lib/auth/sign-in-link'
import { isDatabaseAway } from '@/lib/web/database-away'

/** The token stands in the address: keep it out of caches and out of what the next page learns. */
const PRIVATE = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }

function leadTo(path: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { ...PRIVATE, ...headers, Location: path } })
}

export async function GET(request: Request): Promise<Response> {
  await connection()
  const { searchParams } = new URL(request.url)
  try {
    const session = await consumeSignInLink(searchParams.get('token') ?? '')
    if (!session) return leadTo('/sign-in?problem=link')
    return leadTo(safeCallbackPath(searchParams.get('callbackUrl')), {
      'Set-Cookie': writeSessionCookie(session.sessionToken, session.expires),
    })
  } catch (error) {
    if (isDatabaseAway(error)) return leadTo('/sign-in?problem=database')
    throw error
  }
}

/** Mail and chat programs look at links before people do; without this, Next answers HEAD by running GET. */
export function HEAD(): Response {
  return new Response(null, { status: 204, headers: PRIVATE })
}
