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
}
