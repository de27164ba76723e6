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

function sessionsOf(header: string | null): string[] {
  const { name } = sessionCookie()
  return (header ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=')
    return at > 0 && pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : []
  })
}

/** The session token of a `Cookie` header, or null. */
export function readSessionCookie(header: string | null): string | null {
  return sessionsOf(header)[0] || null
}

/** The same where it is the only one: of several, pages and routes may not take the same. */
export function readOnlySession(header: string | null): string | null {
  const [token, other] = sessionsOf(header)
  return other === undefined ? token || null : null
}

/** Whose mailed link this browser has asked for: there it is followed without another question. */
export function askedCookie() {
  const secure = usesSecureCookies()
  return {
    name: `${secure ? '__Secure-' : ''}hindsight.asked`,
    options: { httpOnly: true, sameSite: 'lax', path: '/sign-in', secure, maxAge: 15 * 60 } as const,
  }
}
