import { randomBytes } from 'node:crypto'
import { database } from '@/lib/database'
import { env } from '@/lib/env'
import type { Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'

/** Days that a session lasts from sign-in. */
const SESSION_DAYS = 30
export const SESSION_SECONDS = SESSION_DAYS * 24 * 60 * 60

/** Whether cookies are for HTTPS only: decided by BASE_URL alone, so that every entry point decides alike. */
export function usesSecureCookies(): boolean {
  return env().baseUrl.startsWith('https:')
}

/** Name and attributes of the session cookie; next-auth is configured with the same ones. */
export function sessionCookie() {
  const secure = usesSecureCookies()
  return {
    name: `${secure ? '__Secure-' : ''}authjs.session-token`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure } as const,
  }
}

/** A `Set-Cookie` value; `expires: null` removes the cookie. */
export function writeSessionCookie(sessionToken: string, expires: Date | null): string {
  const { name, options } = sessionCookie()
  const until = expires === null ? 'Max-Age=0' : `Expires=${expires.toUTCString()}`
  return `${name}=${sessionToken}; Path=${options.path}; ${until}; HttpOnly; SameSite=Lax${options.secure ? '; Secure' : ''}`
}

/** The session token of a `Cookie` header, or null. */
export function readSessionCookie(header: string | null): string | null {
  const { name } = sessionCookie()
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null
  }
  return null
}

/** A new session's token and its end; the caller stores both in the transaction that signs the user in. */
export function newSession(now: Date): { sessionToken: string; expires: Date } {
  return {
    sessionToken: randomBytes(32).toString('base64url'),
    expires: new Date(now.getTime() + SESSION_SECONDS * 1000),
  }
}

/** Who is signed in with this session token: read from the database each time, so that a changed role counts at the next request. */
export async function findSessionViewer(sessionToken: string, now: Date = new Date()): Promise<Viewer | null> {
  if (sessionToken.length > 200) return null
  const session = await database.session.findUnique({ where: { sessionToken }, include: { user: true } })
  if (!session || session.expires <= now) return null
  const { id, name, email, role } = session.user
  return mintViewer({ userId: id, name: name ?? email ?? 'unnamed', role, via: 'session' })
}
