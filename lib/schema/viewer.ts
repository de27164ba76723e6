import { z } from 'zod'
import { SCOPE_CHOICES } from './choices'

export const RoleSchema = z.enum(['admin', 'editor', 'viewer'])
export type Role = z.infer<typeof RoleSchema>
export const ScopeSchema = z.enum(SCOPE_CHOICES)
export type Scope = z.infer<typeof ScopeSchema>

/**
 * How far a viewer sees: `all` is everything (administrators, the command line, Hindsight's own work), `named` what everybody with an
 * account may read and the restricted incidents that name the viewer or a team of theirs, `public` only what is published.
 */
export type Reach = 'all' | 'named' | 'public'

/** What a person acts in. What is made in a bounded session, as a token, ends when `until` comes or the session ends. */
export type ActingSession = {
  readonly id: string
  /** Set for a break-glass session: its end, which nothing extends, and why it was needed. */
  readonly bounded: { readonly until: Date; readonly reason: string } | null
}

/**
 * The token that somebody acts with: an API token, or an access token of the identity provider. A token that is made with an API
 * token ends no later, and dies with it; with an access token none is made.
 */
export type ActingToken = {
  readonly kind: 'api' | 'access'
  /** Key of the `ApiToken`; of an access token the person and the id of the key that signed it. */
  readonly id: string
  /** When it ends, with everything that it depends on; null for one without an end. */
  readonly endsAt: Date | null
  /** Whether it is so near its end that whoever uses it is told. */
  readonly ending: boolean
}

declare const minted: unique symbol
/**
 * Who reads or writes. Only `lib/auth` makes one, after checking a session, a token or the machine's own command line.
 * Every function of `query` and `store` takes it.
 */
export type Viewer = {
  readonly [minted]: true
  readonly userId: string | null
  readonly name: string
  readonly role: Role
  /** The rights in force: a token's scope never exceeds its owner's role. */
  readonly scope: Scope
  readonly reach: Reach
  readonly via: 'session' | 'token' | 'command-line'
  /** Absent for sessions, the command line and Hindsight's own work. */
  readonly token?: ActingToken
  /** Absent for tokens, the command line and Hindsight's own work. */
  readonly session?: ActingSession
}
