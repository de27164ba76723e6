import { randomBytes } from 'node:crypto'
import { database } from '@/lib/database'
import type { Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'

/** Days that a session lasts from sign-in. */
const SESSION_DAYS = 30
export const SESSION_SECONDS = SESSION_DAYS * 24 * 60 * 60

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
  if (!session || session.expires <= now || session.user.disabledAt) return null
  const { id, name, email, role } = session.user
  return mintViewer({ userId: id, name: name ?? email ?? 'unnamed', role, via: 'session' })
}

/** Ends a session. Unknown tokens are fine: the result is the same. */
export async function endSession(sessionToken: string): Promise<void> {
  await database.session.deleteMany({ where: { sessionToken } })
}
