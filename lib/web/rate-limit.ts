import { createHash } from 'node:crypto'
import type { Allowance } from '@/lib/auth/allowance'
import { type Limited, takeAllowance } from '@/lib/auth/limits'
import { viewerFromRequest } from '@/lib/auth/viewer'
import { AppError, ERROR_STATUS, RateLimitedError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { env } from '@/lib/env'
import { currentRequest } from '@/lib/observe/request-context'
import type { Viewer } from '@/lib/schema/viewer'
import { clientAddress } from './client-address'

/** A caller who was let in, and what the answer tells them beside itself. */
export type Admission = { viewer: Viewer; headers: Record<string, string> }

const TOO_MANY: Record<Limited, (seconds: number) => string> = {
  caller: (seconds) => sentence`You have asked too often. Try again in ${seconds} seconds.`,
  address: (seconds) => sentence`Too many requests come from this address. Try again in ${seconds} seconds.`,
  refused: (seconds) =>
    sentence`Too many tokens of this address were refused. Check which of your programs has an old one. Try again in ${seconds} seconds.`,
  'sign-in': (seconds) =>
    sentence`Too many sign-in links were asked for from this address. Try again in ${seconds} seconds.`,
  'sign-in-mail': (seconds) => sentence`Too many sign-in links were asked for. Try again in ${seconds} seconds.`,
}

async function count(name: Limited, caller: string): Promise<Allowance | null> {
  const allowance = await takeAllowance(name, caller)
  if (allowance === null || allowance.allowed) return allowance
  const { limit, resetSeconds } = allowance
  throw new RateLimitedError(TOO_MANY[name](resetSeconds), limit, resetSeconds)
}

const addressOf = (headers: Headers) => clientAddress(headers, currentRequest()?.peer ?? null, env().TRUSTED_HOPS)

/** Counts a request that needs no token, under its address. Throws `rate_limited`. */
export async function countRequest(headers: Headers): Promise<void> {
  const address = addressOf(headers)
  if (address !== null) await count('address', address)
}

/** Counts a token, link or signature that was refused, under the address that it came from. Throws `rate_limited`. */
export async function countRefused(headers: Headers): Promise<void> {
  const address = addressOf(headers)
  if (address !== null) await count('refused', address)
}

/** Whether a request shows something to be let in by: a token, the secret of a feed, the signature of a webhook. */
function showsSecret({ headers, url }: Request): boolean {
  if (headers.has('authorization') || headers.has('x-pagerduty-signature')) return true
  return new URL(url).searchParams.has('token')
}

/**
 * The one way into the API: counts the request under its address, finds who asks, and counts it under their token or name.
 * `find` is another way to find who asks, for webhooks. Refused tokens are counted under the address, where they soon answer
 * `rate_limited`; whoever has a good token is not held up by a neighbour that has a bad one.
 * Throws `rate_limited`, and what `find` throws.
 */
export async function admit(
  request: Request,
  find: (request: Request) => Promise<Viewer> = viewerFromRequest,
): Promise<Admission> {
  await countRequest(request.headers)
  const viewer = await find(request).catch(async (error: unknown) => {
    const refused = error instanceof AppError && ERROR_STATUS[error.code] === 401
    if (refused && showsSecret(request)) await countRefused(request.headers)
    throw error
  })
  return { viewer, headers: { ...limitHeaders(await countCaller(viewer)), ...expiryHeader(viewer) } }
}

/** Counts something that somebody asks for under their token or name, a server action as a request of the API. Throws `rate_limited`. */
export async function countCaller(viewer: Viewer): Promise<Allowance | null> {
  const caller = callerOf(viewer)
  return caller === null ? null : count('caller', caller)
}

/**
 * Counts a request that does the work of several as so many more of its caller. Throws `rate_limited`. Nothing for whoever is counted
 * under their address alone.
 */
export async function countMore(viewer: Viewer, times: number): Promise<void> {
  const caller = callerOf(viewer)
  if (caller !== null) for (let time = 0; time < times; time++) await count('caller', caller)
}

/** Webhooks are counted under their address alone: they all have the same secret. */
function callerOf({ userId, token }: Viewer): string | null {
  if (token?.kind === 'api') return `token:${token.id}`
  return userId === null ? null : `user:${userId}`
}

function limitHeaders(allowance: Allowance | null): Record<string, string> {
  if (allowance === null) return {}
  return {
    'RateLimit-Limit': String(allowance.limit),
    'RateLimit-Remaining': String(allowance.remaining),
    'RateLimit-Reset': String(allowance.resetSeconds),
  }
}

/** Told from a fifth of a token's life left, so that whoever runs the program hears of it in time. */
function expiryHeader({ token }: Viewer): Record<string, string> {
  return token?.ending && token.endsAt ? { 'Hindsight-Token-Expires': token.endsAt.toISOString() } : {}
}

/** Adds what an admission tells to an answer. */
export function withHeaders(answer: Response, headers: Record<string, string>): Response {
  for (const [name, value] of Object.entries(headers)) {
    if (!answer.headers.has(name)) answer.headers.set(name, value)
  }
  return answer
}

/**
 * Counts a sign-in link that is asked for, under the address that asks and the mailbox that gets it.
 * Throws `rate_limited`; whether the mailbox belongs to anybody here makes no difference.
 */
export async function countSignInRequest(headers: Headers, email: string): Promise<void> {
  const address = addressOf(headers)
  if (address !== null) await count('sign-in', address)
  await count('sign-in-mail', createHash('sha256').update(email.trim().toLowerCase()).digest('base64url'))
}
