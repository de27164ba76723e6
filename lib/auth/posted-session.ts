import { readSessionCookie } from './session-cookie'

/** Finds who is signed in with the token of a session; null for nobody. */
type FindSession = (sessionToken: string) => Promise<object | null>

/** Kept on `globalThis`: the server's start and `proxy.ts` are bundled apart, and only the start has the database. */
const kept = globalThis as typeof globalThis & { hindsightFindsSession?: FindSession }

/** Says how sessions are found from now on: the server's start does, before it takes the first request. */
export function findSessionsBy(find: FindSession): void {
  kept.hindsightFindsSession = find
}

/**
 * Whether somebody is signed in here by the session of a `Cookie` header: a cookie alone anybody can make up. While the database
 * cannot say, a cookie is believed: the page tells that the database is away.
 */
export async function isSignedIn(cookies: string | null): Promise<boolean> {
  const sessionToken = readSessionCookie(cookies)
  if (sessionToken === null) return false
  const find = kept.hindsightFindsSession
  if (find === undefined) return true
  return find(sessionToken).then(
    (found) => found !== null,
    () => true,
  )
}
