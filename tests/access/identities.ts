import { database } from '@/lib/database'
import { createSession } from '@/lib/auth/session'
import { sessionCookie } from '@/lib/auth/session-cookie'
import { createToken } from '@/lib/store/tokens'
import type { Scope } from '@/lib/schema/viewer'
import type { RestrictedWorld } from './restricted-world'

/** Somebody who asks, with how they prove who they are. */
export type Identity = { name: string; headers: Record<string, string>; scope: Scope | null; mayRead: boolean }

const ORIGIN = 'http://localhost:3000'

/** The cookie of a new session of somebody. */
export async function sessionOf(userId: string, userAgent: string | null = null): Promise<string> {
  const { sessionToken } = await database.$transaction((tx) =>
    createSession(tx, { userId, method: 'link', userAgent, reason: null }, new Date()),
  )
  return `${sessionCookie().name}=${sessionToken}`
}

/**
 * Everybody there is, in every way of proving it: nobody, those whom the incident does not name, those whom it does, and
 * administrators, by session and by tokens of each scope that their role has. A token narrows: an administrator's token that reads
 * or writes reads what a person without that role does.
 */
export async function makeIdentities({ people }: Pick<RestrictedWorld, 'people'>): Promise<Identity[]> {
  const SCOPES = { viewer: ['read'], editor: ['read', 'write'], admin: ['read', 'write', 'admin'] } as const
  const named = new Set<string>([people.reader.userId, people.member.userId])
  const identities: Identity[] = [{ name: 'nobody', headers: {}, scope: null, mayRead: false }]
  for (const [name, viewer] of Object.entries(people)) {
    const isNamed = named.has(viewer.userId)
    const cookie = await sessionOf(viewer.userId)
    const session = { cookie, origin: ORIGIN, host: 'localhost:3000' }
    identities.push({
      name: `${name} by session`,
      headers: session,
      scope: viewer.scope,
      mayRead: isNamed || viewer.scope === 'admin',
    })
    for (const scope of SCOPES[viewer.role]) {
      const { secret } = await createToken(viewer, { name: `${name} ${scope}`, scope })
      const headers = { authorization: `Bearer ${secret}` }
      identities.push({ name: `${name} by ${scope} token`, headers, scope, mayRead: isNamed || scope === 'admin' })
    }
  }
  return identities
}
