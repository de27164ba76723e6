import { readSessionCookie } from './session-cookie'

/** Finds who is signed in with the token of a session; null for nobody. */
type FindSession = (sessionToken: string) => Promise<{ readonly userId?: string | null } | null>

/** Kept on `globalThis`: the server's start and `proxy.ts` are bundled apart, and only the start has the database. */
const kept = globalThis as typeof globalThis & { hindsightFindsSession?: FindSession }

/** Says how sessions are found from now on: the server's start does, before it takes the first request. */
export function findSessionsBy(find: FindSession): void {
  kept.hindsightFindsSession = find
}

/**
 * Who is signed in here by the session of a `Cookie` header, as a name to count them under; null for nobody: a cookie alone anybody can make
 * up. While the database cannot say, a cookie is believed: the page tells that the database is away.
 */
export async function findSignedIn(cookies: string | null): Promise<string | null> {
  const sessionToken = readSessionCookie(cookies)
  if (sessionToken === null) return null
  const find = kept.hindsightFindsSession
  const believed = `session ${sessionToken}`
  if (find === undefined) return believed
  return find(sessionToken).then(
    (found) => (typeof found?.userId === 'string' ? `person ${found.userId}` : found && believed),
    () => believed,
  )
}
