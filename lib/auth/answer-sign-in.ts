import { NextRequest } from 'next/server'
import { env } from '@/lib/env'
import { handlers } from './next-auth'
import { isSameOrigin, safeCallbackPath } from './origin'
import { signOutSession } from './session'
import { readSessionCookie, sessionCookie } from './session-cookie'
import { problemPath } from './sign-in-problem'
import { duringSignIn, type SignInRequest } from './sign-in-request'
import { resealToken } from './sign-in-token'

/**
 * `Cookie` without the session, so that next-auth signs somebody in and never links an account to whoever is signed in. It puts a
 * session together from parts as well, which we never write: those could be another person's, planted in this browser.
 */
function withoutSession(headers: Headers): Headers {
  const kept = new Headers(headers)
  const { name } = sessionCookie()
  const pairs = (headers.get('cookie') ?? '').split(';').filter((pair) => !isPartOf(name, pair.split('=')[0]?.trim()))
  kept.set('cookie', pairs.join(';'))
  return kept
}

const isPartOf = (name: string, given = '') => given === name || given.startsWith(`${name}.`)

/** The path of an address of this site that next-auth leads to. */
function callbackPathOf(location: URL): string {
  return safeCallbackPath(location.searchParams.get('callbackUrl'))
}

/** Replaces next-auth's `?error=` by what we know of it. */
function withProblem(answer: Response, request: SignInRequest): Response {
  const location = answer.headers.get('location')
  const { baseUrl } = env()
  if (location === null || !URL.canParse(location, baseUrl)) return answer
  const target = new URL(location, baseUrl)
  if (target.pathname !== '/sign-in' || !target.searchParams.has('error')) return answer
  const headers = new Headers(answer.headers)
  headers.set('location', `${baseUrl}${problemPath(request.problem ?? 'interrupted', callbackPathOf(target))}`)
  return new Response(null, { status: 302, headers })
}

/** The newly written session of an answer, or null. */
function newSessionOf(answer: Response): string | null {
  const pairs = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  return readSessionCookie(pairs.join(';'))
}

/** What there is of next-auth at /api/auth; its own pages are ours. */
const ACTIONS: Record<string, readonly string[]> = {
  GET: ['callback', 'csrf', 'error', 'providers', 'session', 'signin'],
  POST: ['callback', 'signin', 'signout'],
}

const refuse = (status: number, code: string, message: string) =>
  Response.json({ error: { code, message } }, { status })

/**
 * Answers what a provider's sign-in needs of us, at /api/auth. A failure leads to the sign-in page with its reason and is never a
 * status of its own. What changes something must come from a page of ours. The body is read as long as it is:
 * whoever calls this has bounded it.
 */
export async function answerSignIn(request: NextRequest, path: readonly string[]): Promise<Response> {
  const { GET, POST } = handlers
  const [action = '', provider = ''] = path
  if (request.method !== 'GET' && !isSameOrigin(request.headers)) {
    return refuse(403, 'forbidden', 'This did not come from a page of Hindsight.')
  }
  if (!ACTIONS[request.method]?.includes(action)) return refuse(404, 'not_found', 'There is nothing here.')
  const isCallback = action === 'callback'
  const before = readSessionCookie(request.headers.get('cookie'))
  const { pathname, search } = request.nextUrl
  const form = request.method === 'GET' ? null : await request.text()
  const headers = isCallback ? withoutSession(request.headers) : new Headers(request.headers)
  if (form !== null) headers.set('cookie', resealToken(headers.get('cookie') ?? ''))
  const own = new NextRequest(`${env().baseUrl}${pathname}${search}`, {
    method: request.method,
    headers,
    ...(form !== null && { body: form }),
  })
  const context: SignInRequest = { userAgent: request.headers.get('user-agent'), provider, problem: null }
  const answer = await duringSignIn(context, () => (request.method === 'GET' ? GET : POST)(own))
  if (isCallback && before !== null && newSessionOf(answer) !== null) await signOutSession(before)
  return withProblem(answer, context)
}
