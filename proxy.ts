import { randomBytes } from 'node:crypto'
import { NextResponse, type NextRequest } from 'next/server'
import { isSameOrigin } from '@/lib/auth/origin'
import { sessionCookie, usesSecureCookies } from '@/lib/auth/session-cookie'
import { env } from '@/lib/env'
import { localeOfRequest } from '@/lib/intl/asked-locale'
import { sentencesIn } from '@/lib/intl/sentences'
import { currentRequest } from '@/lib/observe/request-context'
import { takeLongForm } from '@/lib/web/long-forms'
import { findPostedFault, isReadByPages } from '@/lib/web/posted-form'
import { contentSecurityPolicy, DATA_POLICY, PUBLIC_POLICY, STRICT_TRANSPORT } from '@/lib/web/security-headers'

/** Pages that need no session. */
const OPEN = ['/sign-in', '/api-reference', '/.well-known']

/** What everybody may read, and what is no page: without a script, so that a copy is the same for everybody. */
const FIXED = { '/public': PUBLIC_POLICY, '/feeds': DATA_POLICY }

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])
/** What pages, feeds and their forms are asked by. Next would show the page to any other as well. */
const PAGE_METHODS = [...READING, 'POST']

const isUnder = (pathname: string, folder: string) => pathname === folder || pathname.startsWith(`${folder}/`)

/**
 * Leads a visitor without a session cookie to the sign-in page and back afterwards, and gives every page its policy. A convenience
 * only: whether the session is valid, and what it may see, is checked where data is read.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl
  const refusal = await findRefusal(request)
  // Next would wait for the end of the body, and keep what comes of it until then.
  if (refusal || !isReadByPages(request)) currentRequest()?.exchange?.leaveBody()
  if (refusal) return refusal
  const fixed = Object.entries(FIXED).find(([folder]) => isUnder(pathname, folder))?.[1]
  if (fixed !== undefined) return secured(NextResponse.next(), fixed)
  if (request.cookies.has(sessionCookie().name) || OPEN.some((folder) => isUnder(pathname, folder))) {
    return withPolicy(request)
  }
  const target = request.nextUrl.clone()
  target.pathname = '/sign-in'
  target.search = ''
  if (pathname !== '/') target.searchParams.set('callbackUrl', `${pathname}${search}`)
  return NextResponse.redirect(target)
}

/** The answer to what no page takes; null for what one does. */
async function findRefusal(request: NextRequest): Promise<NextResponse | null> {
  if (!PAGE_METHODS.includes(request.method)) {
    return new NextResponse('This method is not for pages.\n', {
      status: 405,
      headers: { Allow: PAGE_METHODS.join(', ') },
    })
  }
  // Next compares the origin of a server action as well, but lets a missing one pass.
  if (!READING.has(request.method) && !isSameOrigin(request.headers)) {
    return new NextResponse('This did not come from a page of Hindsight.\n', { status: 403 })
  }
  const fault = await findPostedFault(request, (bytes) => takeLongForm(request.headers.get('cookie'), bytes))
  if (fault === null) return null
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'private, no-store' }
  const said = sentencesIn(localeOfRequest(request))(fault.message)
  return new NextResponse(`${said}\n`, { status: fault.status, headers })
}

/** Next reads the nonce from the policy of the request and gives it to its own scripts. */
function withPolicy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString('base64')
  const secure = usesSecureCookies()
  const policy = contentSecurityPolicy({
    nonce,
    secure,
    development: process.env.NODE_ENV === 'development',
    formTargets: isUnder(request.nextUrl.pathname, '/sign-in') ? signInTargets() : [],
  })
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  const { origin, host } = originOf(request)
  // Next compares the origin of a server action with the host that it was called by, which a proxy may have rewritten. It was compared with our own address.
  if (!READING.has(request.method) && origin !== host) headers.set('x-forwarded-host', origin)
  headers.set('content-security-policy', policy)
  return secured(NextResponse.next({ request: { headers } }), policy)
}

/** The host of the page that asks, and the one that Next takes this to be asked of. */
function originOf({ headers }: NextRequest): { origin: string; host: string } {
  const origin = headers.get('origin') ?? ''
  const host = headers.get('x-forwarded-host')?.split(',')[0]?.trim() ?? headers.get('host') ?? ''
  return { origin: URL.canParse(origin) ? new URL(origin).host : host, host }
}

function secured(response: NextResponse, policy: string): NextResponse {
  response.headers.set('Content-Security-Policy', policy)
  if (usesSecureCookies()) response.headers.set('Strict-Transport-Security', STRICT_TRANSPORT)
  return response
}

/** Without JavaScript the sign-in form is answered by a redirect to the provider, which browsers count as where the form leads. */
function signInTargets(): string[] {
  const { OIDC_ISSUER } = env()
  return ['https:', ...(OIDC_ISSUER ? [new URL(OIDC_ISSUER).origin] : [])]
}

export const config = {
  // Everything but the API (it answers with a status of its own) and files, each by its name: a page may be asked for under any.
  matcher: ['/((?!api(?:/|$)|livez$|readyz$|metrics$|_next/static/|_next/image$|icon\\.svg$|robots\\.txt$).*)'],
}
