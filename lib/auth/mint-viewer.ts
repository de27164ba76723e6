import type { ActingSession, ActingToken, Reach, Role, Scope, Viewer } from '@/lib/schema/viewer'

const SCOPES = ['read', 'write', 'admin'] as const satisfies readonly Scope[]
const ROLE_OF_SCOPE = { read: 'viewer', write: 'editor', admin: 'admin' } as const satisfies Record<Scope, Role>
const SCOPE_OF_ROLE = { viewer: 'read', editor: 'write', admin: 'admin' } as const satisfies Record<Role, Scope>

/** Those who sign in see what their role says; Hindsight's own work may see more, the public less. */
type Identity = {
  userId: string | null
  name: string
  role: Role
  via: Viewer['via']
  reach?: Reach
  session?: ActingSession
  token?: ActingToken
}

/**
 * The only place where a viewer is made; callers have checked a session, a token or that they are the command line.
 * `scope` narrows what the role allows (a token's scope) and never widens it. The role of the result is narrowed with
 * it, so that a check of either gives the same answer; a narrowed administrator sees what a person of that role sees.
 */
export function mintViewer(identity: Identity, scope: Scope = 'admin'): Viewer {
  const allowed = Math.min(SCOPES.indexOf(SCOPE_OF_ROLE[identity.role]), SCOPES.indexOf(scope))
  const inForce = SCOPES[allowed] ?? 'read'
  const reach = identity.reach ?? (inForce === 'admin' ? 'all' : 'named')
  return Object.freeze({ ...identity, role: ROLE_OF_SCOPE[inForce], scope: inForce, reach }) as Viewer
}
