import { env } from '@/lib/env'

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

/** Whose mailed link this browser has asked for: there it is followed without another question. */
export function askedCookie() {
  const secure = usesSecureCookies()
  return {
    name: `${secure ? '__Secure-' : ''}hindsight.asked`,
    options: { httpOnly: true, sameSite: 'lax', path: '/sign-in', secure, maxAge: 15 * 60 } as const,
  }
}
