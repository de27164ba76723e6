import type { EditDifference } from '@/lib/schema/revision'

/** Every failure that a user may see, with the HTTP status it maps to at the edge. */
export const ERROR_STATUS = {
  bad_input: 400,
  unauthenticated: 401,
  /** An access token signed with a key that its provider does not publish, or not yet as far as is known here. */
  unknown_key: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  too_large: 413,
  unsupported: 415,
  unprocessable: 422,
  precondition_required: 428,
  rate_limited: 429,
  unavailable: 503,
} as const
export type ErrorCode = keyof typeof ERROR_STATUS

/** An expected failure. `message` is written for the user: what happened and what to do. */
export class AppError extends Error {
  readonly code: ErrorCode
  /** Messages per input field, when the input was at fault. */
  readonly fields: Record<string, string> | undefined
  /** What somebody else has changed meanwhile, when an edit came too late. */
  readonly difference: readonly EditDifference[] | undefined

  constructor(
    code: ErrorCode,
    message: string,
    fields?: Record<string, string>,
    difference?: readonly EditDifference[],
  ) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.fields = fields
    this.difference = difference
  }
}

/** Too many requests; says what is allowed and when to come back. */
export class RateLimitedError extends AppError {
  /** Requests in a window. */
  readonly limit: number
  /** Whole seconds until the window ends, at least 1. */
  readonly retryAfter: number

  constructor(message: string, limit: number, retryAfter: number) {
    super('rate_limited', message)
    this.limit = limit
    this.retryAfter = retryAfter
  }
}
