import { NextResponse, type NextRequest } from 'next/server'
import { sessionCookie } from '@/lib/auth/session-cookie'

/**
 * Leads a visitor without a session cookie to the sign-in page and back afterwards. A convenience only: whether the
 * session is valid, and what it may see, is checked where data is read.
 */
export function proxy(request: NextRequest): NextResponse {
  if (request.cookies.has(sessionCookie().name)) return NextResponse.next()
  const target = request.nextUrl.clone()
  target.pathname = '/sign-in'
  target.search = ''
  const { pathname, search } = request.nextUrl
  if (pathname !== '/') target.searchParams.set('callbackUrl', `${pathname}${search}`)
  return NextResponse.redirect(target)
}

export const config = {
  // Everything but the API (it answers with a status of its own), sign-in itself, and files.
  matcher: ['/((?!api(?:/|$)|sign-in(?:/|$)|_next/|.*\\.(?:ico|png|svg|webmanifest|txt|woff2)$).*)'],
}
