import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { AppError } from '@/lib/domain/errors'
import { noteUser } from '@/lib/observe/request-context'
import type { Viewer } from '@/lib/schema/viewer'
import { bearerViewer } from './bearer'
import { isSameOrigin } from './origin'
import { findSessionViewer } from './session'
import { readSessionCookie, sessionCookie } from './session-cookie'

/** The log names who a request is from. */
function noted<V extends Viewer | null>(viewer: V): V {
  noteUser(viewer?.userId ?? null)
  return viewer
}

/**
 * Who is signed in, for pages and server actions; null when nobody is. Must run inside a request. A page and its layout ask once
 * together; an action asks anew.
 */
export const findViewer = cache(async (): Promise<Viewer | null> => {
  const sessionToken = (await cookies()).get(sessionCookie().name)?.value
  return sessionToken ? noted(await findSessionViewer(sessionToken)) : null
})

/** Who is signed in, for pages and server actions; leads to the sign-in page when nobody is. */
export async function requireViewer(): Promise<Viewer> {
  return (await findViewer()) ?? redirect('/sign-in')
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Who calls the API. A bearer token decides alone, also when a session cookie comes with it.
 * Throws `unauthenticated` without valid credentials, and `forbidden` when a change with only a session cookie does not
 * come from a page of this site.
 */
export async function viewerFromRequest(request: Request, now: Date = new Date()): Promise<Viewer> {
  const authorization = request.headers.get('authorization')
  if (authorization !== null) {
    return noted(await bearerViewer(authorization, now))
  }
  const sessionToken = readSessionCookie(request.headers.get('cookie'))
  const viewer = sessionToken === null ? null : await findSessionViewer(sessionToken, now)
  if (!viewer) throw new AppError('unauthenticated', 'Sign in, or send `Authorization: Bearer <token>`.')
  if (!READING.has(request.method) && !isSameOrigin(request.headers)) {
    throw new AppError('forbidden', 'This change did not come from a page of Hindsight. Scripts need a token.')
  }
  return noted(viewer)
}
