import { SCOPE_CHOICES } from '@/lib/schema/choices'
import type { Role, Scope, Viewer } from '@/lib/schema/viewer'
import { AppError } from './errors'
import { assertCan } from './permissions'
import { sentence } from '@/lib/schema/sentence'

/** From this share of its life left, a token's holder is told that it ends. */
const TOLD_AT = 0.2

/** How long a token lasts when nobody says otherwise, in milliseconds. */
const USUAL_LIFE = 90 * 86_400_000

/** How many tokens may have been made with one another, the first included. */
export const MOST_GENERATIONS = 5

/**
 * Whether a token is near its end: a fifth of its life or less is left.
 * Takes its beginning (null when unknown: then it is not), its end (null for never) and the present.
 */
export function isEnding(from: Date | null, endsAt: Date | null, now: Date): boolean {
  if (from === null || endsAt === null) return false
  const [left, life] = [endsAt.getTime() - now.getTime(), endsAt.getTime() - from.getTime()]
  return left <= life * TOLD_AT
}

/** The earliest of several ends; null, which is never, when none of them has one. */
export function earliestEnd(ends: readonly (Date | null)[]): Date | null {
  const times = ends.flatMap((end) => end?.getTime() ?? [])
  return times.length === 0 ? null : new Date(Math.min(...times))
}

/** The scope that all of these allow; `read` for none. */
export function narrowestScope(scopes: readonly Scope[]): Scope {
  const ranks = scopes.map((scope) => SCOPE_CHOICES.indexOf(scope))
  return SCOPE_CHOICES[Math.min(...ranks)] ?? 'read'
}

/**
 * Throws `forbidden` for a token that only reads, and for an access token of the identity provider: what was made with that could
 * not be taken back with the provider's key.
 */
export function assertMayMakeTokens(viewer: Viewer): void {
  if (viewer.token?.kind === 'access') {
    throw new AppError('forbidden', 'An access token cannot make API tokens. Sign in, or use an API token.')
  }
  if (viewer.via === 'token') assertCan(viewer, 'write')
}

/**
 * When a token ends that the viewer makes now.
 * Takes the wanted end: null for never, undefined for what is usual (90 days or the given milliseconds, or as long as what it is
 * made with). Throws
 * `unprocessable` for an end in the past or later than that of what it is made with, `forbidden` for never unless by an administrator.
 */
export function chooseEnd(viewer: Viewer, wanted: Date | null | undefined, now: Date, life = USUAL_LIFE): Date | null {
  const latest = earliestEnd([viewer.token?.endsAt ?? null, viewer.session?.bounded?.until ?? null])
  if (wanted === undefined) return earliestEnd([latest, new Date(now.getTime() + life)])
  if (wanted !== null && wanted <= now) throw refusedEnd(sentence`This end is in the past.`)
  if (latest !== null && (wanted === null || wanted > latest)) {
    const end = latest.toISOString()
    throw refusedEnd(
      viewer.token
        ? sentence`It can end at ${end} at the latest: the token that it is made with ends then.`
        : sentence`It can end at ${end} at the latest: the break-glass session that it is made with ends then.`,
    )
  }
  if (wanted === null && viewer.scope !== 'admin') {
    throw new AppError('forbidden', 'Only an administrator may make a token that never ends.')
  }
  return wanted
}

function refusedEnd(message: string): AppError {
  return new AppError('unprocessable', message, { expiresAt: message })
}

const SCOPES_OF_ROLE = {
  viewer: ['read'],
  editor: ['read', 'write'],
  admin: ['read', 'write', 'admin'],
} as const satisfies Record<Role, readonly Scope[]>

/** The scopes that a token of somebody with this role can have, the narrowest first. */
export function scopesOfRole(role: Role): Scope[] {
  return [...SCOPES_OF_ROLE[role]]
}
