import type { EditDifference } from './revision'

/** What a server action answers: its value, or an expected failure with a message written for the user. */
export type ActionFailure = {
  ok: false
  code: string
  message: string
  fields?: Record<string, string>
  /** What somebody else has changed meanwhile. */
  difference?: EditDifference[]
}
export type ActionResult<T> = { ok: true; value: T } | ActionFailure
